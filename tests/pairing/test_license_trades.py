"""A license below or beside what somebody works as: to drive, unless that says what the license is for."""

import pytest
from pairs import people

NUMBER = "S20304050"
FOUND = [("ann lee", NUMBER)]
WORK = [
    "Occupation: Electrician",
    "Occupation: Master electrician",
    "Job title: Registered Nurse",
    "Employer: Keegan Plumbing",
    "Trade: Plumber",
    "Works as: nurse",
]


@pytest.mark.parametrize("work", WORK)
@pytest.mark.parametrize(
    "form",
    [
        "Name: Ann Lee\n{work}\nLicense Number: {number}\n",
        "Name: Ann Lee\nState: MA\n{work}\nLicense #: {number}\nDOB: 01/02/1970\n",
        "{work}\nLicense No: {number}\nName: Ann Lee\n",
        "Name: Ann Lee\n  {work}\n  License Number: {number}\n",
        "Name: Ann Lee   {work}   License Number: {number}   DOB: 01/02/1970\n",
        "Name: Ann Lee\t{work}\tLicense Number: {number}\tDOB: 01/02/1970\n",
    ],
)
def test_a_field_about_work_says_nothing_of_the_license_below(scan, form, work):
    assert people(scan(form.format(work=work, number=NUMBER), "a.txt")) == FOUND


@pytest.mark.parametrize(
    "text",
    [
        "Name: Ann Lee\nElectrician license\nLicense Number: E12345\n",
        "Name: Ann Lee\nElectrician\nLicense Number: S20304050\n",
        "Name: Ann Lee\nLicense type: Electrician\nLicense Number: S20304050\n",
        "Name: Ann Lee\nLicense class: Journeyman electrician\nLicense Number: S20304050\n",
        "Name: Ann Lee\nBoard: Plumbing\nLicense Number: S20304050\n",
        "Name: Ann Lee\nOccupation: Electrician\nLicense Number: E12345\n",
        "Name: Ann Lee\nOccupation: Electrician license number: S20304050\n",
        "Name: Ann Lee\nOccupation: Electrician\nElectrician's License Number: S20304050\n",
    ],
)
def test_who_says_what_the_license_is_for_is_believed(scan, text):
    assert people(scan(text, "a.txt")) == []


@pytest.mark.parametrize(
    "title",
    [
        "Freshwater Fishing License",
        "HACKNEY CARRIAGE LICENSE",
        "Dog License",
        "Business Certificate",
        "Boating license",
    ],
)
def test_a_title_above_says_what_the_license_is_for(scan, title):
    assert people(scan(f"{title}\nName: Ann Lee\nLicense No: 27983909\n14 Elm St, Lynn, MA 01902\n", "a.txt")) == []


def test_the_license_of_who_drives_is_another(scan):
    text = f"Business Certificate\nName: Ann Lee\nDriver's License No: {NUMBER}\n14 Elm St, Lynn, MA 01902\n"
    assert people(scan(text, "a.txt")) == FOUND
