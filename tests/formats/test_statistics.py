"""SPSS, SAS and Stata: rows by number, columns by name and label, damage said; bare text where nothing else is left."""

from __future__ import annotations

import io
import random

import pytest
from format_samples import SSN, read
from hypothesis import given, settings
from hypothesis import strategies as st
from stats_samples import dta, people, por, sas, sav, xpt

from piiscan.formats.datasets import readstat
from piiscan.formats.datasets.spss_records import are_sound
from piiscan.model import Reason

ROWS = people(("Ann Lee", SSN), ("Bob Ray", "010-94-0002"))
HEADER = "NAME: Full name\x1fV17: Social Security Number\x1e"
FILES = {
    "spss": sav(ROWS),
    "stata": dta(ROWS),
    "sas": sas(),
    "spss-portable": por(ROWS),
    "sas-transport": xpt(ROWS, file_format_version=5, table_name="T"),
}


@pytest.mark.parametrize("form", FILES)
def test_rows_under_names_and_labels(form):
    result = read(FILES[form])
    assert result.format == form
    header = HEADER.replace("NAME: Full name", "NAME") if form == "sas" else HEADER
    assert result.text.endswith(f"{header}Ann Lee\x1f{SSN}\x1eBob Ray\x1f010-94-0002\x1e")
    assert result.places[SSN][-1].endswith("ROW 1 COLUMN 2 KEY V17")
    assert result.gaps == []


def test_values_are_shown_by_their_labels_and_missing_ones_not():
    frame = people(("Ann", 1.0), ("Bob", 2.5), ("Cy", None))
    data = sav(frame, variable_value_labels={"V17": {1: "one"}}, missing_ranges={"V17": [2.5]})
    assert read(data).text.endswith("Ann\x1fone\x1eBob\x1f2.5\x1eCy\x1f\x1e")
    assert "V17" in read(data).text.split("\x1e")[0]
    assert ": 1 = one\n" in read(data).text


def test_more_and_fewer_rows_than_the_header_says():
    data = bytearray(FILES["spss"])
    data[80:84] = (1).to_bytes(4, "little")
    assert len(read(bytes(data)).places) == 2
    data[80:84] = (9).to_bytes(4, "little")
    result = read(bytes(data))
    assert len(result.places) == 2
    assert [gap.detail for gap in result.gaps] == ["2 rows, where the header says 9"]


def test_chunks(monkeypatch):
    monkeypatch.setattr(readstat, "_CELLS", 14)
    monkeypatch.setattr(readstat, "_PORTABLE", 14)
    frame = people(*(("Ann Lee", f"010-94-{number:04}") for number in range(1, 40)))
    for data in (sav(frame), por(frame), dta(frame)):
        result = read(data)
        assert result.places["010-94-0039"] == ["ROW 39 COLUMN 2 KEY V17"]
        assert len(result.places) == 39
        assert result.gaps == []


def test_a_text_longer_than_a_cell():
    frame = people(("Ann Lee", "x" * 70_000 + f"\n {SSN}"))
    assert read(dta(frame, convert_strl=["V17"])).places == {SSN: ["ROW 1 COLUMN 2 KEY V17 LINE 2"]}


def test_a_name_given_twice_is_damage():
    """ReadStat joins the pieces of a long text by their names, and ends its process where there are more than it counts."""
    data = sav(people(("Ann Lee", SSN), NOTE=["x" * 400]))
    at = data.index(b"NOTE0   ") - 24
    end = at + 32 * 19  # 148 bytes and what continues them
    assert are_sound(io.BytesIO(data))
    twice = data[:end] + data[at:end] + data[end:]
    assert not are_sound(io.BytesIO(twice))
    result = read(twice, "a.sav")
    assert SSN in result.text
    assert [gap.reason for gap in result.gaps] == [Reason.CORRUPT]


def test_separators_in_a_text_part_nothing():
    result = read(dta(people(("Ann\x1eLee\x1f", SSN))))
    assert f"Ann Lee \x1f{SSN}\x1e" in result.text
    assert result.places == {SSN: ["ROW 1 COLUMN 2 KEY V17"]}


@pytest.mark.parametrize("form", ["spss", "sas-transport", "stata"])
def test_a_file_that_is_cut_short(form):
    data = FILES[form]
    result = read(data[: data.index(b"Bob Ray") + 3])
    assert list(result.places) == [SSN]
    assert result.gaps


def test_text_in_another_encoding_than_the_file_says():
    data = FILES["stata"].replace(b"Bob Ray", b"Jos\xe9 Ra")
    assert read(data).places.keys() == {SSN, "010-94-0002"}


def test_notes_of_variables_in_stata():
    def entry(name: bytes, key: bytes, text: bytes) -> bytes:
        body = name.ljust(129, b"\0") + key.ljust(129, b"\0") + text + b"\0"
        return b"<ch>" + len(body).to_bytes(4, "little") + body + b"</ch>"

    data = FILES["stata"]
    at = data.index(b"<characteristics>") + len(b"<characteristics>")
    added = entry(b"V17", b"note1", b"see 010-94-0009")
    start = data.index(b"<map>") + 5
    offsets = [int.from_bytes(data[place : place + 8], "little") for place in range(start, start + 112, 8)]
    moved = b"".join((one + len(added) * (index > 8)).to_bytes(8, "little") for index, one in enumerate(offsets))
    changed = data[:start] + moved + data[start + 112 : at] + added + data[at:]
    result = read(changed)
    assert result.places["010-94-0009"] == ["PART characteristics"]
    assert "V17 note1 see" in result.text
    assert result.places[SSN] == ["ROW 1 COLUMN 2 KEY V17"]


def test_a_number_of_the_system_360():
    frame = people(("Ann", 10940001.0), ("Bob", -1.5), ("Cy", None))
    assert read(xpt(frame, file_format_version=5)).text.endswith("Ann\x1f10940001\x1eBob\x1f-1.5\x1eCy\x1f\x1e")


def test_long_names_and_labels_of_transport_8():
    frame = people(("Ann", SSN)).rename(columns={"V17": "variable_seventeen"})
    assert read(xpt(frame, file_format_version=8)).places == {
        SSN: ["TABLE DATASET ROW 1 COLUMN 2 KEY variable_seventeen"]
    }


def test_without_the_library(monkeypatch):
    import sys

    monkeypatch.setitem(sys.modules, "pyreadstat", None)
    result = read(FILES["spss"])
    assert (result.refused.reason, result.refused.detail) == (Reason.UNSUPPORTED, "needs piiscan[stats]")


def test_an_encrypted_system_file():
    result = read(b"\x1c" + bytes(7) + b"ENCRYPTEDSAV" + bytes(64))
    assert (result.encryption.verdict, result.refused.reason) == ("encrypted", Reason.ENCRYPTED)


@pytest.mark.parametrize("form", FILES)
@settings(max_examples=40, deadline=None)
@given(seed=st.integers(0, 2**32), changes=st.integers(1, 12))
def test_changed_bytes_raise_nothing(form, seed, changes):
    generator = random.Random(seed)
    data = bytearray(FILES[form])
    for _ in range(changes):
        data[generator.randrange(len(data))] = generator.randrange(256)
    read(bytes(data))
