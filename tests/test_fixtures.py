"""The fixture share: made anew it is the same, what the truth says is in it, and nothing else is."""

import bz2
import copy
import doctest
import gzip
import io
import json
import lzma
import re
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import msoffcrypto
import openpyxl
import pypdfium2
import pytest

ROOT = Path(__file__).parent.parent
FIXTURES = ROOT / "fixtures"
SHARE = FIXTURES / "share"
TRUTH = json.loads((FIXTURES / "truth.json").read_text(encoding="utf-8"))
SUFFIXES = ".csv .psv .tsv .txt .log .json .jsonl .xml .html .js .sql .svg .geojson"
TEXT = set(SUFFIXES.split())
# How a document looks changes with the version of the library that wrote it.
LOOKS = re.compile("styles|theme|settings|app.xml")

sys.path.insert(0, str(FIXTURES))
import score  # noqa: E402


def unpacked(data, name=""):
    """The files in a file, so that containers compare by what they hold: zlib differs from system to system."""
    if data.startswith(b"PK\x03\x04"):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            infos = [info for info in archive.infolist() if not LOOKS.search(info.filename)]
            clear = [info for info in infos if not info.flag_bits & 1]
            stamps = {f"{name}/{info.filename}": repr((info.date_time, info.flag_bits)) for info in infos}
            parts = [unpacked(archive.read(info), f"{name}/{info.filename}") for info in clear]
        return stamps | {inner: content for part in parts for inner, content in part.items()}
    if data.startswith(b"\x1f\x8b"):
        return unpacked(gzip.decompress(data), f"{name}/gzip")
    if data.startswith((b"BZh", b"\xfd7zXZ\0")):
        return unpacked((bz2 if data.startswith(b"BZh") else lzma).decompress(data), f"{name}/unpacked")
    if data[257:262] == b"ustar":
        with tarfile.open(fileobj=io.BytesIO(data)) as archive:
            heads = {f"{name}/{info.name}": repr((info.mtime, info.mode, info.linkname)) for info in archive}
            inside = [(f"{name}/{info.name}", archive.extractfile(info).read()) for info in archive if info.isfile()]
        return heads | {
            deep: content for at, part in inside for deep, content in unpacked(part, f"{at}/content").items()
        }
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        return {name: "sealed"}  # the cipher text of a container: compared where the bytes can be
    return {name: data}


def files(root):
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """The share, made twice."""
    outs = [tmp_path_factory.mktemp(name) for name in ("one", "two")]
    for out in outs:
        subprocess.run([sys.executable, FIXTURES / "generate.py", "--out", out], check=True, capture_output=True)
    return outs


@pytest.mark.long
def test_every_run_gives_the_same_bytes(made):
    one, two = made
    assert files(one) == files(two)


@pytest.mark.long
def test_the_committed_share_is_what_the_generator_makes(made):
    fresh = files(made[0] / "share")
    kept = files(SHARE)
    assert kept.keys() == fresh.keys()
    different = [name for name in kept if kept[name] != fresh[name] and unpacked(kept[name]) != unpacked(fresh[name])]
    assert different == []
    assert (made[0] / "truth.json").read_bytes() == (FIXTURES / "truth.json").read_bytes()


def test_every_file_is_declared_and_the_share_is_small():
    declared = {entry["file"] for part in ("planted", "quiet", "outcomes") for entry in TRUTH[part]}
    assert declared == files(SHARE).keys()
    people = {entry["person"] for entry in TRUTH["planted"]} - {None}
    assert 300 <= len(people) <= 700
    assert len(declared) >= 40
    assert sum(map(len, files(SHARE).values())) < 3 << 20


HASHED = "payroll/hashed.csv"


def every_element():
    return [(entry, element) for entry in TRUTH["planted"] for element in entry["elements"]]


def test_the_planted_numbers_are_valid_and_the_samples_are_marked():
    ssn = re.compile(r"(?!000|666|9)\d{3}(?!00)\d{2}(?!0000)\d{4}")
    areas = set()
    for entry, element in every_element():
        value = element["value"]
        if entry["file"] == HASHED:
            assert re.fullmatch(r"[0-9a-f]{64}", value)
            continue
        match element["kind"]:
            case "ssn":
                assert ssn.fullmatch(value)
                areas.add(int(value[:3]))
            case "payment_card":
                assert (
                    sum(int("0246813579"[int(d)]) if at % 2 else int(d) for at, d in enumerate(value[::-1])) % 10 == 0
                )
                assert re.fullmatch(
                    r"4\d{15}|5[1-5]\d{14}|2[3-6]\d{14}|3[47]\d{13}|6(?:011|4[4-9]\d|5\d\d)\d{12}", value
                )
            case "drivers_license":
                elsewhere = r"|\d{2}[A-Z]{3}\d{5}|\d{7,9}|[A-Z]\d{7}" if "out-of-state" in entry["file"] else ""
                assert re.fullmatch(r"S\d{8}|SA\d{7}" + elsewhere, value)
            case "financial_account":
                assert re.fullmatch(r"4\d{9}|GB\d\dBOFA\d{14}", value)
        samples = ("078051120", "219099999", "457555462", "111111111", "123456789")
        published = value in samples or value[:4] in {"4242", "4111", "5555"} or entry["name"] is None
        assert (entry["classification"] == "test_value") <= published
    assert any(area in range(10, 35) for area in areas)
    assert any(area >= 773 for area in areas)
    assert any(area in range(734, 750) for area in areas)


def test_no_planted_number_was_given_out_before_the_ceilings_of_2011():
    """Areas 010 to 034 as an example: of the groups the SSA had reached, none is used."""
    for entry, element in every_element():
        if (
            element["kind"] == "ssn"
            and entry["file"] != HASHED
            and 10 <= int(element["value"][:3]) <= 34
            and entry["classification"] != "test_value"
        ):
            group = int(element["value"][3:5])
            ceiling = 94 if int(element["value"][:3]) <= 21 else 92
            reached = (group % 2 and group < 10) or (group % 2 == 0 and 10 <= group <= ceiling)
            assert not reached, element["value"]


def text_of(file, container=()):
    """The text of a text file or member, None for other formats."""
    data = (SHARE / file).read_bytes()
    for part in container:
        if part == "gzip":
            data = gzip.decompress(data)
        elif data.startswith(b"PK"):
            data = zipfile.ZipFile(io.BytesIO(data)).read(part)
        else:
            return None
    inner = next((part for part in reversed(container) if part != "gzip"), file).removesuffix(".gz")
    if Path(inner).suffix not in TEXT:
        return None
    for encoding in ("utf-16",) if data.startswith(b"\xff\xfe") else ("utf-8", "cp1252"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return None


def squeezed(text):
    return re.sub(r"(?<=\w)[- ](?=\w)", "", text).upper()


def test_the_planted_values_stand_where_the_truth_says():
    checked = 0
    for entry, element in every_element():
        text = text_of(entry["file"], entry["container"])
        if text is None:
            continue
        line = text.split("\n")[element["place"]["LINE"] - 1] if "LINE" in element["place"] else text
        assert element["value"].upper() in squeezed(line), (entry["file"], element)
        column = element["place"].get("COLUMN")
        if column and Path(entry["file"]).suffix in {".txt", ".log"}:
            assert squeezed(line[column - 1 :]).startswith(element["value"])
        checked += 1
    assert checked > 350


@pytest.mark.long
def test_the_cells_of_workbooks_hold_the_planted_values():
    books = {}
    for entry, element in every_element():
        if entry["container"] or not entry["file"].endswith(".xlsx") or entry["file"].startswith("secure/"):
            continue
        book = books.setdefault(entry["file"], openpyxl.load_workbook(SHARE / entry["file"]))
        place = element["place"]
        cell = book[place["SHEET"]].cell(place["ROW"], place["COLUMN"]).value
        shown = f"{cell:09}" if isinstance(cell, int) else cell.replace("-", "")
        assert shown == element["value"]
    assert len(books) == 4
    assert books["hr/staff.xlsx"]["Archive 2019"].sheet_state == "hidden"


def test_the_pages_of_documents_hold_the_planted_values():
    seen = set()
    for entry, element in every_element():
        if entry["file"].endswith(".pdf"):
            page = pypdfium2.PdfDocument(SHARE / entry["file"])[element["place"]["PAGE"] - 1]
            assert element["value"] in squeezed(page.get_textpage().get_text_bounded())
            seen.add(entry["file"])
    assert {"secure/no-printing.pdf", "secure/no-printing-old.pdf"} < seen


def test_locked_files_are_locked():
    for name in ("severance.pdf", "severance-old.pdf"):
        with pytest.raises(pypdfium2.PdfiumError):
            pypdfium2.PdfDocument(SHARE / "secure" / name)
    for name, opens in (("salaries.xlsx", False), ("read-only.xlsx", True)):
        with (SHARE / "secure" / name).open("rb") as stream:
            office = msoffcrypto.OfficeFile(stream)
            assert office.is_encrypted()
            try:
                office.load_key(password="VelvetSweatshop", verify_password=True)
                assert opens
            except msoffcrypto.exceptions.InvalidKeyError:
                assert not opens
    with zipfile.ZipFile(SHARE / "secure/mixed.zip") as archive:
        assert b"last_name" in archive.read("open.csv")
        with pytest.raises(RuntimeError, match="password"):
            archive.read("locked.csv")


def test_every_number_that_looks_like_a_social_security_number_is_in_the_truth():
    """The mark on numbers that would be valid: none stands in the share that the generator did not plant."""
    planted = {element["value"] for _, element in every_element()}
    shape = re.compile(r"(?<![\w-])(?!000|666|9)\d{3}-(?!00)\d\d-(?!0000)\d{4}(?![\w-])")
    found = set()
    for file in files(SHARE):
        found |= {value.replace("-", "") for value in shape.findall(text_of(file) or "")}
    assert found
    assert found - planted == set()


def report():
    """The report of a scanner without fault."""
    records = []
    for entry in TRUTH["planted"]:
        elements = [
            {
                "kind": element["kind"],
                "value": element["value"],
                "location": {"steps": list(map(list, element["place"].items()))},
            }
            for element in entry["elements"]
        ]
        person = {"name": entry["name"]} if entry["name"] else None
        fields = {key: entry[key] for key in ("file", "container", "classification", "residency")}
        records.append({"type": "finding", "person": person, "elements": elements, **fields})
    return records + [{"type": "outcome", **entry} for entry in TRUTH["outcomes"]]


def test_names_are_compared_as_people_would():
    assert doctest.testmod(score) == (0, 1)


def test_a_report_without_fault_scores_one():
    out = score.score(report(), TRUTH)
    assert (out.rate("recall"), out.rate("precision"), out.place_rate(), out.wrong) == (1.0, 1.0, 1.0, [])
    assert {"ssn", "payment_card", "drivers_license", "csv", "xlsx", "pdf", "docx", "eml"} < out.recall.keys()


def test_every_kind_of_fault_is_seen():
    records = copy.deepcopy(report())
    personal = [record for record in records if record.get("classification") == score.PERSONAL]
    personal[0]["person"]["name"] = "Somebody Else"
    personal[1]["classification"] = "review"
    personal[2]["residency"] = "elsewhere"
    personal[3]["elements"][0]["location"]["steps"][1][1] += 1
    records.remove(personal[4])
    invented = copy.deepcopy(personal[5])
    records.append({**invented, "file": "logs/app.log"})
    next(record for record in records if record["type"] == "outcome")["status"] = "scanned"
    out = score.score(records, TRUTH)
    asked = out.recall["all"][1]
    assert out.recall["all"] == [asked - 3, asked]
    assert out.precision["all"] == [asked - 3, asked - 1]
    assert len(out.wrong) == 7
    assert [line for line in out.wrong if "logs/app.log" in line and "UUID" in line]


def test_the_command_fails_below_its_bars(tmp_path):
    def run(records):
        path = tmp_path / "report.jsonl"
        path.write_text("\n".join(map(json.dumps, records)), encoding="utf-8")
        return subprocess.run(
            [sys.executable, FIXTURES / "score.py", path], capture_output=True, text=True, check=False
        )

    assert run(report()).returncode == 0
    half = [record for at, record in enumerate(report()) if at % 2]
    assert run(half).returncode == 1
    masked = report()
    del masked[0]["elements"][0]["value"]
    assert "--reveal" in run(masked).stderr
