"""Small files of statistics programs, written by pyreadstat and pandas, and one that R made."""

from __future__ import annotations

import base64
import io
import tempfile
import zlib
from pathlib import Path

import pandas as pd
import pyreadstat

LABELS = {"NAME": "Full name", "V17": "Social Security Number"}
# R 4.2.2, haven 2.5.1: d <- data.frame(NAME=c("Ann Lee","Bob Ray"), V17=c("010-94-0001","010-94-0002"));
# attr(d$V17,"label") <- "Social Security Number"; write_sas(d, "a.sas7bdat"); then zlib and base64
SAS = """
eNrt2j9Lw0AYBvA3UVCpQytFOgge4tDByp0WpeDQSCsIbRFTnG1LhoK2UBqw0MXdSfwmzoK4OLo4uLn7ARTxT0yak7SntYqLxeeX4eWeu/cgIR
kOQhS4uDvcPY1Grs6Ox2niUhzFZsORZaI50kjQl6I9I9Mw2cZmLpsxioaZLbJ+aACv31+Xbj7at0ZQFd5OYSJdiVOLXHCR525NunUlV63ZBwQA
AAAAAAAAAAAAAAAAAPAfjbkX0c2kP4qP9M6eyzymdLVlnnkPNL9syXxByaMyX1Py65Bf08r+J31yAAAAAIBh8/rkdPysa56mf9UfePbbnfiHkw
DRKOmd6gnJcTfZ6gTngRl3jYeRcnSgF7mWd2Xqv8EFI5/dEatk1ivV0h4zrYrdqDZbrGDvl60G0b3LW6f++/vg+s69Tsmq95nXB20Q/jx2FHir
YShp/hdg1GosZ1lc8EQqmeCci/V6mW2XWkGyhIcFAAAAAAAA8De9AYmTd4o=
"""


def people(*rows: tuple[str, object], **more: list[object]) -> pd.DataFrame:
    """Names and numbers, in columns that only their labels explain."""
    return pd.DataFrame({"NAME": [name for name, _ in rows], "V17": [number for _, number in rows], **more})


def written(function: str, frame: pd.DataFrame, suffix: str, **options: object) -> bytes:
    """What pyreadstat writes, which it does to a path."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"a.{suffix}"
        labels = [LABELS.get(name, "") for name in frame.columns]
        getattr(pyreadstat, function)(frame, str(path), column_labels=labels, **options)
        return path.read_bytes()


def sav(frame: pd.DataFrame, **options: object) -> bytes:
    return written("write_sav", frame, "sav", **options)


def por(frame: pd.DataFrame, **options: object) -> bytes:
    return written("write_por", frame, "por", **options)


def xpt(frame: pd.DataFrame, **options: object) -> bytes:
    return written("write_xport", frame, "xpt", **options)


def dta(frame: pd.DataFrame, version: int = 118, **options: object) -> bytes:
    """By pandas: releases 114, 117, 118, 119."""
    out = io.BytesIO()
    frame.to_stata(out, version=version, write_index=False, variable_labels=dict(LABELS), **options)
    return out.getvalue()


def sas() -> bytes:
    return zlib.decompress(base64.b64decode(SAS))
