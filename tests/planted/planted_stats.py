"""Files of statistics, of science and of Access: rows, labels and notes; texts in files that are never loaded."""

from __future__ import annotations

import io
import pickle
import struct
import sys
import zlib
from pathlib import Path

import numpy as np
import pandas as pd
from planted import Case, Plant

sys.path.insert(0, str(Path(__file__).parent.parent / "formats"))
import mat_samples
from access_samples import (
    DELETED,
    LONG,
    MEMO,
    OBJECT,
    TEXT,
    Table,
    Writer,
    attachment,
    compressed,
    properties,
)
from r_samples import native, rdata, rds
from stats_samples import dta, people, por, sas, sav, xpt

_PERSON = b"Ann Lee, SSN "  # a place is that of the text a number stands in


def npy(values: np.ndarray) -> bytes:
    """What NumPy saves."""
    out = io.BytesIO()
    np.save(out, values)
    return out.getvalue()


def _rows(plant: Plant, table: str = "", *, number: bool = True):
    at = f"{table}row {{}} › column {{}} ({{}})"
    first = plant("first row, by the label of its column", at.format(1, 2, "V17"))
    frame = people(("Ann Lee", first), ("Bob Ray", plant("second row", at.format(2, 2, "V17"))))
    if number:
        frame["SSN"] = [0.0, float(plant("as a number", at.format(2, 3, "SSN")).replace("-", ""))]
    frame["LONG"] = ["x" * 400, "y" * 250 + f" Cy Poe, SSN {plant('text of more than 255', at.format(2, 4, 'LONG'))}"]
    return frame


def _spss(plant: Plant, **options: object) -> bytes:
    label = plant.record("file label", "metadata")
    note = plant.record("document", "metadata")
    labels = {"SEX": {1: plant.record("value label", "value labels"), 2: "female"}}
    frame = _rows(plant)
    frame["SEX"] = [2.0, 2.0]
    return sav(frame, file_label=label, note=[note], variable_value_labels=labels, **options)


def _stata(plant: Plant, version: int) -> bytes:
    label = plant.record("label of the data set", "metadata")
    frame = _rows(plant)
    frame["LONG"] = ["", frame["LONG"][1][240:]] if version == 114 else frame["LONG"]
    labels = {"SEX": {1: "male", 2: "female"}}
    frame["SEX"] = [2, 2]
    return dta(frame, version, data_label=label, value_labels=labels)


def _stata_long(plant: Plant) -> bytes:
    at = "row 2 › column 2 (NOTE)"
    frame = people(("Ann Lee", "x"), ("Bob Ray", "y"))[["NAME"]]
    frame["NOTE"] = ["", "x" * 9000 + "\nBob Ray, SSN " + plant("strL of 9,000 characters", at)]
    return dta(frame, 118, convert_strl=["NOTE"])


def _portable(plant: Plant) -> bytes:
    frame = _rows(plant)
    frame["LONG"] = frame["LONG"].str[240:]
    return por(frame)


def _xport(plant: Plant, version: int) -> bytes:
    frame = _rows(plant, "table PEOPLE › ")
    frame["LONG"] = frame["LONG"].str[240:]
    return xpt(frame, file_format_version=version, table_name="PEOPLE")


def _library(plant: Plant) -> bytes:
    first = xpt(_rows(plant, "table ONE › ")[["NAME", "V17", "SSN"]], file_format_version=5, table_name="ONE")
    plant.places.popitem()
    second = people(("Cy Poe", plant("second data set of a library", "table TWO › row 1 › column 2 (V17)")))
    return first + xpt(second, file_format_version=5, table_name="TWO")[240:]


def _sas(plant: Plant) -> bytes:
    for row in (1, 2):
        plant(f"row {row}", f"row {row} › column 2 (V17)")
    return sas()


def _many(plant: Plant) -> bytes:
    frame = people(*(("Ann Lee", "") for _ in range(30_000)))
    frame.loc[29_998, "V17"] = plant("row 29,999", "row 29999 › column 2 (V17)")
    return sav(frame, compress=True)


def _r(plant: Plant, table: str = "") -> None:
    for row, column in ((1, "2 (v17)"), (2, "2 (v17)"), (2, "3 (ssn)")):
        plant(f"data frame, column {column}", f"{table}row {row} › column {column}")


def _rdata(plant: Plant) -> bytes:
    _r(plant, "xz › table people › ")
    at = "xz › "
    for row in (1, 2):
        plant(f"named vector, {row}", f"{at}table keyed › row {row} › column 1 (keyed)")
    for row in (1, 2):
        plant(f"list of lists, {row}", f"{at}records[[{row}]]$ssn")
    for row in (1, 2):
        plant(f"matrix, {row}", f"{at}table cells › row {row} › column 2 (ssn)")
    plant("environment", f"{at}hidden$note")
    plant("compiled code", f"{at}code")
    plant("object of a class", f"{at}object$about")
    plant("bytes", f"{at}bytes")
    for row in (1, 2):
        plant(f"numbers kept as texts, {row}", f"{at}table kept › row {row} › column 2 (ssn)")
    return rdata()


def _rds(plant: Plant) -> bytes:
    _r(plant, "gzip › ")
    return rds()


def _native(plant: Plant) -> bytes:
    _r(plant)
    return native()


def _pickled(data: bytes, plant: Plant) -> bytes:
    """The places of numbers in a pickle, which are known when it is made."""
    for number, (name, where) in plant.places.items():
        plant.places[number] = (
            name,
            where.format(
                start if (start := data.find(_PERSON + number.encode())) >= 0 else data.index(number.encode())
            ),
        )
    return data


def _pickle(plant: Plant, protocol: int) -> bytes:
    value = {
        "people": [{"name": "Ann Lee", "ssn": plant("dictionary in a list", "byte {}")}],
        "text": plant.record("text in a dictionary", "byte {}"),
        "rows": [("Bob Ray", plant("tuple", "byte {}"))],
    }
    return _pickled(pickle.dumps(value, protocol), plant)


def _frame(plant: Plant) -> bytes:
    frame = pd.DataFrame({"note": [plant.record(f"data frame, row {row}", "byte {}") for row in (1, 2)]})
    return _pickled(pickle.dumps(frame), plant)


def _joblib(plant: Plant) -> bytes:
    return zlib.compress(_pickled(pickle.dumps({"text": plant.record("text", "zlib › byte {}")}), plant))


def _record_array(plant: Plant) -> bytes:
    rows = [
        ("Ann Lee", plant("record", "row 1 › column 2 (ssn)")),
        ("Bob Ray", plant("another", "row 2 › column 2 (ssn)")),
    ]
    return npy(np.array(rows, [("name", "U20"), ("ssn", "S11")]))


def _plain_array(plant: Plant) -> bytes:
    return npy(np.array([["name", "ssn"], ["Ann Lee", plant("array of texts", "row 2 › column 2")]]))


# The module `ABOUT = "…"` as Python 3.11 compiles it: other versions have longer or shorter code before the text.
_CODE_BEFORE = bytes.fromhex("e30000000000000000000000000100000000000000f30a000000970064005a00640153002902")
_CODE_BEHIND = (
    b"N)\x01\xda\x05ABOUT\xa9\x00\xf3\x00\x00\x00\x00\xfa\x04a.py\xfa\x08<module>r\x06\x00\x00\x00\x01\x00\x00\x00"
    b"s\x0e\x00\x00\x00\xf0\x03\x01\x01\x01\xd8\x08\x14\x80\x05\x80\x05\x80\x05r\x04\x00\x00\x00"
)


def _compiled(plant: Plant) -> bytes:
    text = plant.record("constant", "byte {}").encode()
    code = _CODE_BEFORE + b"z" + bytes([len(text)]) + text + _CODE_BEHIND
    data = struct.pack("<HHI", 3495, 0x0A0D, 0) + bytes(8) + code
    for number, (name, where) in plant.places.items():
        plant.places[number] = name, where.format(data.index(number.encode()))
    return data


def _hdf5(plant: Plant) -> bytes:
    text = plant.record("text in the bytes", "byte 61").encode()
    return b"\x89HDF\r\n\x1a\n" + bytes(40) + text + bytes(90)


def _php(plant: Plant) -> bytes:
    first = plant("string", "line 1 › column 56")
    return f'a:1:{{i:0;a:2:{{s:4:"name";s:7:"Ann Lee";s:3:"ssn";s:11:"{first}";}}}}'.encode()


def _access(plant: Plant, made: Writer, **options: object) -> bytes:
    at = "table People › row {} › column {} ({})"
    text = made.text if made.jet3 else compressed
    memo = [
        plant.record(f"memo {way}", at.format(row, 5, "NOTE")) for row, way in enumerate(("in its row", "of a page"), 1)
    ]
    rows = [
        (0, [1, "Ann Lee", plant("text", at.format(1, 3, "V17")), 0, lambda: made.long_value(made.text(memo[0]), "here")]),
        (0, [2, text("Bob Ray"), text(plant("compressed text", at.format(2, 3, "V17"))), 0,
             lambda: made.long_value(made.text(memo[1]), "page")]),
        (0, [3, "Cy Poe", None, int(plant("number", at.format(3, 4, "SSN")).replace("-", "")), None]),
        (DELETED, [4, "Dee Fox", plant("deleted row", "table People › deleted rows › row 1 › column 3 (V17)"), 0, None]),
    ]  # fmt: skip
    rule = plant.record("rule of a column", "table People › properties")
    block = properties(made.text, "V17", Caption="Social Security Number", ValidationRule=rule)
    columns = [("ID", LONG), ("NAME", TEXT), ("V17", TEXT), ("SSN", LONG), ("NOTE", MEMO)]
    return made.database(Table("People", columns, rows, block), **options)


def _attached(plant: Plant) -> bytes:
    made = Writer(accdb=True)
    packed = plant.record("attachment", "note.txt › line 1 › column 14").encode()
    listed = plant.record("chain of pages", "table Notes › row 1 › column 1 (NOTE)")
    field = ["note.txt", lambda: made.long_value(attachment(packed, packed=True), "page")]
    return made.database(
        Table("f_1_Files", [("FileName", TEXT), ("FileData", OBJECT)], [(0, field)]),
        Table("Notes", [("NOTE", MEMO)], [(0, [lambda: made.long_value(made.text("x " * 3000 + listed), "chain")])]),
    )


def _unlisted(plant: Plant) -> bytes:
    number = plant("table not in the catalogue", "table not in the catalogue, 4 › row 1 › column 2 (SSN)")
    table = Table("People", [("NAME", TEXT), ("SSN", TEXT)], [(0, ["Ann Lee", number])], listed=False)
    return Writer().database(table)


def _matlab(plant: Plant, data: bytes) -> bytes:
    for row in (1, 2):
        plant(f"list, {row}", f"table cell › row {row} › column 2")
    plant("structure", "person.ssn")
    plant("structure in a structure", "person.inner.note")
    for row in (1, 2):
        plant(f"array of structures, {row}", f"table rows › row {row} › column 2 (ssn)")
    for row in (1, 2):
        plant(f"numbers beside names, {row}", f"table frame › row {row} › column 2 (ssn)")
    plant("text", "text")
    for row in (1, 2):
        plant(f"lines of characters, {row}", f"table chars › row {row} › column 1 (chars)")
    return data


CASES = [
    Case("MATLAB", "version 7, packed", "a.mat", lambda plant: _matlab(plant, mat_samples.packed())),
    Case("MATLAB", "version 6", "a.mat", lambda plant: _matlab(plant, mat_samples.plain())),
    Case("Access", "Jet 3", "a.mdb", lambda plant: _access(plant, Writer(jet3=True))),
    Case("Access", "Jet 4", "a.mdb", lambda plant: _access(plant, Writer())),
    Case("Access", "Jet 4, encoded", "a.mdb", lambda plant: _access(plant, Writer(), key=b"\1\2\3\4")),
    Case("Access", "Jet 4, password", "a.mdb", lambda plant: _access(plant, Writer(), password="secret")),
    Case("Access", "ACE", "a.accdb", lambda plant: _access(plant, Writer(accdb=True))),
    Case("Access", "attachment and long memo", "a.accdb", _attached),
    Case("Access", "table that was dropped", "a.mdb", _unlisted),
    *(
        Case("Pickle", f"protocol {protocol}", "a.pkl", lambda plant, protocol=protocol: _pickle(plant, protocol))
        for protocol in (1, 2, 3, 4, 5)
    ),
    Case("Pickle", "data frame of pandas", "a.pkl", _frame),
    Case("Pickle", "packed by joblib", "a.joblib", _joblib),
    Case("NumPy", "records", "a.npy", _record_array),
    Case("NumPy", "texts", "a.npy", _plain_array),
    Case("Compiled Python", "", "a.pyc", _compiled),
    Case("HDF5", "text in its bytes", "a.h5", _hdf5, gaps=True),
    Case("PHP", "serialize", "a.ser", _php),
    Case("R", "RData of all kinds, version 3, XZ", "a.RData", _rdata),
    Case("R", "data frame, version 2, gzip", "a.rds", _rds),
    Case("R", "data frame, native order", "a.rds", _native),
    Case("SPSS", "bytecode", "a.sav", lambda plant: _spss(plant, row_compress=True)),
    Case("SPSS", "not compressed", "a.sav", _spss),
    Case("SPSS", "zsav", "a.zsav", lambda plant: _spss(plant, compress=True)),
    Case("SPSS", "many rows", "a.zsav", _many),
    Case("SPSS", "portable", "a.por", _portable),
    *(
        Case("Stata", f"release {version}", "a.dta", lambda plant, version=version: _stata(plant, version))
        for version in (114, 117, 118, 119)
    ),
    Case("Stata", "strL", "a.dta", _stata_long),
    Case("SAS", "sas7bdat by R", "a.sas7bdat", _sas),
    *(
        Case("SAS", f"transport {version}", "a.xpt", lambda plant, version=version: _xport(plant, version))
        for version in (5, 8)
    ),
    Case("SAS", "transport library of two", "a.xpt", _library),
]
