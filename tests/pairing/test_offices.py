"""Addresses of employers, agencies and attorneys say nothing of where the person lives."""

import pytest

S = "773-01-0001"
NASHUA = "14 Oak Rd, Nashua, NH 03060"

HOMES = {
    "employer, city below": (
        (
            f"Employee Name: Ann Lee\nSSN: {S}\nEmployer: Acme Inc.\nEmployer Address: 55 Mill Way\n"
            "City: Woburn   State: MA   Zip: 01801\n"
        ),
        "unknown",
    ),
    "employer, other state": (
        (
            f"Employee: Ann Lee\nSSN: {S}\nHome Address: 5 Elm St, Lynn, MA 01901\n"
            "Employer Address: 10 Wall St, New York, NY 10005\n"
        ),
        "massachusetts",
    ),
    "employer beside home": (
        f"Claimant: Ann Lee    SSN: {S}\nClaimant Address: {NASHUA}\nEmployer: Acme, 5 Mill Way, Woburn, MA 01801\n",
        "elsewhere",
    ),
    "agency above": (f"AGENCY: Harbor, 12 Main St, Quincy, MA 02169\nINSURED: Ann Lee, SSN {S}\n", "unknown"),
    "agency below": (
        f"Insured's Name: Ann Lee\nSSN: {S}\nAgency: Harbor\nAgency Address: 12 Main St, Quincy, MA 02169\n",
        "unknown",
    ),
    "attorney": (f"Claimant: Ann Lee, SSN {S}\nAttorney: Kevin Doyle, 1 Beacon St, Boston, MA 02108\n", "unknown"),
    "provider and insurer": (
        (
            f"Patient Name: Ann Lee\nPatient SSN: {S}\nProvider Address: 41 Mall Rd, Burlington, MA 01805\n"
            "Insurance Company Address: PO Box 1, Hartford, CT 06101\n"
        ),
        "unknown",
    ),
    "w-2": (
        (
            f"a Employee's social security number {S}\nc Employer's name, address, and ZIP code\nAcme Widgets Inc.\n"
            f"55 Mill Way\nWoburn, MA 01801\ne Employee's first name and initial Last name\nAnn Lee\n14 Oak Rd\nNashua, NH 03060\n"
        ),
        "elsewhere",
    ),
    "sentence": (f"Ann Lee (SSN {S}) works for Acme Widgets of 55 Mill Way, Woburn, MA 01801.\n", "unknown"),
    "the attorney's own": (
        f"Attorney: Kevin Doyle\nAttorney SSN: {S}\nAttorney Address: 1 Beacon St, Boston, MA 02108\n",
        "massachusetts",
    ),
    "the landlord's own": (
        f"Landlord: Bob Ray, SSN {S}\nLandlord address: 9 State St, Boston, MA 02109\n",
        "massachusetts",
    ),
    "a greeting between": (
        f"Employer: Acme Inc.\nDear Ann Lee,\nyour SSN is {S} at\n5 Elm St, Lynn, MA 01901\n",
        "massachusetts",
    ),
    "where to write to": (
        f"Name: Ann Lee\nSSN: {S}\nPlease write to P.O. Box 990, Wilmington, DE 19899.\n",
        "unknown",
    ),
    "where to send a form": (
        f"Name: Ann Lee\nSSN: {S}\nReturn this form by May to 9 State St, Boston, MA 02109.\n",
        "unknown",
    ),
    "where to send somebody's check": (
        f"Name: Ann Lee\nSSN: {S}\nPlease mail her check to 5 Elm St, Lynn, MA 01901.\n",
        "massachusetts",
    ),
    "where to send somebody's form": (
        f"Payee is Ann Lee; her SSN is {S}. Mail the 1099 to 5 Elm St, Lynn, MA 01901.\n",
        "massachusetts",
    ),
    "where to pay": (
        f"Name: Ann Lee\nSSN: {S}\nMail your payment to 9 State St, Boston, MA 02109.\n",
        "unknown",
    ),
    "where to write to somebody": (
        f"Send the forms to Ann Lee, SSN {S}, 5 Elm St, Lynn, MA 01901.\n",
        "massachusetts",
    ),
    "no state but an initial": (
        f"Name (Last, First, MI): Lee, Ann B\nSSN: {S}\nAddress: 5 Elm St, Lynn MA 01901\n",
        "massachusetts",
    ),
    "an employee's own": (f"Employee: Ann Lee\nSSN: {S}\nAddress: 5 Elm St\nCity: Lynn  State: MA\n", "massachusetts"),
}


@pytest.mark.parametrize(
    "said",
    [
        *("works for", "works at", "worked for", "is employed by", "is an Employee of", "is represented by"),
        *("is INSURED WITH", "banks with", "trabaja en", "trabalha na"),
    ],
)
def test_where_somebody_works(scan, said):
    found = scan(f"Ann Lee (SSN {S}) {said} Acme Widgets of 55 Mill Way, Woburn, MA 01801.\n").findings
    assert [one.residency.value for one in found] == ["unknown"]


@pytest.mark.parametrize(
    "said",
    [
        *(
            "Write us at",
            "Contact the clerk at",
            "Return it to",
            "SUBMIT all to",
            "Remit these to",
            "Send your form to",
        ),
        "Mail completed forms to",
    ],
)
def test_where_to_write_to(scan, said):
    found = scan(f"Name: Ann Lee\nSSN: {S}\n{said} 9 State St, Boston, MA 02109.\n").findings
    assert [one.residency.value for one in found] == ["unknown"]


@pytest.mark.parametrize("name", HOMES)
def test_whose_address_it_is(scan, name):
    text, residency = HOMES[name]
    assert [one.residency.value for one in scan(text).findings] == [residency]
