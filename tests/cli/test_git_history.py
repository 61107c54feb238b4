"""What is or was in a git repository: read once, named with its commits; what is not there is told; nothing is run."""

import io
import os
import random
import subprocess
import zlib
from collections import defaultdict

import docx
import pytest

from piiscan.sources.base import HISTORY
from piiscan.sources.git import repository
from piiscan.sources.git_history import History

pytestmark = pytest.mark.long

PAY = "name,ssn,state\nAnn Lee,010-94-1234,MA\nPeregrine Oakenshield,010-94-2345,MA\n"
OTHER = "name,ssn,state\nCarl Brown,010-94-3456,MA\n"


class Repo:
    """A repository that git makes as it is told."""

    def __init__(self, path, home):
        self.path, self.time = path, 1_700_000_000
        self.env = {"PATH": os.environ["PATH"], "HOME": str(home), "GIT_CONFIG_NOSYSTEM": "1"}
        self.env |= {f"GIT_{who}_{what}": "x@y.z" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
        path.mkdir(parents=True, exist_ok=True)
        self("init", "-q", "-b", "main")

    def __call__(self, *arguments, feed=None):
        self.time += 60
        env = self.env | {"GIT_COMMITTER_DATE": f"{self.time} +0000", "GIT_AUTHOR_DATE": f"{self.time} +0000"}
        command = ["git", "-c", "protocol.file.allow=always", "-C", self.path, *arguments]
        return subprocess.run(command, check=True, capture_output=True, env=env, input=feed).stdout.decode().strip()

    def commit(self, **files):
        for name, text in files.items():
            target = self.path / name.replace("__", "/").replace("_", ".")
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(text if isinstance(text, bytes) else text.encode())
        self("add", "-A")
        self("commit", "-qm", "x", "--allow-empty")
        return self("rev-parse", "HEAD")

    def object(self, name):
        return self.path / ".git/objects" / name[:2] / name[2:]


@pytest.fixture
def repo(tmp_path, home):
    repository.cache_clear()
    return Repo(tmp_path / "repo", home)


@pytest.fixture
def scan(piiscan, repo):
    def scan(*options, path=None):
        return piiscan("scan", "-j0", "--no-progress", "-f", "jsonl", "--git-history", path or repo.path, *options)

    return scan


def findings(result):
    return {record["file"].rpartition("@")[0]: record for record in result.records if record["type"] == "finding"}


def outcomes(result):
    return {record["file"]: record for record in result.records if record["type"] == "outcome"}


def test_what_was_deleted_is_found_with_its_commits_paths_and_refs(repo, scan):
    first = repo.commit(hr__pay_csv=PAY, a_txt="nothing here")
    repo("mv", "hr/pay.csv", "hr/wages.csv")
    second = repo.commit(copy__wages_csv=PAY)
    repo("rm", "-q", "-r", "hr", "copy")
    repo.commit(a_txt="nothing there")
    repo("checkout", "-q", "-b", "side", second)
    document = io.BytesIO()
    text = docx.Document()
    text.add_paragraph("Employee Peregrine Oakenshield, SSN 010-94-7777")
    text.save(document)
    repo.commit(letter_docx=document.getvalue())
    odd = "od\nd\udcff @ö.csv"
    (repo.path / odd).write_text(OTHER)
    third = repo.commit()
    repo("checkout", "-q", "main")
    repo("merge", "-q", "--no-edit", "side")
    repo("rm", "-q", "letter.docx")
    repo.commit()
    result = scan()
    assert result.code == 1, result.err
    found = findings(result)
    assert set(found) == {"hr/pay.csv", "letter.docx", odd}
    pay = found["hr/pay.csv"]["history"]
    assert (pay["commits"], pay["first"]["commit"], pay["last"]["commit"]) == (4, first, third)
    assert pay["paths"] == ["hr/pay.csv", "copy/wages.csv", "hr/wages.csv"]
    assert pay["refs"] == ["refs/heads/side"]
    assert (found["letter.docx"]["history"]["refs"], found[odd]["history"]["commits"]) == (["refs/heads/side"], 3)
    assert result.records[-1]["complete"]
    assert "letter.docx" not in findings(scan("--exclude", "*.docx"))
    assert set(findings(scan("--exclude", "pay.csv", "--exclude", "copy/"))) == {"hr/wages.csv", "letter.docx", odd}


def test_what_nothing_leads_to_is_read_too(repo, scan):
    repo.commit(a_txt="a")
    repo.commit(lost_csv=PAY)
    repo("reset", "-q", "--hard", "HEAD~1")
    (repo.path / "a.txt").write_text(OTHER)
    repo("stash", "-q")
    repo("notes", "add", "-m", "Employee Dana Whitfield, SSN 010-94-4444", "HEAD")
    (repo.path / "staged.csv").write_text(OTHER.replace("3456", "5555"))
    repo("add", "staged.csv")
    told = findings(scan())
    assert not told["lost.csv"]["history"]["reachable"]
    assert told["a.txt"]["history"]["refs"] == ["refs/stash"]
    assert told[""]["history"]["commits"] == 0
    assert ["refs/notes/commits"] in [record["history"]["refs"] for record in told.values()]
    assert len(told) == 4


def test_nothing_that_the_repository_names_is_run_or_followed(repo, scan, tmp_path):
    repo.commit(secret_csv=PAY)
    blob = repo("rev-parse", "HEAD:secret.csv")
    trap, mark = tmp_path / "trap", tmp_path / "sprung"
    trap.write_text(f"#!/bin/sh\ntouch {mark}\n")
    trap.chmod(0o755)
    for name in (
        "core.fsmonitor",
        "core.pager",
        "core.sshCommand",
        "diff.x.textconv",
        "filter.x.smudge",
        "core.editor",
    ):
        repo("config", name, str(trap))
    repo("config", "core.hooksPath", str(tmp_path))
    repo("config", "extensions.partialClone", "origin")
    repo("config", "remote.origin.promisor", "true")
    repo("config", "remote.origin.url", f"ext::{trap}")
    repo("config", "protocol.ext.allow", "always")
    repo.commit(_gitattributes="* diff=x filter=x\n", gone_csv=OTHER)
    harmless = repo("hash-object", "-w", "--stdin", feed=b"nothing")
    repo("replace", blob, harmless)
    repo.object(repo("rev-parse", "HEAD:gone.csv")).unlink()
    mark.unlink(missing_ok=True)
    result = scan()
    assert set(findings(result)) == {"secret.csv"}
    assert not mark.exists()
    missing = next(record for name, record in outcomes(result).items() if name.startswith("gone.csv@"))
    assert (missing["reason"], "partial clone" in missing["detail"]) == ("unreadable", True)


def test_what_is_not_there_is_told(repo, scan, tmp_path, home):
    inner = Repo(tmp_path / "inner", home)
    inner.commit(a_txt="a")
    pointer = "version https://git-lfs.github.com/spec/v1\noid sha256:" + "0" * 64 + "\nsize 12\n"
    repo.commit(big_bin=pointer, old_csv=PAY)
    repo("submodule", "add", "-q", str(inner.path), "sub")
    repo.commit(last_csv=OTHER)
    shallow = tmp_path / "shallow"
    repo("clone", "-q", "--depth", "1", f"file://{repo.path}", str(shallow))
    result = scan(path=shallow)
    by_path = {name.rpartition("@")[0] or name: record for name, record in outcomes(result).items()}
    assert by_path["sub"]["reason"] == "excluded"
    assert "LFS" in by_path["big.bin"]["detail"]
    assert "shallow" in by_path["./"]["detail"]
    assert result.records[-1]["gaps"] == 2
    assert set(findings(result)) == {"last.csv", "old.csv"}


@pytest.mark.parametrize("place", ["objects/info/alternates", "packed-refs", "objects/ab/" + "c" * 38])
def test_a_pipe_in_the_place_of_a_file_is_not_waited_for(repo, scan, monkeypatch, place):
    monkeypatch.setattr("piiscan.sources.git.SILENCE", 0.3)
    repo.commit(pay_csv=PAY)
    pipe = repo.path / ".git" / place
    pipe.parent.mkdir(exist_ok=True)
    os.mkfifo(pipe)
    result = scan()
    assert any(record["type"] == "outcome" and record["reason"] == "corrupt" for record in result.records) or (
        place == "packed-refs" and "010-94" not in result.out and result.code == 1
    )
    assert result.code != 0


def test_a_submodule_is_told_though_the_repository_wants_it_ignored(repo, scan):
    repo("update-index", "--add", "--cacheinfo", f"160000,{repo.commit(a_txt='x')},lib")
    repo("commit", "-qm", "x")
    (repo.path / ".gitmodules").write_text('[submodule "lib"]\n\tpath = lib\n\turl = ../lib\n\tignore = all\n')
    repo("config", "submodule.lib.ignore", "all")
    assert [record["file"] for record in scan().records if "a submodule" in (record.get("detail") or "")] == ["lib"]


def test_damage_costs_what_is_damaged_and_is_told(repo, scan):
    repo.commit(d__a_csv=PAY)
    repo.commit(e__b_csv=OTHER)
    broken = repo.commit(f__c_csv=OTHER.replace("3456", "5678"))
    tree, blob = repo("rev-parse", f"{broken}:f"), repo("rev-parse", "HEAD:e/b.csv")
    for name, content in ((tree, b"garbage"), (blob, zlib.compress(b"blob 99999999\0short"))):
        repo.object(name).chmod(0o644)
        repo.object(name).write_bytes(content)
    result = scan()
    assert result.code == 1
    assert {record["elements"][0]["masked"][-4:] for record in result.records if record["type"] == "finding"} == {
        "1234",
        "2345",
        "5678",
    }
    corrupt = {name: record["detail"] for name, record in outcomes(result).items() if record["reason"] == "corrupt"}
    assert {f"e/b.csv@{blob}", f"@{tree}", f"@{broken}"} <= set(corrupt)


def test_trees_that_fold_billions_of_names_into_a_few_bytes_end(repo, scan, monkeypatch):
    repo.commit(a_csv=PAY)
    monkeypatch.setattr("piiscan.sources.git_commits._MEMORY", 256 << 20)
    name, kind = repo("hash-object", "-w", "--stdin", feed=OTHER.encode()), "100644 blob"
    for _ in range(8):
        name = repo("mktree", feed="".join(f"{kind} {name}\t{letter}\n" for letter in "0123456789").encode())
        kind = "040000 tree"
    bomb = repo("commit-tree", "-m", "x", name)
    repo("update-ref", "refs/heads/bomb", bomb)
    result = scan()
    assert result.records[-1]["listed"] == 3
    assert outcomes(result)[f"@{bomb}"]["reason"] == "corrupt"


def test_paths_that_are_no_repository_and_those_of_others(repo, scan, tmp_path):
    repo.commit(sub__a_csv=PAY)
    assert "not a git repository" in scan(path=tmp_path).err
    assert "name the repository itself" in scan(path=repo.path / "sub").err
    assert scan("--diff", "HEAD").code == 2
    bare = tmp_path / "bare.git"
    repo("clone", "-q", "--bare", str(repo.path), str(bare))
    assert set(findings(scan(path=bare))) == {"sub/a.csv"}
    if os.geteuid() == 0:
        for folder, _, names in os.walk(repo.path):
            for name in (folder, *(f"{folder}/{name}" for name in names)):
                os.chown(name, 65534, 65534)
        repository.cache_clear()
        told = scan()
        assert told.code == 2
        assert "safe.directory" in told.err


def test_a_scan_of_the_files_leaves_the_packed_objects_to_this_one_and_says_so(repo, piiscan, tmp_path):
    repo.commit(a_csv=PAY)
    (tmp_path / "repo/objects").mkdir()  # of no repository
    (tmp_path / "repo/objects/b.csv").write_text(OTHER)
    result = piiscan("scan", "-j0", "-f", "jsonl", "--no-progress", repo.path)
    told = outcomes(result)
    assert told[".git/objects/"]["reason"] == "excluded"
    assert "--git-history" in told[".git/objects/"]["detail"]
    assert not any(name.startswith(".git/objects/") for name in told if name != ".git/objects/")
    assert told["objects/b.csv"]["status"] == "scanned"


def test_workers_and_the_ledger_give_the_same(repo, scan, piiscan, tmp_path):
    for number in range(5):
        repo.commit(**{f"p{number}_csv": PAY.replace("1234", f"123{number}"), "same_txt": "same"})
    first = scan("--ledger", tmp_path / "ledger")
    pooled = piiscan("scan", "-j2", "--no-progress", "-f", "jsonl", "--git-history", repo.path)
    again = scan("--ledger", tmp_path / "ledger")
    assert first.out == pooled.out == again.out
    assert len(first.records) > 10
    table = piiscan("scan", "-j0", "--no-progress", "--git-history", repo.path)
    assert "now in main" in table.out


def test_commits_are_counted_as_a_listing_of_every_commit_counts_them(repo):
    """Against `git ls-tree` of each commit, on a history with merges, copies, returns and several roots."""
    chance, script, trees = random.Random(7), [], {0: {}}
    for mark in range(1, 80):
        parents = sorted(chance.sample(range(1, mark), min(mark - 1, chance.choice([0, 1, 1, 1, 1, 2]))), reverse=True)
        files = dict(trees[parents[0]]) if parents else {}
        script.append(
            f"commit refs/heads/b{mark % 7}\nmark :{mark}\ncommitter x <x> {1_700_000_000 + chance.randrange(9999)} +0000\ndata 0\n"
        )
        script += [f"from :{parents[0]}\n"] if parents else ["deleteall\n"]
        script += [f"merge :{parent}\n" for parent in parents[1:]]
        for _ in range(chance.randrange(4)):
            name, text = f"f{chance.randrange(6)}/x", f"text {chance.randrange(9)}"
            if name in files and chance.random() < 0.5:
                del files[name]
                script.append(f"D {name}\n")
            else:
                files[name] = text
                script.append(f"M 100644 inline {name}\ndata {len(text)}\n{text}\n")
        trees[mark] = files
        script.append("\n" if parents else f"\nreset refs/heads/b{mark % 7}\nfrom :{mark}\n\n")
    repo("fast-import", "--quiet", "--force", feed="".join(script).encode())
    names = [
        line.split()[0]
        for line in repo("cat-file", "--batch-all-objects", "--batch-check").splitlines()
        if " commit " in line
    ]
    assert len(names) == 79
    holds, paths = defaultdict(set), defaultdict(set)
    for name in names:
        for line in repo("ls-tree", "-r", name).splitlines():
            head, _, path = line.partition("\t")
            holds[head.split()[2]].add(name)
            paths[head.split()[2]].add(path)
    history = History(f"{HISTORY}{repo.path}")
    _, commits = history.known()
    tips = dict(line.split() for line in repo("for-each-ref", "--format=%(refname) %(objectname)").splitlines())
    assert set(commits.held) == set(holds)
    for blob, held in holds.items():
        told = commits.about(blob)
        assert told["commits"] == len(held)
        assert {told["first"]["commit"], told["last"]["commit"]} <= held
        assert len(told["paths"]) + told["more_paths"] == len(paths[blob])
        assert len(told["refs"]) + told["more_refs"] == sum(tip in held for tip in tips.values())
