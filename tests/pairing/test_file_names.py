"""Whom a file is named after: weak, asked last, and for a few numbers only (SPEC §3b and §5, 7)."""

import zipfile

import pytest

from piiscan.config import Config
from piiscan.model import Classification, Finding, Source
from piiscan.pairing.file_names import FEW, person_in
from piiscan.scan import scan_one

SSN = "773-01-0001"
TEXT = f"Social Security number: {SSN}\n"


@pytest.fixture
def scan(tmp_path):
    def scan_file(path, data):
        file = tmp_path / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data if isinstance(data, bytes) else data.encode())
        source = Source(str(tmp_path), path, str(file), file.stat().st_size)
        return [event for event in scan_one(source, Config()) if isinstance(event, Finding)]

    return scan_file


@pytest.mark.parametrize(
    ("path", "normal"),
    [
        ("Ann Lee.pdf", "ann lee"),
        ("Lee, Ann M. - W-2 2023.pdf", "ann lee"),
        ("W2_Ann_Lee.tar.gz", "ann lee"),
        ("doyle-kevin-ssn.txt", "kevin doyle"),
        ("KevinDoyle.docx", "kevin doyle"),
        ("K. Doyle intake.doc", "k doyle"),
        ("personnel/Doyle, Kevin/2024/w4.pdf", "kevin doyle"),
        ("Ann Lee/Kevin Doyle.txt", "kevin doyle"),  # the nearest
        ("mail.zip/Kevin Doyle.txt", "kevin doyle"),
    ],
)
def test_whom_a_path_names(path, normal):
    person = person_in(path)
    assert person is not None
    assert (person.normal, person.grade, person.evidence[0]) == (normal, 1, "file-name")


@pytest.mark.parametrize(
    "path",
    [
        "",
        "file.txt",
        "exports/2024/annual_report.csv",
        "Lee Company/ledger.xlsx",
        "A.L.txt",
        "lee.txt",
        "a.parquet",
        "Doyle, Kevin/a/b/far.txt",  # further up than the folders of one person go
        "gcloud_beta_cloud-shell.1.gz",
    ],
)
def test_most_paths_name_nobody(path):
    assert person_in(path) is None


@pytest.mark.parametrize("path", ["Ann Lee.txt", "personnel/Lee, Ann/w4.txt"])
def test_a_number_of_nobody_is_to_be_reviewed_as_that_of_whom_the_file_is_named_after(scan, path):
    (finding,) = scan(path, TEXT)
    assert finding.classification is Classification.REVIEW
    assert finding.person.normal == "ann lee"
    assert "file-name" in finding.person.evidence
    assert finding.grades["pair"] == 1


def test_a_member_of_an_archive_has_a_name_of_its_own(tmp_path, scan):
    made = tmp_path / "made.zip"
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("w2/Ann Lee.txt", TEXT)
        archive.writestr("other.txt", TEXT)
    first, second = scan("Kevin Doyle.zip", made.read_bytes())
    assert (first.person.normal, second.person.normal) == ("ann lee", "kevin doyle")


def test_whoever_the_text_names_goes_before(scan):
    (finding,) = scan("Kevin Doyle.txt", f"Name: Ann Lee\n{TEXT}")
    assert (finding.classification, finding.person.normal) == (Classification.PERSONAL_INFORMATION, "ann lee")


def test_a_list_is_not_of_one_person(scan):
    few = "".join(f"SSN: 773-01-{number:04}\n\n" for number in range(1, FEW + 1))
    assert {finding.person is not None for finding in scan("Ann Lee.txt", few)} == {True}
    assert {finding.person for finding in scan("Ann Lee.txt", few + "SSN: 773-01-9999\n")} == {None}


def test_bare_numbers_without_a_label_stay_silent(scan):
    assert scan("Ann Lee.txt", "773010001\n") == []
