"""`--names-file`: names off the Census lists are known by it, and none of them gets out."""

import io
import pickle
import traceback
from pathlib import Path

import pytest

from piiscan.cli import names_file
from piiscan.cli.names_file import NamesFileError, read_names, remark
from piiscan.config import Config
from piiscan.pairing import use_names
from piiscan.pairing.names.table import TOP, Entry, lookup

NAME = "Xanvira Quorblat"  # no word of it is on the lists
PROSE = f"Letter of the day. The claim of {NAME} under 010-94-0001 was paid.\n"
SECRET = ("Xanvira", "Quorblat", "xanvira", "quorblat")


@pytest.fixture(autouse=True)
def forgotten():
    yield
    use_names(None)


@pytest.fixture
def written(tmp_path):
    def write(text):
        path = tmp_path / "names.txt"
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    return write


def known(path, *words):
    """What a file makes known of some words: "s" a surname, "g" a given name."""
    names, _ = read_names(str(path))
    use_names(names)
    entries = [lookup(word) for word in words]
    return ["s" * (entry.surname == TOP) + "g" * (entry.given == TOP) for entry in entries]


READ = [
    ("Xanvira Quorblat\n", ["g", "s"]),
    ("quorblat, xanvira\n", ["g", "s"]),
    ("\ufeffDr. Xanvira T. Quorblat Jr.\r\n\r\n", ["g", "s"]),
    ("Quorblat", ["", "sg"]),
    ("name\nQuorblat, Xanvira\n", ["g", "s"]),
    ("Last Name\nQuorblat\n", ["", "s"]),
    ("first_name,last_name\nXanvira,Quorblat\n", ["g", "s"]),
    ("id;Achternaam;surname;given name\n7;Other;Quorblat;Xanvira\n", ["g", "s"]),
    ('ssn\t"employee name"\n010-94-0001\tXanvira Quorblat\n', ["g", "s"]),
    ('employee,"phone"\n"Quorblat, Xanvira",5\n', ["g", "s"]),
    ("first name,last name\nXanvira,\n,Quorblat\n", ["g", "s"]),
    ("Xanvira de la Quorblat\n", ["g", "s"]),
    ("Ann Quorblat-Lee\nXanvira-Marie Lee\n", ["g", "s"]),
]


@pytest.mark.parametrize(("text", "expected"), READ, ids=range(len(READ)))
def test_names_are_read(written, text, expected):
    assert known(written(text), "Xanvira", "Quorblat") == expected


def test_other_columns_are_passed_over(written):
    path = written("name,department,manager\nXanvira Quorblat,Zweeblish,N/A\n")
    assert known(path, "Zweeblish", "department") == ["", ""]


def test_whole_surnames_and_other_scripts(written):
    path = written("Xanvira de la Quorblat\nОльга Кворблат\n")
    assert known(path, "de la Quorblat", "Кворблат", "Ольга", "la") == ["s", "s", "g", ""]


def test_what_else_a_word_is_stays(written):
    before = lookup("Order")
    assert known(written("Order, Xanvira\nLee\n"), "Lee") == ["sg"]
    assert before.word == 3
    use_names(None)
    assert lookup("Order") == before
    assert lookup("Quorblat") == Entry(0, 0, 0)


def test_lines_without_a_name_are_told_by_number(written):
    names, passed_over = read_names(str(written("Xanvira Quorblat\nN/A\n12345\n\nTest User\nAcme Bank Inc\n")))
    assert (names.count, passed_over) == (1, [2, 3, 5, 6])
    assert (
        remark(passed_over) == "names file: passed over 4 lines without a name that can be understood (line 2, 3, 5, 6)"
    )
    assert remark(range(1, 2000)).endswith("1,999 lines without a name that can be understood (line 1, 2, 3, 4, 5, …)")
    assert "1 line without" in remark([7])


WRONG = [
    (b"Xanvira Quorblat\n\xff\n", "line 2: not UTF-8"),
    (b"Xanvira Quorblat\nQuor\0blat\n", "line 2: not text"),
    ('name,id\n"Xanvira" Quorblat,2\n', "line 2: not CSV"),
    ('name,id\nXanvira Quorblat,2\n"Quorblat', "line 3: not CSV"),
    (f"name,id\n{'Quorblat' * 20000},2\n", "line 2: not CSV"),
    ("", "no name in it"),
    ("name,id\n", "no name in it"),
    ("N/A\n", "no name in it"),
]


@pytest.mark.parametrize(("text", "words"), WRONG, ids=range(len(WRONG)))
def test_2_a_bad_file_is_told_by_line_before_anything_is_scanned(
    piiscan, share, written, tmp_path, text, words, monkeypatch
):
    monkeypatch.setenv("PIISCAN_DEBUG", "1")
    path, report = written(text), tmp_path / "report.jsonl"
    result = piiscan("scan", "-j0", share, "-o", report, "--names-file", path)
    assert (result.code, result.out) == (2, "")
    assert words in result.err
    assert not report.exists()
    assert not any(word in result.err for word in SECRET)
    with pytest.raises(NamesFileError) as caught:
        read_names(str(path))
    assert not any(word in "".join(traceback.format_exception(caught.value)) for word in SECRET)


def test_2_no_file_and_a_large_one(piiscan, share, written, tmp_path, monkeypatch):
    assert "No such file" in piiscan("scan", share, "--names-file", tmp_path / "none").err
    assert "Is a directory" in piiscan("scan", share, "--names-file", tmp_path).err
    monkeypatch.setattr(names_file, "_MOST", 2)
    assert "line 3: more than 2 names" in piiscan("scan", share, "--names-file", written(f"{NAME}\n" * 3)).err
    monkeypatch.setattr(names_file, "_LARGEST", 1 << 20)
    result = piiscan("scan", share, "--names-file", written(b"a" * ((1 << 20) + 1)))
    assert (result.code, "larger than 1 MiB" in result.err) == (2, True)


@pytest.mark.long
@pytest.mark.parametrize("workers", ["-j0", "-j1"])
def test_a_person_in_prose_is_found_by_the_file_alone(piiscan, clean, written, workers):
    (clean / "letter.txt").write_text(PROSE)

    def classes(*options):
        result = piiscan("scan", workers, "-f", "jsonl", clean, *options)
        found = [record for record in result.records if record["type"] == "finding"]
        return result, [(one["classification"], one["person"] and one["person"]["masked"]) for one in found]

    result, found = classes()
    assert (result.code, found) == (0, [("element_only", None)])
    result, found = classes("--names-file", written(f"{NAME}\nAnn Lee\n!\n"))
    assert (result.code, found) == (1, [("personal_information", "X… Q…")])
    assert result.records[0]["options"]["names_file"] == {"names": 2}
    assert "passed over 1 line" in result.err
    assert not any(word in result.out + result.err for word in SECRET)
    result, found = classes()  # and the next run knows nothing of it
    assert (result.code, found) == (0, [("element_only", None)])
    assert result.records[0]["options"]["names_file"] is None


@pytest.mark.parametrize("form", ["jsonl", "json", "table"])
def test_no_name_and_no_hash_of_one_gets_out(piiscan, clean, home, written, tmp_path, form):
    path = written(f"{NAME}\n")
    (clean / "letter.txt").write_text(PROSE)
    report = tmp_path / "report"
    result = piiscan("scan", "-j1", "-f", form, clean, "-o", report, "--names-file", path)
    assert result.code == 1
    names, _ = read_names(str(path))
    hashes = [str(number) for held in (names.given, names.surnames) for number in memoryview(held).cast("Q")]
    hashes += [f"{int(number):x}" for number in hashes]
    left = [file.read_bytes() for file in [report, *home.rglob("*")] if file.is_file()]
    for text in [result.out.encode(), result.err.encode(), *left]:
        for word in [*SECRET, *hashes]:
            assert word.encode() not in text


def test_the_configuration_shows_how_many_and_nothing_else(written):
    names, _ = read_names(str(written(f"{NAME}\n")))
    config = Config(key=bytes(32), names=names)
    for text in (repr(config), str(config.public()), repr(names)):
        assert not any(word in text for word in SECRET)
        assert repr(names.surnames) not in text
    assert config.public()["names_file"] == {"names": 1}
    assert "names" not in config.public()
    assert pickle.loads(pickle.dumps(config)) == config  # noqa: S301 - made in this line


def test_the_fingerprint_tells_lists_apart_and_only_by_the_key(written):
    one, other = (read_names(str(written(text)))[0] for text in (NAME, "Ann Quorblat"))
    key = bytes(range(32))
    prints = [Config(key=key, names=names).fingerprint() for names in (None, one, other)]
    assert len(set(prints)) == 3
    assert Config(key=key, names=one).fingerprint() == prints[1]
    assert Config(key=bytes(32), names=one).fingerprint() != prints[1]
    # Without a key two lists of one length look alike: a plain hash could be tried out.
    assert Config(names=one).fingerprint() == Config(names=other).fingerprint() != Config().fingerprint()


def test_a_file_on_a_pipe_will_do(monkeypatch):
    class Pipe(io.BytesIO):
        name = "/dev/fd/63"

    monkeypatch.setattr(Path, "open", lambda *_: Pipe(NAME.encode()))
    assert read_names("/dev/fd/63")[0].count == 1
