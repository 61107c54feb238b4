"""Evidence of residency: what an address, a cell, a licence, a telephone number says, and what it comes to."""

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from piiscan.model import Residency
from piiscan.pairing.residence import evidence as residency
from piiscan.pairing.residence.evidence import (
    Evidence,
    city_evidence,
    combine,
    find_residency,
    state_evidence,
    zip_evidence,
)
from piiscan.pairing.residence.places import places


def said(text):
    """Reason and grade of each item, negative ones with a minus sign."""
    return [(item.reason, -item.grade if item.negative else item.grade) for item in find_residency(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("12 Main St, Boston, MA 02139", [("ma-zip", 3)]),
        ("State of residence: Massachusetts", [("ma-state", 3)]),
        ("State of Legal Residence: NH", [("other-state", -3)]),
        ("State of incorporation: MA", []),
        ("state of residence: may be changed", []),
        ("Ann Lee\t010-94-0001\tBoston\tMA\t02139", [("ma-zip", 3)]),
        ("BOSTON MA 02108-1234", [("ma-zip", 3)]),
        ("BOSTON MA 021081234", [("ma-zip", 3)]),
        ("boston, ma 02139", [("ma-zip", 3)]),
        ("Boston, MA, 02139", [("ma-zip", 3)]),
        ("Boston, Mass. 02139", [("ma-zip", 3)]),
        ("Worcester, Massachusetts 01608", [("ma-zip", 3)]),
        ("MA 02139", [("ma-zip", 3)]),
        ("Foxboro, MA 02035", [("ma-zip", 3)]),
        ("Cambridge 02139", [("ma-zip", 2)]),
        ("ZIP 02139", [("ma-zip", 3)]),
        ("zip code: 02139-4307", [("ma-zip", 3)]),
        ("Zip: 2139", [("ma-zip", 3)]),
        ('"state": "MA", "zip": "02139"', [("ma-state", 3), ("ma-zip", 3)]),
        ("Springfield MA", [("ma-state", 3)]),
        ("Boston, MA", [("ma-state", 3)]),
        ("12 Elm St, Lee, MA", [("ma-state", 3)]),
        ("Manchester-by-the-Sea, MA", [("ma-state", 3)]),
        ("of North Adams, MA, since", [("ma-state", 3)]),
        ("Jamaica Plain, MA", [("ma-state", 3)]),
        ("He lives in Newton, Mass.", [("ma-state", 3)]),
        ("boston, ma", [("ma-state", 3)]),
        ("Somewhere, MA", [("ma-state", 2)]),
        ("State: MA", [("ma-state", 3)]),
        ("STATE=MA", [("ma-state", 3)]),
        ("state: Massachusetts", [("ma-state", 3)]),
        ("Social 010-94-0001 State MA", [("ma-state", 3)]),
        ("who lives in São Paulo, Brazil", [("foreign-address", -2)]),
        ("Address: Toronto, Ontario, Canada", [("foreign-address", -2)]),
        ("she was born in Toronto, Canada", [("foreign-address", -1)]),
        ("the full number on file, state MA.", [("ma-state", 3)]),
        ("(of her mother, state NY)", [("other-state", -3)]),
        ("full number on file, state OR federal", []),
        ("THE NUMBER, STATE IN WHICH", []),
        ("Andover, MA 05501", [("ma-state", 3)]),
        ("Commonwealth of Massachusetts", [("ma-form", 2)]),
        ("a resident of Massachusetts", [("ma-state", 2)]),
        ("a resident of MA since 2019", [("ma-state", 2)]),
        ("a Massachusetts resident", [("ma-state", 2)]),
        ("she is an MA resident", [("ma-state", 2)]),
        ("a nonresident of Massachusetts", []),
        ("not a resident of Massachusetts", []),
        ("not a Massachusetts resident", []),
        ("a resident of New Hampshire", [("other-state", -2)]),
        ("She lives in Vermont with a friend", [("other-state", -2)]),
        ("Domicile: Florida", [("other-state", -2)]),
        ("Residency: Massachusetts", [("ma-state", 2)]),
        ("Residency: Massachusetts General Hospital", []),
        ("an NH resident", [("other-state", -2)]),
        ("the OR resident on call", []),
        ("a former resident of Vermont", []),
        ("Newport, R.I.", [("other-state", -2)]),
        ("Ann Lee, M.A.", []),
        ("a non-MA resident", []),
        ("a list of Massachusetts residents", []),
        ("Legal residence: MA", [("ma-state", 3)]),
        ("legal residence: NH", [("other-state", -3)]),
        ("Form M-4", [("ma-form", 2)]),
        ("Work state: MA", [("ma-form", 2)]),
        ("MA DL S12345678, Ann Lee", [("ma-license", 2)]),
        ("Massachusetts driver's license S12345678", [("ma-license", 2)]),
        ("Mass. ID card SA1234567", [("ma-license", 2)]),
        ("driver license # (MA) S12345678", [("ma-license", 2)]),
        ("License State: MA", [("ma-license", 2)]),
        ("DAJMA", [("ma-license", 2)]),
        ("617-555-0123", [("ma-area-code", 1)]),
        ("(508) 555-0123", [("ma-area-code", 1)]),
        ("+1 781.555.0123", [("ma-area-code", 1)]),
        ("1-978-555-0123", [("ma-area-code", 1)]),
        ("Ann Lee, MA", [("ma-state", 1)]),  # a degree, or her state
        ("ZIP 05501", [("ma-zip-office", 1)]),
        ("New York, NY 10001", [("other-zip", -3)]),
        ("Portland, ME 04101", [("other-zip", -3)]),
        ("Austin, Texas 78701", [("other-zip", -3)]),
        ("zip: 10001", [("other-zip", -3)]),
        ("state: NY", [("other-state", -3)]),
        ("License no. 5362638\nCity: Portland\nState: ME", [("other-state", -3)]),
        ("Hartford, CT", [("other-state", -2)]),
        ("Baltimore, MD", [("other-state", -2)]),
        ("Springfield, IL", [("other-state", -2)]),
        ("Austin, Texas", [("other-state", -2)]),
        ("Manchester, New Hampshire", [("other-state", -2)]),
        ("Toronto, ON M5V 2T6", [("foreign-address", -2)]),
        ("John Smith, MD", [("other-state", -1)]),
        ("Ezequiel K. Oyelaran, MD", [("other-state", -1)]),
        ("Lee, Virginia", [("other-state", -1)]),
        ("born in Praia, Cape Verde", [("foreign-address", -1)]),
        ("Boston, MA 02139 and New York, NY 10001", [("ma-zip", 3), ("other-zip", -3)]),
        ("15 State MA  Employer's state ID number 12-345", [("ma-form", 2)]),
        ("Box 15: MA", [("ma-form", 2)]),
    ],
)
def test_running_text(text, expected):
    assert said(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "02139",
        "order 02139",
        "room 46201 in 46201",
        "OR 12345",  # no ZIP of Oregon
        "MA 10001",
        "$ 02139",
        "A-02139",
        "02139.50",
        "102139",
        "MA degree",
        "Ann Lee, BA, MA, PhD",
        "ele nao ma quer",
        "ma maison",
        "MA",
        "IN THE OFFICE OF THE CLERK",
        "15 State NH",
        "Box 15 matters",
        "15 State manuals",
        "APO, AE 09012",
        "License State: NY",
        "NY DL 123456",
        "CDL state: NY",
        "CDL no.: 294837982\nState: NY",
        "Driver lic. no.: 5362638    State: ME    Exp.: 2025-12-11",
        'clerk entered renter="Ann Lee" drivers_license=221696552 state=CO',
        "dl_number: D1234562, state: CA",
        "California driver's license D1234562",
        "School state: NY",
        "interstate: NY",
        "212-555-0123",
        "5617-555-0123",
        "010-94-0001",
        "email@ma.example",
        "MA/NH",
        "AT&T, MA-B",
        "see Table 2, OK",
        "Mass transit",
        "mad license",
        "needle ma",
    ],
)
def test_no_evidence(text):
    assert said(text) == []


@pytest.mark.parametrize(
    ("cell", "reason", "grade"),
    [
        ("02139", "ma-zip", 3),
        (" 02139 ", "ma-zip", 3),
        ("02139-4307", "ma-zip", 3),
        ("02139 4307", "ma-zip", 3),
        ("021394307", "ma-zip", 3),
        ("2139", "ma-zip", 3),
        ("1001", "ma-zip", 3),
        ("2791", "ma-zip", 3),
        ("2139.0", "ma-zip", 3),
        ("21394307", "ma-zip", 3),
        ("2139-4307", "ma-zip", 3),
        ("05501", "ma-zip-office", 1),
        ("5544", "ma-zip-office", 1),
        ("10001", "other-zip", -3),
        ("6103", "other-zip", -3),
        ("2801", "other-zip", -3),
        ("3031", "other-zip", -3),
        ("90210-1234", "other-zip", -3),
        ("M5V 2T6", "foreign-address", -2),
        ("SW1A 1AA", "foreign-address", -2),
    ],
)
def test_zip_cells(cell, reason, grade):
    found = zip_evidence(cell)
    assert (found.reason, -found.grade if found.negative else found.grade) == (reason, grade)


@pytest.mark.parametrize("cell", ["", "N/A", "123", "213", "0213", "00000", "123456", "2139a", "٠٢١٣٩", "2-139", "-"])
def test_zip_cells_without_evidence(cell):
    assert zip_evidence(cell) is None


def test_every_prefix_of_massachusetts_and_no_other():
    here = {
        f"{prefix:03}" for prefix in range(1000) if (found := zip_evidence(f"{prefix:03}01")) and not found.negative
    }
    assert here == {f"{prefix:03}" for prefix in range(10, 28)} | {"055"}


@pytest.mark.parametrize(
    "cell", ["MA", "ma", "Ma.", "Mass", "MASS.", "Massachusetts", "US-MA", "Commonwealth of Massachusetts"]
)
def test_state_cells_of_massachusetts(cell):
    assert state_evidence(cell) == Evidence(3, negative=False, reason="ma-state", start=0, end=len(cell))


@pytest.mark.parametrize("cell", ["NY", "ny", "New York", "N.Y.", "US-NH", "District of Columbia", "PR"])
def test_state_cells_of_other_states(cell):
    assert state_evidence(cell)[:3] == (3, True, "other-state")


@pytest.mark.parametrize("cell", ["ON", "Ontario", "Brazil", "Cabo Verde"])
def test_state_cells_of_other_countries(cell):
    assert state_evidence(cell)[:3] == (3, True, "foreign-address")


@pytest.mark.parametrize("cell", ["", "N/A", "AE", "XX", "active", "0", "solid"])
def test_state_cells_without_evidence(cell):
    assert state_evidence(cell) is None


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("Boston", ("ma-town", 1)),
        ("BOSTON", ("ma-town", 1)),
        ("South Hadley", ("ma-town", 1)),
        ("Dorchester", ("ma-town", 1)),
        ("Boston, MA", ("ma-state", 3)),
        ("Boston MA 02139", ("ma-zip", 3)),
    ],
)
def test_city_cells(cell, expected):
    assert (city_evidence(cell).reason, city_evidence(cell).grade) == expected


@pytest.mark.parametrize("cell", ["", "Chicago", "12345", "MA"])
def test_city_cells_without_evidence(cell):
    assert city_evidence(cell) is None


def item(grade, reason="x", *, negative=False):
    return Evidence(grade, negative=negative, reason=reason, start=0, end=1)


@pytest.mark.parametrize(
    ("evidence", "residency", "grade", "mixed"),
    [
        ([], "unknown", 0, False),
        ([item(1)], "unknown", 1, False),
        ([item(1, "ma-town"), item(1, "ma-area-code")], "unknown", 1, False),  # two weak do not add up
        ([item(2)], "massachusetts", 2, False),
        ([item(3), item(1)], "massachusetts", 3, False),
        ([item(3, negative=True)], "elsewhere", 3, False),
        ([item(1, negative=True)], "unknown", 0, False),
        ([item(1, negative=True), item(3)], "massachusetts", 3, False),
        ([item(1), item(2, negative=True)], "elsewhere", 2, False),
        ([item(2), item(3, negative=True)], "unknown", 1, True),
    ],
)
def test_combine(evidence, residency, grade, mixed):
    verdict = combine(evidence)
    assert (verdict.residency.value, verdict.grade, verdict.mixed) == (residency, grade, mixed)
    assert verdict.reasons == tuple(dict.fromkeys(one.reason for one in evidence))


@pytest.mark.parametrize(
    ("text", "residency"),
    [
        ("Ann Lee,010-94-0001,Boston,MA", Residency.MASSACHUSETTS),
        ("Ann Lee,010-94-0001", Residency.UNKNOWN),
        ("Ann Lee,010-94-0001,New York,NY 10001", Residency.ELSEWHERE),
        ("A. Lee 010-94-0001 ZIP 02139", Residency.MASSACHUSETTS),
        ("MA DL S12345678, Ann Lee", Residency.MASSACHUSETTS),
        ("CA DL D1234562, Ann Lee, 1 Elm St, Boston, MA", Residency.MASSACHUSETTS),
        ("Ann Lee 010-94-0001 tel 617-555-0123", Residency.UNKNOWN),
    ],
)
def test_conformance(text, residency):
    """Cases of SPEC §13, as far as running text shows them."""
    assert combine(find_residency(text)).residency is residency


def test_the_places():
    known = places()
    assert len(known.municipalities) == 351
    assert known.municipalities < known.towns
    assert len(set(known.states.values())) == 56  # states, DC and five territories
    assert set(known.zip_states.values()) <= set(known.states.values())


PIECES = st.sampled_from(
    [
        "Boston",
        "MA",
        "02139",
        ",",
        ".",
        "NY",
        "10001",
        "ZIP",
        "zip:",
        "state:",
        "State",
        "of",
        "Ann",
        "Lee",
        "617-555-0123",
        "(",
        ")",
        "DL",
        "license",
        "Mass.",
        "İ",
        "ß",
        "ON",
        "M5V\t2T6",
        "\n",
    ]
)


@given(
    st.one_of(
        st.text(max_size=300), st.lists(PIECES, max_size=30).map(" ".join), st.lists(PIECES, max_size=30).map("".join)
    )
)
@example("İ Boston, MA 02139")
@example("zip")
def test_any_text_gives_evidence_inside_of_it(text):
    found = find_residency(text)
    assert found == sorted(found, key=lambda one: (one.start, one.end, one.reason))
    for one in found:
        assert 0 <= one.start < one.end <= len(text)
        assert 1 <= one.grade <= 3
    assert combine(found).residency in Residency


@given(st.one_of(st.text(max_size=60), st.lists(PIECES, max_size=6).map(" ".join)))
def test_any_cell_has_an_answer(cell):
    for ask in (zip_evidence, state_evidence, city_evidence):
        found = ask(cell)
        assert found is None or 0 <= found.start < found.end <= len(cell)


@pytest.mark.long
@pytest.mark.timeout(60)
@pytest.mark.parametrize(
    "unit", ["A", " ", "A ", "MA ", ", MA", "0", "00000 ", "zip ", "state ", "license ", "617-", ", Aaaa ", "ma "]
)
def test_a_quarter_mebibyte_of_anything_ends(unit):
    text = unit * ((1 << 18) // len(unit))
    assert all(one.grade for one in find_residency(text))


@pytest.mark.parametrize(
    "text",
    [
        "Ann Lee, CA licence D1234562",
        "Ann Lee, California license D1234562",
        "Ann Lee, NY DL 123456789",
        "Ann Lee, Florida driver's license S530-123-45-678-0",
        "driver's license, New York: 123456789",
        "state ID NY 123456789",
        "license (TX): 12345678",
        "DL state: CA",
    ],
)
def test_where_a_license_was_issued_is_no_address(text):
    assert not [item for item in find_residency(text) if item.negative]
    home = find_residency(text + ", 1 Elm St, Albany, NY 12207")
    assert [item.reason for item in home if item.negative] == ["other-zip"]


@pytest.mark.parametrize("number", ["010940001", "012380001"])
def test_a_name_that_is_a_town_makes_no_zip_code_of_the_number_behind_it(number):
    """Lee 01238: so is Ann Lee's Social Security number written, without its dashes."""
    assert not [item for item in find_residency(f"SSN: Ann Lee, {number}") if item.reason == "ma-zip"]
    assert [item.reason for item in find_residency(f"Lee, {number[:5]}-0001")] == ["ma-zip"]
    assert "ma-zip" in [item.reason for item in find_residency(f"Lee, MA {number}")]


@given(
    st.lists(
        st.sampled_from(
            ["Boston, MA 02139", "MA", "Lynn, MA", ", ma", "Reno, NV 89501", "12 Elm St,", "ZIP: 01901", "x"]
        )
    )
)
def test_what_is_in_a_zip_code_is_said_once(parts):
    text = " ".join(parts)
    zips, others = residency._said(text, text.lower())
    taken = [(item.start, item.end) for item in zips]
    left = [item for item in others if not any(start <= item.start < end for start, end in taken)]
    assert residency.find_residency(text) == sorted([*zips, *left], key=residency._PLACE)


def test_addresses_are_not_compared_each_with_each(monkeypatch):
    asked = []

    class Counted(int):
        def __lt__(self, other):
            asked.append(1)
            return int(self) < int(other)

        __le__ = __lt__

    def said(count):
        asked.clear()
        items = [residency.here(3, "ma-zip", (Counted(20 * at), Counted(20 * at + 10))) for at in range(count)]
        others = [residency.here(3, "ma-state", (Counted(20 * at + 5), Counted(20 * at + 7))) for at in range(count)]
        monkeypatch.setattr(residency, "_said", lambda *_: (items, others))
        assert len(residency._found.__wrapped__("x")) == count
        return len(asked)

    one, four = said(100), said(400)
    assert 0 < four < 8 * one


COUNTRIES = ["Country", "Home Country", "Country Code", "CTRY", "Country/Region", "Country of Residence"]


@pytest.mark.long
@pytest.mark.parametrize("rows", [1, 300], ids=["one by one", "many"])
@pytest.mark.parametrize("title", COUNTRIES)
def test_a_country_that_is_another_is_elsewhere(scan, title, rows):
    lines = [f"Ann Lee,773-01-0001,{one}\n" for one in ("Canada", "DE", "USA", "US", "MA", "", "unknown")]
    found = scan(f"Name,SSN,{title}\n" + "".join(lines * rows), "a.csv")
    told = [one.residency.value for one in found.findings[:7]]
    assert told == ["elsewhere"] * 2 + ["unknown"] * 5


@pytest.mark.parametrize(
    "title",
    ["Country of Birth", "Bank Country", "Citizenship Country", "Employer Country", "Passport Country", "County"],
)
def test_other_countries_of_a_record_are_no_home(scan, title):
    (finding,) = scan(f"Name,SSN,{title}\nAnn Lee,773-01-0001,Canada\n", "a.csv").findings
    assert finding.residency.value == "unknown"


def test_a_state_goes_before_a_country_and_each_has_their_own(scan):
    (finding,) = scan("Name,SSN,State,Country\nAnn Lee,773-01-0001,MA,Canada\n", "a.csv").findings
    assert finding.residency.value == "massachusetts"
    text = "Name,SSN,Spouse Name,Spouse SSN,Spouse Country\nAnn Lee,773-01-0001,Bob Ray,773-01-0002,France\n"
    found = {one.person.normal: one.residency.value for one in scan(text, "a.csv").findings}
    assert found == {"ann lee": "unknown", "bob ray": "elsewhere"}


@pytest.mark.parametrize(
    ("cards", "expected"),
    [
        (("Lynn, MA 01901", "Nashua, NH 03060", "Quincy, MA 02169"), ["massachusetts", "elsewhere", "massachusetts"]),
        (("Lynn, MA 01901", "", "Nashua, NH 03060"), ["massachusetts", "unknown", "elsewhere"]),
        (("", "", "Lynn, MA 01901"), ["massachusetts"] * 3),  # what stands below all of them
    ],
)
def test_the_address_of_one_card_is_not_of_the_next(scan, cards, expected):
    names, numbers = ("Ann Lee", "Bob Doyle", "Eva Hill"), ("773-01-0001", "773-01-0002", "773-01-0003")
    people = zip(names, numbers, cards, strict=True)
    text = "".join(f"<div><h4>{name}</h4><p>SSN {ssn}<p>{home}</div>" for name, ssn, home in people)
    assert [one.residency.value for one in scan(f"<html><body>{text}", "a.html").findings] == expected


@pytest.mark.parametrize("title", ["CFCTYST", "Ort", "F7"])
def test_a_column_of_towns_by_its_values(scan, title):
    table = f'NAME,{title},SSN\nAnn Lee,LOWELL MA 01852,773-01-0001\nBob Ray,"Nashua, NH 03060-1234",773-01-0002\n'
    found = {one.person.normal: one.residency.value for one in scan(table, "a.csv").findings}
    assert found == {"ann lee": "massachusetts", "bob ray": "elsewhere"}


def test_two_columns_of_towns_say_nothing(scan):
    (finding,) = scan("NAME,A,B,SSN\nAnn Lee,LOWELL MA 01852,NASHUA NH 03060,773-01-0001\n", "a.csv").findings
    assert finding.residency.value == "unknown"


@pytest.mark.parametrize("value", ["ROOM MA 60601", "UNIT AB 01852", "MA 01852"])
def test_what_is_no_town(scan, value):
    (finding,) = scan(f"NAME,A,SSN\nAnn Lee,{value},773-01-0001\n", "a.csv").findings
    assert finding.residency.value == "unknown"


NOTE = "Called re: her file.\\nSSN: 773-01-0001\\nMailing: 12 Elm St, Lowell, MA 01852"


def test_an_address_beside_a_number_in_a_remark(scan):
    table = f'Contact,Date,Note\nAnn Lee,2026-01-01,"{NOTE}"\n'.replace("\\n", "\n")
    (finding,) = scan(table, "a.csv").findings
    assert (finding.person.normal, finding.residency.value) == ("ann lee", "massachusetts")
    (finding,) = scan(f'{{"tickets": [{{"name": "Ann Lee", "note": "{NOTE}"}}]}}', "a.json").findings
    assert (finding.person.normal, finding.residency.value) == ("ann lee", "massachusetts")


def test_the_address_of_a_record_goes_before_that_in_a_remark(scan):
    (finding,) = scan(f'{{"name": "Ann Lee", "state": "NV", "note": "{NOTE}"}}', "a.json").findings
    assert finding.residency.value == "elsewhere"
    table = f'Contact,State,Note\nAnn Lee,NV,"{NOTE}"\n'.replace("\\n", "\n")
    (finding,) = scan(table, "a.csv").findings
    assert finding.residency.value == "elsewhere"


def test_the_state_beside_a_license_in_a_remark_is_no_home(scan):
    (finding,) = scan("Applicant: Ann Lee\nCDL number: 28522455 State: VT\nEndorsements: H\n", "a.txt").findings
    assert finding.residency.value == "unknown"
    (finding,) = scan('{"name": "Ann Lee", "cdl_number": "28522455 State: VT"}', "a.json").findings
    assert finding.residency.value == "unknown"


def test_an_address_below_a_name_far_from_the_number(scan):
    found = scan(
        "Wage and Tax Statement\na Employee's social security number\n773-01-0001\n"
        "b Employer identification number (EIN)\n04-1234567\nc Employer's name, address, and ZIP code\n"
        "ACME CORP\n1 MAIN ST\nHARTFORD CT 06101\n"
        "e Employee's first name and initial    Last name\nANN K                                  LEE\n"
        "f Employee's address and ZIP code\n5 PARK AVE\nWORCESTER MA 01605\n"
    )
    (one,) = found.findings
    assert one.person.normal == "ann lee"
    assert one.residency.value == "massachusetts"


HOMES = {
    "Home Address: 12 Elm St, Quincy, MA 02169\nWork Address: 1 Main St, Nashua, NH 03060": "massachusetts",
    "Home Address: 12 Elm St, Nashua, NH 03060\nWork Address: 1 Main St, Quincy, MA 02169": "elsewhere",
    "Work Address: 1 Main St, Nashua, NH 03060": "unknown",
    "Business address: 1 Main St, Quincy, MA 02169": "massachusetts",
    "Place of birth: Boston, MA": "unknown",
    "Born in Boston, MA": "unknown",
    "Birthplace: Nashua, NH\nAddress: 12 Elm St, Quincy, MA 02169": "massachusetts",
    "Born in Boston, MA, she lives at 12 Elm St, Nashua, NH 03060": "elsewhere",
    "formerly of Boston, MA, now of Nashua, NH 03060": "elsewhere",
    "formerly of Nashua, NH, now of Boston, MA 02110": "massachusetts",
    "Country: Canada": "elsewhere",
    "Country of birth: Canada": "unknown",
    "Country: USA": "unknown",
    "12 Elm St\nBoston\nMA\n02110": "massachusetts",
    "12 Elm St\nBoston\nMA\n03060": "unknown",
}


@pytest.mark.parametrize("home", HOMES)
@pytest.mark.parametrize("first", [True, False])
def test_whose_home_it_is_and_whether_still(scan, home, first):
    lines = [home, "SSN: 773-01-0001"]
    text = "\n".join(["Name: Ann Lee", *(lines if first else lines[::-1])])
    assert [one.residency.value for one in scan(text + "\n").findings] == [HOMES[home]]


def _homes(found):
    return {one.person.normal: one.residency.value for one in found.findings if one.person is not None}


def test_where_somebody_else_lives_is_not_where_who_tells_it_does(scan):
    told = (
        "I, Ann Lee, of 8 Elm Street, Fitchburg, MA 01420, appoint my niece, Bea Ray Stone, of Nashua, New Hampshire."
    )
    assert _homes(scan(f"{told} My Social Security number is 773-01-0001.\n")) == {"ann lee": "massachusetts"}


def test_the_address_below_a_name_is_that_of_who_is_called_by_the_first_name_further_down(scan):
    text = "To the parents of Aaliyah Thompson\n188 Rindge Avenue #14C\nCambridge MA 02140\n\n"
    found = scan(f"{text}We looked for Aaliyah. The Social Security number we have for her is 773-01-0001.\n")
    assert _homes(found) == {"aaliyah thompson": "massachusetts"}


@pytest.mark.parametrize("said", ["Her license is Massachusetts S20304050", "license is Mass S20304050"])
def test_a_license_that_is_said_to_be_of_the_commonwealth(scan, said):
    assert _homes(scan(f"Ann Lee was seen. {said}.\n")) == {"ann lee": "massachusetts"}


def test_both_live_where_a_line_says_that_both_do(scan):
    text = "Borrower Ann Lee (SSN 773-01-0001) and cosigner Bob Ray (SSN 773-01-0002), both of 120 Pond St, Lynn, MA 01902.\n"
    assert _homes(scan(text)) == {"ann lee": "massachusetts", "bob ray": "massachusetts"}


def test_a_license_in_brackets_behind_somebody_else_is_theirs(scan):
    text = "I, Bob Ray, authorise my wife, Ann Lee (MA licence S20304050), to collect it. My SSN: 773-01-0002.\n"
    assert _homes(scan(text)) == {"ann lee": "massachusetts", "bob ray": "unknown"}


@given(st.text("AZaz09 \x1eé", max_size=30), st.text("AZaz09 \x1eé", max_size=5), st.integers(0, 900))
def test_capitals_and_digits_of_many_records(before, again, times):
    text = before + again * times
    wanted = re.search("[A-Z]{2}", text) is not None, re.search("[0-9]{4}", text) is not None
    assert residency.capitals_and_digits(text) == wanted


@pytest.mark.parametrize(
    ("home", "due"),
    [
        ("12 Pine Rd, Hudson, NH 03051", "elsewhere"),
        ("12 Elm St, Lynn, MA 01902", "massachusetts"),
        ("", "massachusetts"),
    ],
)
def test_taxes_withheld_for_massachusetts_say_less_than_an_address(scan, home, due):
    text = f"Form W-2 2024\na SSN: 773-01-0001\ne Employee: Ann Lee\nf Address: {home}\n15 State: MA  16 State wages: 41200.00\n"
    (finding,) = scan(text).findings
    assert finding.residency.value == due


def test_states_cut_short_below_their_title(scan):
    found = scan(
        "name,ssn,state\nAnn Lee,773-01-0001,CONN\nBob Ray,773-01-0002,Mass\nCy Orr,773-01-0003,N.H.\n", "a.csv"
    )
    assert [one[1] for one in found.classes()] == ["elsewhere", "massachusetts", "elsewhere"]


@pytest.mark.parametrize("town", ["Portland, OR", "Halifax, NS B3H 1A1", "Newport, R.I.", "Nashua, New Hampshire"])
def test_a_name_over_an_address_without_a_zip_code_of_the_state(scan, town):
    (finding,) = scan(f"Ann Lee\n193 Elm St, {town}\n\nSSN: 773-01-0001\n").findings
    assert (finding.classification.value, finding.person.normal) == ("non_resident", "ann lee")


def test_a_column_of_towns_and_states_under_any_title(scan):
    found = scan('Employee,SSN,Home\nAnn Lee,773-01-0001,"Nashua, NH"\nBob Ray,773-01-0002,"Lynn, MA"\n', "a.csv")
    assert [one[1] for one in found.classes()] == ["elsewhere", "massachusetts"]


def test_where_somebody_works_is_no_home(scan):
    rows = 'Name,SSN,Work Location,Home Location\nAnn Lee,773-01-0001,"Boston, MA","Nashua, NH"\n'
    assert scan(rows, "a.csv").classes()[0][1] == "elsewhere"
    rows = 'Name,SSN,Work Location\nAnn Lee,773-01-0001,"Boston, MA 02110"\n'
    assert scan(rows, "a.csv").classes()[0][1] == "unknown"


def test_titles_of_domiciles(scan):
    found = scan("Name,SSN,Domicile\nAnn Lee,773-01-0001,Florida\nBob Ray,773-01-0002,Massachusetts\n", "a.csv")
    assert [one[1] for one in found.classes()] == ["elsewhere", "massachusetts"]
    found = scan("Name,SSN,Residency\nAnn Lee,773-01-0001,NH resident\nBob Ray,773-01-0002,MA Resident\n", "a.csv")
    assert [one[1] for one in found.classes()] == ["elsewhere", "massachusetts"]
