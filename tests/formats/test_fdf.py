"""Data of forms in PDF (FDF): fields are one record, whichever of name and value comes first."""

from __future__ import annotations

import pytest
from format_samples import read
from hypothesis import given
from hypothesis import strategies as st

SSN = "773010001"


def fdf(*fields, before=True):
    told = "\n".join(
        f"<< /T ({name}) /V ({value}) >>" if before else f"<<\n/V ({value})\n/T ({name})\n>>" for name, value in fields
    )
    return f"%FDF-1.2\n1 0 obj\n<< /FDF << /Fields [ {told} ] /F (form.pdf) >> >>\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n"


def told(scanned):
    return [
        (one.classification.value, one.person.normal if one.person else None, one.elements[0].value)
        for one in scanned.findings
    ]


@pytest.mark.parametrize("before", [True, False])
@pytest.mark.parametrize("names", [[("Name", "Ann Lee")], [("First Name", "Ann"), ("Last Name", "Lee")]])
def test_the_fields_of_a_form_are_one_record(scan, names, before):
    data = fdf(*names, ("form1[0].SSN[0]", SSN), ("Order Number", "773010002"), before=before)
    assert told(scan(data, "a.fdf")) == [("personal_information", "ann lee", SSN)]


def test_a_finding_stands_at_its_line(scan):
    (found,) = scan(fdf(("Name", "Ann Lee"), ("SSN", SSN)), "a.fdf").findings
    assert ("LINE", 4) in {(step.axis.name, step.at) for step in found.places[0]}


def test_strings_of_pdf_are_read(scan):
    data = (
        fdf(("Name", "x"))
        .replace("(x)", "<FEFF0041006E006E0020004C00650065>")
        .replace("] /F", "<</T(ss\\156)/V(773\\060\\061\\\n0001)>>] /F")
    )
    assert told(scan(data, "a.fdf")) == [("personal_information", "ann lee", SSN)]


def test_what_is_no_field_is_read_as_well(scan):
    data = (
        "%FDF-1.2\n1 0 obj<</FDF<</Annots[<</Contents(Ann Lee, SSN 773-01-0001 \\(old\\))/Subtype/Text>>]>>>>endobj\n"
    )
    assert told(scan(data, "a.fdf")) == [("personal_information", "ann lee", SSN)]


def test_a_name_in_another_file_than_a_form_is_text(scan):
    assert scan("FDF is a format\n", "a.fdf").outcomes[-1].media_type == "text/plain"


@given(st.text("<>/TV()\\ [A0\n", max_size=60))
def test_whatever_stands_there_is_read_to_its_end(text):
    assert read(b"%FDF-1.2\n" + text.encode(), "a.fdf").format == "fdf"
