"""In CI: what changed since a revision, gates by kind and count, and the files that other programs read."""

import json
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from piiscan.cli import cli

ROOT = Path(__file__).parents[2]
CARD = "name,card number,exp\nPeregrine Oakenshield,4539 1488 0343 6467,12/27\n"


@pytest.fixture
def scan(piiscan, share):
    def scan(*options, root=share):
        return piiscan("scan", "-j0", "--no-progress", "-f", "jsonl", root, *options)

    return scan


@pytest.fixture
def git(share, home):
    """The share as a repository with one commit; runs git in it."""
    env = {
        "PATH": os.environ["PATH"],
        "HOME": str(home),
        "GIT_CONFIG_NOSYSTEM": "1",
        **{f"GIT_{who}_{what}": "x@example.com" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")},
    }

    def git(*arguments):
        subprocess.run(["git", "-C", share, *arguments], check=True, capture_output=True, env=env)

    git("init", "-q")
    git("add", ".")
    git("commit", "-qm", "first")
    return git


def found(result):
    return {record["file"] for record in result.records if record["type"] == "finding"}


def test_only_what_changed_is_read_and_the_rest_is_listed(scan, share, git):
    assert scan("--diff", "HEAD").code == 0
    with (share / "hr" / "list.csv").open("a") as file:
        file.write("Peregrine Oakenshield,010-94-0003\n")
    (share / "new").mkdir()
    (share / "new" / "na\udcffme.csv").write_text("name,ssn\nWilliam Brown,010-94-0002\n")
    (share / "hr" / "staff.csv").rename(share / "hr" / "moved.csv")
    result = scan("--diff", "HEAD")
    assert result.code == 1
    assert found(result) == {"hr/list.csv", "hr/moved.csv", "new/na\udcffme.csv"}
    reasons = {record["file"]: record["detail"] for record in result.records if record.get("reason") == "excluded"}
    assert reasons == {
        ".git/": "--diff HEAD: nothing in it changed",
        "readme.txt": "--diff HEAD: not changed, or ignored by git",
    }
    assert result.records[0]["options"]["diff"] == "HEAD"
    ids = {record["id"] for record in result.records if record["type"] == "finding"}
    assert ids == {record["id"] for record in scan("--exclude", ".git/").records if record["type"] == "finding"}
    assert found(scan("--diff", "HEAD", root=share / "new")) == {"na\udcffme.csv"}  # a folder of a repository
    assert found(scan("--diff", "HEAD", root=share / "hr" / "list.csv")) == {"list.csv"}
    git("add", ".")
    git("commit", "-qm", "second")
    assert found(scan("--diff", "HEAD~1")) == {"hr/list.csv", "hr/moved.csv", "new/na\udcffme.csv"}
    assert not found(scan("--diff", "HEAD"))


def test_what_is_below_a_repository_inside_is_read(scan, share, git):
    inner = share / "inner"
    (inner / "deep").mkdir(parents=True)
    git("init", "-q", "inner")
    (inner / "deep" / "a.csv").write_text("name,ssn\nWilliam Brown,010-94-0002\n")
    assert found(scan("--diff", "HEAD")) == {"inner/deep/a.csv"}


@pytest.mark.parametrize("revision", ["no-such", "--output=x", "-x"])
def test_a_revision_that_is_none_is_told_and_nothing_is_read(scan, share, git, revision):
    assert git
    result = scan(f"--diff={revision}")
    assert (result.code, result.out) == (2, "")
    assert "--diff" in result.err
    assert not (share / "x").exists()


def test_a_directory_that_is_no_repository_is_told(scan, clean):
    result = scan("--diff", "HEAD", root=clean)
    assert result.code == 2
    assert "is not in a git repository" in result.err


def test_a_repository_runs_nothing(scan, share, git, tmp_path):
    program = tmp_path / "run"
    program.write_text(f"#!/bin/sh\ntouch {tmp_path}/ran\n")
    program.chmod(0o755)
    for name in ("core.fsmonitor", "diff.external", "diff.x.textconv"):
        git("config", name, str(program))
    (share / ".gitattributes").write_text("* diff=x\n")
    (share / "readme.txt").write_text("changed\n")
    assert scan("--diff", "HEAD").code == 0
    assert not (tmp_path / "ran").exists()


def test_a_gate_of_kinds(scan, share):
    (share / "card.csv").write_text(CARD)
    assert scan("--fail-on-kind", "drivers_license").code == 0
    result = scan("--fail-on-kind", "payment_card", "--fail-on-kind", "drivers_license")
    assert result.code == 1
    assert "1 finding at or above" in result.err
    assert "of drivers_license, payment_card" in result.err
    rows = "".join(f"Peregrine Oakenshield,010-94-00{number}\n" for number in range(10, 20))
    (share / "hr" / "list.csv").write_text(f"name,ssn\n{rows}")
    (share / "card.csv").unlink()
    assert scan("--fail-on-kind", "payment_card", "--max-findings-per-file", "5").code == 0  # by its counts
    assert scan("--fail-on-kind", "ssn", "--max-findings-per-file", "5").code == 1


def test_a_gate_of_counts(scan):
    assert scan("--fail-on-count", "2").code == 1
    result = scan("--fail-on-count", "3")
    assert result.code == 0
    assert "2 findings at or above the gate" in result.err
    assert "fewer than 3" in result.err


def test_what_could_not_be_read_may_be_allowed(scan, clean):
    (clean / "a.rar").write_bytes(b"Rar!\x1a\x07\x01\x00 and nothing more")
    assert scan(root=clean).code == 3
    result = scan("--allow-unread", root=clean)
    assert result.code == 0
    assert "1 file or member not read, or not to the end, which --allow-unread allows" in result.err
    assert result.records[-1]["complete"] is False


def test_junit_fails_by_the_same_gate(piiscan, share):
    result = piiscan("scan", "-j0", "-q", "-f", "junit", share, "--fail-on-kind", "payment_card")
    assert result.code == 0
    assert "<failure" not in result.out


def options_of(words):
    return {word.partition("=")[0] for word in words if word.startswith("--") and word != "--"}


def test_the_hook_and_the_action_use_options_there_are():
    known = {name for option in cli.commands["scan"].params for name in option.opts}
    (hook,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text())
    assert hook["entry"].split()[:2] == ["piiscan", "scan"]
    assert options_of(hook["entry"].split()) <= known
    action = yaml.safe_load((ROOT / ".github" / "actions" / "piiscan" / "action.yml").read_text())
    script = next(step["run"] for step in action["runs"]["steps"] if step.get("id") == "scan")
    given = [word.strip('()"') for line in script.splitlines() if "args" in line for word in line.split()]
    given = [word.removeprefix("args+=(").removeprefix("args=(") for word in given]
    assert {"--key-file", "--config", "--baseline", "--diff"} <= options_of(given) <= known
    assert "${{" not in script  # no input becomes a part of the script
    outputs = {name: value["value"] for name, value in action["outputs"].items()}
    assert all(f"{name}=" in script for name in outputs)


def test_the_script_of_the_action_runs(share, tmp_path, home):
    action = yaml.safe_load((ROOT / ".github" / "actions" / "piiscan" / "action.yml").read_text())
    script = next(step["run"] for step in action["runs"]["steps"] if step.get("id") == "scan")
    program = tmp_path / "bin" / "piiscan"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m piiscan "$@"\n')
    program.chmod(0o755)
    env = {
        **os.environ,
        "PATH": f"{program.parent}:{os.environ['PATH']}",
        "HOME": str(home),
        "TMPDIR": str(tmp_path),
        "GITHUB_OUTPUT": str(tmp_path / "output"),
        "GITHUB_STEP_SUMMARY": str(tmp_path / "summary"),
        **{f"IN_{name}": "" for name in ("CONFIG", "BASELINE", "DIFF")},
        "IN_KEY": "k" * 40,
        "IN_ARGS": "--workers=0\n--exclude=staff.csv",
        "IN_PATHS": str(share),
    }
    done = subprocess.run(["bash", "-e", "-c", script], env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    lines = dict(line.split("=", 1) for line in (tmp_path / "output").read_text().splitlines())
    assert (lines["exit-code"], lines["finding-count"]) == ("1", "1")
    assert Path(lines["report"]).exists()
    assert Path(lines["sarif"]).exists()
    assert not (Path(lines["report"]).parent / "key").exists()
    assert "list.csv" in (tmp_path / "summary").read_text()


@pytest.fixture(scope="module")
def snippets():
    """The jobs of the README to copy, by the word before them: YAML as what it means, Groovy as it stands."""
    text = (ROOT / "README.md").read_text("utf-8")
    section = text.partition("\n## In CI\n")[2].partition("\n## ")[0]
    found = {}
    for part in re.finditer(r"^```(yaml|groovy)\n(.*?)^```", section, re.MULTILINE | re.DOTALL):
        name = re.match(r"[\w -]+", section[: part.start()].strip().rpartition("\n\n")[2])[0]
        found[name] = yaml.safe_load(part[2]) if part[1] == "yaml" else part[2]
    assert set(found) == {"GitHub", "The same by hand", "GitLab", "Jenkins", "pre-commit"}
    return found


def run_in(share, command, piiscan, monkeypatch):
    """What a job runs, with the share as what it has exported."""
    monkeypatch.chdir(share.parent)
    share.rename("exports")
    program, *arguments = shlex.split(command)
    assert program == "piiscan"
    return piiscan(*arguments, "-j0")


def test_the_job_for_gitlab_runs_and_hands_over_what_it_writes(snippets, share, piiscan, monkeypatch):
    job = snippets["GitLab"]["piiscan"]
    assert run_in(share, job["script"], piiscan, monkeypatch).code == 1
    reports = job["artifacts"]["reports"]
    assert job["artifacts"]["when"] == "always"  # of a job that failed, too
    assert len(json.loads(Path(reports["codequality"]).read_text())) == 2
    assert "<failure" in Path(reports["junit"]).read_text()


def test_the_stage_for_jenkins_runs_and_hands_over_what_it_writes(snippets, share, piiscan, monkeypatch):
    stage = snippets["Jenkins"]
    (command,) = re.findall(r"sh '(.*?)'", stage)
    assert run_in(share, command, piiscan, monkeypatch).code == 1
    (junit,) = re.findall(r"junit '(.*?)'", stage)
    assert "<failure" in Path(junit).read_text()
    (kept,) = re.findall(r"archiveArtifacts '(.*?)'", stage)
    assert json.loads(Path(kept).read_text().splitlines()[-1])["exit_code"] == 1
    assert stage.count("{") == stage.count("}")


def test_the_steps_for_github_by_hand_run_and_hand_over_what_they_write(snippets, share, piiscan, monkeypatch):
    install, scanned, summary, sarif, kept = snippets["The same by hand"]
    assert install["run"].startswith("pip install piiscan")
    assert run_in(share, scanned["run"], piiscan, monkeypatch).code == 1
    assert [step["if"] for step in (summary, sarif, kept)] == ["always()"] * 3
    file = re.fullmatch(r"cat (\S+) >> .*", summary["run"])[1]
    assert Path(file).read_text().startswith("## piiscan")
    assert json.loads(Path(sarif["with"]["sarif_file"]).read_text())["version"] == "2.1.0"
    assert Path(kept["with"]["path"]).exists()


def test_the_job_for_github_and_the_hook_give_what_there_is(snippets):
    (job,) = snippets["GitHub"]["jobs"].values()
    step = job["steps"][-1]
    action = yaml.safe_load((ROOT / ".github" / "actions" / "piiscan" / "action.yml").read_text())
    assert step["uses"].startswith("OWNER/piiscan/.github/actions/piiscan@")
    assert set(step["with"]) <= set(action["inputs"])
    assert job["permissions"]["security-events"] == "write"
    (repo,) = snippets["pre-commit"]["repos"]
    (hook,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text())
    (used,) = repo["hooks"]
    assert used["id"] == hook["id"]
    assert options_of(used["args"]) <= {name for option in cli.commands["scan"].params for name in option.opts}
