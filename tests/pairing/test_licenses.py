"""Licences of all states in tables and JSON, and what they say of the person beside them."""

import json

import pytest

from piiscan.config import Config

PI = "personal_information"
MA, UNKNOWN, ELSEWHERE = "massachusetts", "unknown", "elsewhere"
WHO = "ann lee"


def one(scanned):
    assert len(scanned.findings) == 1, scanned.classes()
    return scanned.classes()[0]


def element(scanned):
    return scanned.findings[0].elements[0]


@pytest.mark.parametrize(
    ("header", "row", "wanted"),
    [
        ("name,drivers_license", "Ann Lee,D1234562", (PI, UNKNOWN, "D1234562", 3)),
        ("name,drivers_license,city,state", "Ann Lee,D1234562,Boston,MA", (PI, MA, "D1234562", 3)),
        ("name,dl_number,dl_state", "Ann Lee,D1234562,CA", (PI, UNKNOWN, "D1234562", 3)),
        ("name,dl_number,dl_state", "Ann Lee,D1234562,FL", ("review", UNKNOWN, "D1234562", 1)),
        ("name,dl_number,dl_state,state", "Ann Lee,D1234562,CA,MA", (PI, MA, "D1234562", 3)),
        ("name,dl_state,dl_number,state", "Ann Lee,CA,D1234562,MA", (PI, MA, "D1234562", 3)),
        ("name,State Issued,DL No,home_state", "Ann Lee,NY,123456789,CA", ("non_resident", ELSEWHERE, "123456789", 3)),
        ("name,dl_number,dl_state,state", "Ann Lee,S12345678,MA,NY", ("review", UNKNOWN, "S12345678", 3)),
        ("name,dl_number,dl_state", "Ann Lee,123456789,MA", (PI, MA, "123456789", 3)),
        ("name,dl_number,dl_state", "Ann Lee,123456789,NY", (PI, UNKNOWN, "123456789", 3)),
        ("name,dl_number,dl_state", "Ann Lee,12345,AK", (PI, UNKNOWN, "12345", 3)),
        ("name,dl_number,issuing_state", "Ann Lee,A1B2C,KS", (PI, UNKNOWN, "A1B2C", 3)),
        ("name,license,license_state", "Ann Lee,12345678,Texas", (PI, UNKNOWN, "12345678", 3)),
        ("name,license,lic_st", "Ann Lee,12345678,TX", (PI, UNKNOWN, "12345678", 3)),
        ("name,license", "Ann Lee,12345678", ("review", UNKNOWN, "12345678", 1)),
        ("name,license", "Ann Lee,AB12345", ("review", UNKNOWN, "AB12345", 1)),
        ("name,dl_number", "Ann Lee,L000-123-45-678-0", (PI, UNKNOWN, "L000123456780", 3)),
        ("name,dl_number,dl_state", "Ann Lee,S530-123-45-678-0,FL", ("review", UNKNOWN, "S530123456780", 3)),
        ("name,dl_number", "Ann Lee,S530-1234-5678-90", ("review", UNKNOWN, "S5301234567890", 3)),
        ("name,dl_number", "Ann Lee,S530-123-45-678-0", (PI, UNKNOWN, "S530123456780", 3)),
    ],
)
def test_a_row(scan, header, row, wanted):
    found = scan(f"{header}\n{row}\n", "a.csv")
    classification, residency, person, (value,) = one(found)
    assert person == WHO
    kind, _, number = value.partition(":")
    assert (classification, residency, number, element(found).grade) == wanted
    assert kind == "drivers_license"


@pytest.mark.parametrize(
    ("header", "row"),
    [
        ("name,dl_number", "Ann Lee,12345"),
        ("name,dl_number,dl_state", "Ann Lee,12345,CA"),
        ("name,license type", "Ann Lee,D1234562"),
        ("name,license plan", "Ann Lee,D1234562"),
        ("name,license key", "Ann Lee,D1234562"),
        ("name,nursing license", "Ann Lee,S12345678"),
        ("name,dl_number", "Ann Lee,UNAVAILABLE1"),
        ("name,dl_number", "Ann Lee,617-555-0123"),
        ("name,dl_number", "Ann Lee,2020-01-01"),
        ("name,dl_state", "Ann Lee,CA"),
    ],
)
def test_no_license(scan, header, row):
    assert not scan(f"{header}\n{row}\n", "a.csv").findings


def test_each_person_has_the_state_of_its_own_group(scan):
    found = scan(
        "emp_name,emp_dl,emp_dl_state,spouse_name,spouse_dl,spouse_dl_state\nAnn Lee,12345,AK,Bob Ray,D1234562,CA\n",
        "a.csv",
    )
    assert sorted((person, values) for _, _, person, values in found.classes()) == [
        ("ann lee", ("drivers_license:12345",)),
        ("bob ray", ("drivers_license:D1234562",)),
    ]


@pytest.mark.parametrize(
    ("document", "wanted"),
    [
        ({"name": "Ann Lee", "dl_number": "S12345678", "dl_state": "MA"}, (PI, MA, 3)),
        ({"name": "Ann Lee", "dl_number": "123456789", "dl_state": "NY"}, (PI, UNKNOWN, 3)),
        ({"name": "Ann Lee", "license": {"state": "NY", "number": "123456789"}}, (PI, UNKNOWN, 3)),
        ({"name": "Ann Lee", "license": {"number": "123456789", "state": "MA"}}, (PI, MA, 3)),
        (
            {"name": "Ann Lee", "license": {"number": "123456789", "state": "NY"}, "address": {"state": "MA"}},
            (PI, MA, 3),
        ),
        ({"name": "Ann Lee", "dl_number": "123456789", "dl_state": "CA"}, ("review", UNKNOWN, 1)),
    ],
)
def test_a_json_record(scan, document, wanted):
    found = scan(json.dumps(document), "a.json")
    classification, residency, person, _ = one(found)
    assert person == WHO
    assert (classification, residency, element(found).grade) == wanted


def test_agreement_with_the_name_is_said_and_lifts_a_weak_pair(scan):
    found = scan("name,dl_number,dl_state\nAnn Lee,L000-123-45-678-0,FL\n", "a.csv")
    assert "license:agrees-with-name" in found.findings[0].reasons
    found = scan("name,dl_number,dl_state\nAnn Lee,S530-123-45-678-0,FL\n", "a.csv")
    assert "license:disagrees-with-name" in found.findings[0].reasons
    found = scan("name,dl_number,dl_state\nAnn Lee,D1234562,CA\n", "a.csv")
    assert not any(reason.startswith("license:") for reason in found.findings[0].reasons)


@pytest.mark.parametrize("parts", ["1 TOUCH\n2 RITHY V\n", "1. TOUCH\n2. RITHY V      15 SEX M\n"])
def test_the_face_of_a_card_names_its_holder_by_the_numbers_of_its_fields(scan, parts):
    text = f"MASSACHUSETTS\nDRIVER'S LICENSE\n9 CLASS D    4d NUMBER S12345678\n{parts}8 45 LAKE AVE\nLYNN, MA 01905\n"
    (finding,) = scan(text).findings
    assert finding.person.normal == "rithy touch"
    assert finding.residency.value == "massachusetts"


def test_lines_that_begin_with_numbers_are_no_card(scan):
    (finding,) = scan("1 APPLES\n2 PEARS\nSSN 773-01-0001\n").findings
    assert finding.person is None


@pytest.mark.parametrize("place", ["Ontario", "Canadian", "foreign", "Mexico's"])
def test_a_license_of_another_country_is_to_be_reviewed(scan, place):
    (finding,) = scan(f"Ann Lee, {place} driver licence L1234-56789-01234\n").findings
    assert (finding.classification.value, finding.elements[0].review) == ("review", "foreign-license")


def test_a_license_of_a_state_counts_whatever_country_is_named_elsewhere(scan):
    (finding,) = scan("Ann Lee, born in Ontario, MA driver license S12345678\n").findings
    assert finding.classification.value == "personal_information"


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.txt", "Ann Lee, learner's permit S12345678\n"),
        ("a.txt", "Name: Ann Lee\nInstruction Permit No: S12345678\n"),
        ("a.csv", "name,learners_permit\nAnn Lee,S12345678\n"),
        ("a.csv", "name,Learner's Permit #\nAnn Lee,S12345678\n"),
        ("a.csv", "name,id type,id number\nAnn Lee,Learner's permit,S12345678\n"),
        ("a.json", '{"name": "Ann Lee", "learnersPermit": "S12345678"}'),
        ("a.json", '{"name": "Ann Lee", "learner_permit": {"number": "S12345678", "state": "MA"}}'),
        ("a.json", '{"name": "Ann Lee", "id_type": "learners permit", "id_number": "S12345678"}'),
    ],
)
def test_a_permit_to_learn_to_drive_is_for_review(scan, name, text):
    """SPEC §1: it may be no license that the regulation means."""
    (finding,) = scan(text, name).findings
    assert (finding.classification.value, finding.person.normal) == ("review", WHO)
    assert finding.elements[0].review == "learners-permit"


def test_a_column_of_licenses_from_abroad_is_for_review_however_long(scan):
    rows = "".join(f"Ann Lee,S1234{at:04d}\n" for at in range(40))
    for header, reason in (("Ontario Driver's License", "foreign-license"), ("Learner Permit No", "learners-permit")):
        found = scan(f"name,{header}\n{rows}", "a.csv", Config(max_findings_per_file=2))
        assert found.counts["review"] == {"drivers_license": 40}
        assert {one.elements[0].review for one in found.findings} == {reason}


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.txt", "Ann Lee, S12345678, 12 Elm St, Boston, MA 02139\n"),
        ("a.txt", "Ann Lee showed S12345678 at the desk.\n"),
        ("a.csv", "Ann Lee,S12345678,12 Elm St,Boston,MA,02139\n"),
        ("a.csv", "name,notes\nAnn Lee,showed S12345678 at the desk\n"),
        ("a.json", '{"name": "Ann Lee", "note": "showed S12345678"}'),
    ],
)
def test_a_license_of_massachusetts_without_a_label_is_for_review_beside_a_person(scan, name, text):
    """SPEC §7; SA and seven digits are the other form."""
    for number in ("S12345678", "SA1234567"):
        (finding,) = scan(text.replace("S12345678", number), name).findings
        assert (finding.classification.value, finding.person.normal) == ("review", WHO)
        assert (finding.elements[0].value, finding.elements[0].review) == (number, "unlabelled-license")


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.txt", "Ann Lee ordered part S12345678.\n"),
        ("a.txt", "Ann Lee, ref: S12345678\n"),
        ("a.txt", "Ann Lee, user S12345678\n"),
        ("a.txt", "Ann Lee XS12345678 S123456789 S12345678A s12345678 S-12345678 INV-S12345678 S12345678-9\n"),
        ("a.txt", "Ann Lee https://x.example/S12345678 #S12345678 id=S12345678\n"),
        ("a.txt", "Ann Lee was here.\n\n\n\nS12345678\n"),
        ("a.csv", "name,code\nAnn Lee,S12345678\nBob Ray,S12345679\n"),
        ("a.csv", 'name,part\n"Ann Lee","S12345678"\n'),
        ("a.json", '{"name": "Ann Lee", "sku": "S12345678"}'),
        ("a.json", '{"name": "Ann Lee", "note": "part S12345678"}'),
    ],
)
def test_what_has_another_name_is_no_license_by_its_form(scan, name, text):
    assert not scan(text, name).findings


def test_a_license_is_found_once_by_its_label_and_by_its_form(scan):
    found = scan("Ann Lee, MA driver's license S12345678; Bob Ray, license SA1234567\n")
    assert [one[2:] for one in found.classes()] == [
        (WHO, ("drivers_license:S12345678",)),
        ("bob ray", ("drivers_license:SA1234567",)),
    ]
    assert found.counts["personal_information"] == {"drivers_license": 2}


@pytest.mark.parametrize(
    "text",
    [
        "P<USALEE<<ANN<MARIE<<<<<<<<<<<<<<<<<<<<<<<<<<\nC012345674USA9001014F3001012<<<<<<<<<<<<<<06\n",
        "I<USA7730100014<<<<<<<<<<<<<<<\n9001014F3001012USA<<<<<<<<<<<6\nLEE<<ANN<MARIE<<<<<<<<<<<<<<<<\n",
        "Ann Lee, SSN on file\nP<USALEE<<ANN<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<\n7730100012USA9001014F3001012<<<<<<<<<<<<<<06\n",
        "Ann Lee, license on file\nP<USALEE<<ANN<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<\nS123456784USA9001014F3001012<<<<<<<<<<<<<<06\n",
    ],
)
def test_the_lines_of_a_passport_that_machines_read_are_no_element(scan, text):
    """SPEC §1 (b): passports are not issued by a state."""
    assert not scan(text).findings
    assert not scan(text.encode(), "a.csv").findings


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.csv", "S12345678,12 Elm St,Boston,MA,02139\nS12345679,14 Elm St,Boston,MA,02139\n"),
        ("a.json", '{"note": "showed S12345678", "city": "Boston", "state": "MA"}'),
    ],
)
def test_without_a_person_an_address_in_massachusetts_makes_it_one_to_be_reviewed(scan, name, text):
    finding = scan(text, name).findings[0]
    assert (finding.classification.value, finding.person, finding.elements[0].value) == ("review", None, "S12345678")
    assert not scan(text.replace("MA", "NY").replace("02139", "10001").replace("Boston", "Albany"), name).findings


def test_the_state_behind_a_license_issued_it(scan):
    found = scan("Insured: Ann Lee   DL: S20304050 MA   Phone 555-0100\n")
    assert [(one[0], one[1]) for one in found.classes()] == [("personal_information", "massachusetts")]
    found = scan("Insured: Ann Lee   DL: S20304050 IN transit\n")
    assert [(one[0], one[1]) for one in found.classes()] == [("personal_information", "unknown")]


@pytest.mark.parametrize(
    "label", ["License #/ID #/SSN:", "License #/ID #:", "DL/ID:", "DL / ID No.", "License/ID Number"]
)
def test_the_other_card_beside_a_label_is_not_idaho(scan, label):
    assert one(scan(f"Owner: Ann Lee\n{label} S12345678\n"))[:2] == (PI, MA)


@pytest.mark.parametrize("label", ["License (ID):", "ID DL:"])
def test_idaho_is_still_named(scan, label):
    found = scan(f"Owner: Ann Lee\n{label} 123456780\n")
    assert one(found)[1] == UNKNOWN
    assert element(found).grade == 3


@pytest.mark.parametrize(
    "label",
    [
        "License/Permit/ID #:",
        "License, permit, or ID number:",
        "Lic/Permit/ID No.",
        "License or ID number",
        "Driver's License/Permit #:",
        "Driver's License or ID Card Number:",
    ],
)
def test_the_cards_of_the_registry_named_together(scan, label):
    assert one(scan(f"Ann Lee\n12 Elm Street\nBoston, MA 02108\n\n{label} S12345678\n"))[:2] == (PI, MA)


@pytest.mark.parametrize("label", ["Building Permit/ID #:", "Order/Permit/ID #:", "Member or ID number", "Asset ID #:"])
def test_other_things_named_with_a_card_are_none(scan, label):
    assert not scan(f"Ann Lee\n12 Elm Street\nBoston, MA 02108\n\n{label} S12345678\n").findings


@pytest.mark.parametrize(
    "text", ["Ann Lee, Treasurer\nDLN 93493490395982\n", "Officer: Ann Lee   DLN: 93493490395982\n"]
)
def test_where_the_irs_keeps_a_return_is_no_license(scan, text):
    assert not scan(text).findings


@pytest.mark.parametrize(
    "text", ["Ann Lee, MT DLN 93493490395982\n", "Ann Lee\nDLN 934934903\n", "Ann Lee\nDLN S12345678\n"]
)
def test_other_numbers_behind_that_label_may_be_licenses(scan, text):
    assert scan(text).findings


TRADES = {
    "a board": "Board of Registration in Nursing\nLicensee: Ann Lee\nLicense Number: RN4439871\n",
    "what it allows, behind": "Name: Ann Lee\nLicense Number: RN4439871   Type: Registered Nurse\n",
    "what it allows, before": "Ann Lee, Journeyman Electrician, License No. 12345678\n",
    "a boat": "Ann Lee  Harwich MA  Lobster Permit No. 36783743  Vessel MS 1188 AB\n",
    "a dog": "Owner: Ann Lee   Rabies tag 88127   License # 36783743\n",
    "dogs": "Owner,Dog,Breed,License #,Rabies Tag\nAnn Lee,Rex,Lab,36783743,88127\nBob Ray,Max,Pug,36783744,88128\n",
    "a trade": "Name,Trade,License #\nAnn Lee,Electrician,36783743\nBob Ray,Plumber,36783744\n",
}


@pytest.mark.parametrize("name", TRADES)
def test_a_license_of_something_else_is_none_to_drive(scan, name):
    text = TRADES[name]
    assert not scan(text, "list.csv" if text.count(",") > 6 else "list.txt").findings


STILL = {
    "a form of Massachusetts": "Name: Ann Lee\nOccupation: Electrician at Bay Power\nLicense Number: S12345678\n",
    "a driver's": "Ann Lee, Journeyman Electrician, driver's license no. 12345678\n",
    "a permit": "Ann Lee, permit no. S12345678\n",
    "another trade before": "Ann Lee is no plumber; her DL # is D1234562\n",
    "the state": "Name: Ann Lee\nTexas License No. 12345678\n",
    "nobody's trade": "Name: Ann Lee\nLicense No. 12345678\n",
}


@pytest.mark.parametrize("name", STILL)
def test_a_license_of_whoever_has_a_trade_stays_one(scan, name):
    assert one(scan(STILL[name], "list.txt"))[0] == PI


@pytest.mark.parametrize("value", ["S99999999", "S00000000", "S99988801"])
def test_the_number_of_a_specimen_card_is_a_test_value_everywhere(scan, value):
    texts = {
        "a.txt": f"Ann Lee, MA driver's license {value}\n",
        "a.csv": f"Name,Driver's License\nAnn Lee,{value}\nBob Ray,{value}\n",
        "a.json": f'{{"name": "Ann Lee", "drivers_license": "{value}"}}',
    }
    for name, text in texts.items():
        found = scan(text, name).findings
        assert {one.classification.value for one in found} == {"test_value"}, name


def test_a_number_beside_that_of_a_specimen_is_somebodys(scan):
    (found,) = scan("Ann Lee, MA driver's license S99988802\n").findings
    assert found.classification.value == "personal_information"


@pytest.mark.parametrize(
    ("header", "value", "found"),
    [
        ("MA Lic #", "2795599", "review"),
        ("MA Lic #", "S12345678", PI),
        ("MA DL", "123456789", PI),
        ("DL # (NH)", "S12345678", "review"),
        ("CA DL", "D1234562", PI),
        ("DL/ID #", "2795599", PI),
    ],
)
def test_a_state_in_a_header_says_of_what_shape_its_licenses_are(scan, header, value, found):
    rows = f"Name,{header}\nAnn Lee,{value}\nBob Ray,{value}\n"
    assert {one.classification.value for one in scan(rows, "a.csv").findings} == {found}


def test_a_state_written_with_points_before_a_license(scan):
    (found,) = scan("our insured, Ann Lee, N.H. lic. 02SGU66104, of Derry, NH\n").findings
    assert found.classification.value == "non_resident"


@pytest.mark.parametrize("said", ["DRIVING: MA", "MVR: MA", "Driving record: MA #"])
def test_the_check_of_a_driver_in_a_report_names_the_license(scan, said):
    text = f"CANDIDATE: ANN LEE\nCOUNTY CRIM: ESSEX - CLEAR\n{said} S87031508 VALID\n"
    assert [(one.person.normal, one.classification.value) for one in scan(text).findings] == [
        ("ann lee", "personal_information")
    ]
