"""One content in many renderings: a number is the same person's in each."""

import io
import json

import docx
import pytest
from pairs import LEE, RAY, A, B, numbers

LICENSE = "S10000001"
RETURN = f"""Taxpayer
Taxpayer Name: Ann Lee
SSN: {A}

Spouse
Spouse Name: Bob Ray
SSN: {B}

Direct Deposit of Refund
Routing Number: 011000015
Account Number: 8089044058
"""
BOLD = (
    RETURN.replace("Name: ", "Name:** ").replace("SSN: ", "SSN:** ").replace("Tax", "- **Tax").replace("Sp", "- **Sp")
)
BANK = "Applicant's Bank Reference\nBank: DCU\nAccount Number: 8089044058\nRouting Number: 011000015\n"
SHEET = f"""Name,SSN,Date of Birth
Ann Lee,{A},03/25/1986
Driver's License No.,Address,Phone
{LICENSE},"4 Elm St, Lynn, MA 01901",978-555-0155

Bank Name,Routing Number,Account Number
Eastern Bank,011000015,8089044058
"""
RULE = "+-----------+-------------+\n"
BOXES = (
    f"{RULE}| Name      | SSN         |\n| Ann Lee   | {A} |\n{RULE}"
    f"{RULE}| Phone     | License No. (driver's) |\n| 555-0155  | {LICENSE}   |\n{RULE}"
)
TURNED = f"""Employee,Ann Lee,Bob Ray
State,MA,MA
Soc Sec No,{A},{B}
Gross,1204.00,990.00
Fed W/H,144.48,80.12
Net Pay,969.44,812.10
Checking Acct,28032012,56052587404
"""


def word(*tables):
    """A document of tables, each of rows of cells."""
    document = docx.Document()
    for rows in tables:
        table = document.add_table(len(rows), max(map(len, rows)))
        for at, row in enumerate(rows):
            for column, cell in enumerate(row):
                table.cell(at, column).text = cell
        document.add_paragraph("")
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def test_cells_with_labels_in_them_are_one_form(scan):
    rows = [["Name: Ann Lee", f"SSN: {A}"], [f"Driver's License No.: {LICENSE}", "Phone: 617-555-0143"]]
    assert numbers(scan(word(rows), "a.docx")) == [LEE, ("ann lee", LICENSE)]


def test_records_whose_cells_have_labels_stay_records(scan):
    rows = [["Name: Ann Lee", f"SSN: {A}"], ["Name: Bob Ray", f"SSN: {B}"]]
    assert numbers(scan(word(rows), "a.docx")) == [LEE, RAY]


def test_a_form_that_is_drawn_with_the_characters_for_boxes(scan):
    rule = "├──────┼─────────────┤\n"
    cells = (("Name", "Ann Lee"), ("Home", "4 Elm St"), ("SSN", A), ("Driver's License No.", LICENSE))
    text = rule + rule.join(f"│ {label:22} │ {value:12} │\n" for label, value in cells) + rule
    assert numbers(scan(text)) == [LEE, ("ann lee", LICENSE)]


@pytest.mark.parametrize(
    "labels",
    [
        ("Domicilio", "Teléfono", "Licencia de conducir No.", "Número de Seguro Social"),
        ("Endereço", "Telefone", "Número da carteira de motorista", "Número do Seguro Social"),
    ],
)
def test_a_form_of_cells_in_other_languages(scan, labels):
    home, phone, license_no, ssn = labels
    name = "Nombre" if home == "Domicilio" else "Nome"
    rows = [
        [name, "Ann Lee", home, "4 Elm St, Lynn, MA 01901"],
        [phone, "617-555-0143", license_no, LICENSE],
        [ssn, A, "Fax", ""],
    ]
    assert numbers(scan(word(rows), "a.docx")) == [LEE, ("ann lee", LICENSE)]


@pytest.mark.parametrize("label", ["Nome do requerente", "Nombre del prestatario", "Nombre de la solicitante"])
def test_a_party_named_in_another_language_beside_one_who_is_not(scan, label):
    text = f"{label}: Ann Lee\nSSN: {A}\n\nCo-Applicant Name: Bob Ray\nSSN: {B}\n"
    assert numbers(scan(text)) == [LEE, RAY]


@pytest.mark.parametrize("title", ["Type of ID", "Kind of Document"])
def test_a_column_says_of_what_type_the_numbers_are(scan, title):
    rows = f"Signer,{title},ID Number\nAnn Lee,MA driver's license,{LICENSE}\nBob Ray,Passport,512778213\n"
    assert numbers(scan(rows, "a.csv")) == [("ann lee", LICENSE)]


@pytest.mark.parametrize("home", ["", ", Lynn, MA"])
def test_lines_that_touch_have_a_person_each(scan, home):
    lines = (
        f"Candidate Ann Lee{home}, SSN {A}, order 440912777: rejected twice",
        f"Candidate Bob Ray{home}, driver's license {LICENSE}, order 512778213: county search pending",
    )
    assert numbers(scan("\n".join(lines) + "\n")) == [LEE, ("bob ray", LICENSE)]


def test_numbers_in_turn_stay_in_turn(scan):
    assert numbers(scan(f"Ann Lee and Bob Ray have the SSNs {A} and {B}.\n")) == [LEE, RAY]
    assert numbers(scan(f"4B is rented to Ann Lee (head), SSN {A}, and Bob Ray (other adult), SSN {B}.\n")) == [
        LEE,
        RAY,
    ]


@pytest.mark.parametrize("text", [RETURN, BOLD, RETURN.replace(" Name: ", " Name:\n    ")])
def test_the_account_below_the_part_of_a_spouse_is_whose_form_it_is(scan, text):
    assert ("ann lee", "8089044058") in numbers(scan(text))


def test_a_title_says_whose_bank_it_is(scan):
    text = (
        f"Applicant: Ann Lee\nSSN: {A}\n\nCo-Applicant: Bob Ray\nSSN: {B}\n\nRental History\nOwner: Eva Cole\n\n{BANK}"
    )
    assert ("ann lee", "8089044058") in numbers(scan(text))


def test_it_is_not_told_as_that_of_another_party(scan):
    text = f"Solicita: Ann Lee\nSSN: {A}\n\nCo-Applicant: Bob Ray\nSSN: {B}\n\n{BANK}"
    assert ("bob ray", "8089044058") not in numbers(scan(text))


def test_a_sheet_of_labels_with_their_values_below_is_a_form(scan):
    assert numbers(scan(SHEET, "a.csv")) == [LEE, ("ann lee", "8089044058"), ("ann lee", LICENSE)]


def test_two_tables_of_records_stay_tables(scan):
    staff = f"Name,SSN,City\nAnn Lee,{A},Lynn\nBob Ray,{B},Salem\n"
    bank = "\nBank Name,Routing Number,Account Number\nEastern Bank,011000015,8089044058\n"
    assert numbers(scan(staff + bank, "a.csv")) == [LEE, RAY]


@pytest.mark.parametrize("text", [BOXES, BOXES.replace(RULE + RULE, RULE), BOXES.replace("|", "│").replace("-+", "─┼")])
def test_boxes_of_labels_with_their_values_below(scan, text):
    assert numbers(scan(text)) == [LEE, ("ann lee", LICENSE)]


def test_what_a_shell_prints_has_a_rule_below_its_titles(scan):
    text = f"{RULE}| name      | dept        |\n{RULE}| Ann Lee   | Sales       |\n{RULE}{RULE}| ssn | dept |\n{RULE}| {A} | 4 |\n{RULE}"
    assert numbers(scan(text)) == []


@pytest.mark.parametrize("above", ["PAYROLL REGISTER\n", "ID: 04-6846269\n", "PAYROLL REGISTER\n\nID: 04-6846269\n"])
def test_a_line_over_a_report_that_fits_into_its_first_column_is_no_title(scan, above):
    rows = (
        "Employee           Soc Sec No   Net Pay  Checking Acct\n"
        "-----------------  -----------  -------  -------------\n"
        f"Ann Lee            {A}  969.44   280320128    \n"
        f"Bob Ray            {B}  914.62   560525874    \n"
    )
    assert numbers(scan(f"{above}\n{rows}")) == [("ann lee", "280320128"), LEE, ("bob ray", "560525874"), RAY]


def test_the_last_band_of_a_form_of_a_document_may_be_one_cell(scan):
    rows = [["Name", "Date of Birth"], ["Ann Lee", "03/25/1986"], ["SSN"], [A]]
    bank = [["Bank Name", "Routing Number"], ["Eastern Bank", "011000015"], ["Account Number"], ["8089044058"]]
    assert numbers(scan(word(rows, bank), "a.docx")) == [LEE, ("ann lee", "8089044058")]


@pytest.mark.parametrize(
    "text",
    [
        f"**First name and middle initial**: Ann\\\n**Last name**: Lee\\\n**SSN**: {A}\\\n",
        f"(a) First name and middle initial: Ann  Last name: Lee  (b) SSN: {A}\n",
    ],
)
def test_what_ends_a_field_is_no_part_of_its_value(scan, text):
    assert numbers(scan(text)) == [LEE]


def test_the_routing_number_of_a_form_in_portuguese(scan):
    text = "Nome: Ann Lee\nNúmero de roteamento: 011000015\nNúmero da conta: 8089044058\n"
    assert numbers(scan(text)) == [("ann lee", "8089044058")]


@pytest.mark.parametrize("key", ["driver_license_no", "driver_s_license_no", "drivers_license"])
@pytest.mark.parametrize("parent", ["parent_guardian_1_name", "parent_guardian_name", "guardian_name"])
def test_a_parent_in_an_object_of_their_own_has_the_number_there(scan, parent, key):
    student = {"student_name": "Ann Lee", "ssn": A}
    own = {parent: "Bob Ray", "phone": "617-555-0101", key: LICENSE}
    found = numbers(scan(json.dumps({"student": student, "section_2": own}), "a.json"))
    assert ("ann lee", LICENSE) not in found
    assert parent == "guardian_name" or ("bob ray", LICENSE) in found


def test_a_street_and_a_town_are_no_name(scan):
    assert numbers(scan(f"Name: Ann Lee\nAddress: 733 Broadway, Lynn, MA 01902 SSN: {A}\n")) == [LEE]


def test_whose_in_capitals(scan):
    assert numbers(scan(f"ANN LEE'S SSN IS {A}. BOB RAY’S SSN IS {B}.\n")) == [LEE, RAY]


@pytest.mark.parametrize(
    "rows",
    [
        [["Financial Institution", "Rockland Trust"], ["Account #", "8089044058"], ["Monthly Dues", "$39.00"]],
        [["Bank Name", "Eastern Bank"], ["Account Number", "8089044058"], ["Monthly Dues", "$39.00"]],
        [["Receiving firm", "Vanguard"], ["IRA Account Number", "8089044058"], ["For Benefit Of", "Ann Lee"]],
    ],
)
def test_a_small_form_of_an_account_is_no_table(scan, rows):
    rows = [*rows[:1], ["Routing Number", "011000015"], *rows[1:]]
    assert numbers(scan(word([["Name", "Ann Lee"], ["SSN", A]], rows), "a.docx")) == [LEE, ("ann lee", "8089044058")]


def test_the_title_of_a_part_of_a_form_is_nobody(scan):
    text = f"Name: Ann Lee\nSSN: {A}\n\nACH Remittance\nRouting Number: 011000015\nAccount Number: 8089044058\n"
    assert numbers(scan(text)) == [LEE, ("ann lee", "8089044058")]


def test_the_documents_that_an_employer_saw(scan):
    seen = [
        ["Document Title", "Driver's license"],
        ["Issuing Authority", "Massachusetts RMV"],
        ["Document Number", LICENSE],
        ["Expiration Date", "05/05/2027"],
    ]
    assert numbers(scan(word([["Last Name", "Lee"], ["First Name", "Ann"], ["SSN", A]], seen), "a.docx")) == [
        LEE,
        ("ann lee", LICENSE),
    ]


@pytest.mark.parametrize("above", ["", "Company,Federal ID,Period Ending\nAcme Inc.,04-6846269,03/15/2024\n\n"])
def test_a_register_on_its_side_has_a_person_in_each_column(scan, above):
    found = [("ann lee", "28032012"), LEE, ("bob ray", "56052587404"), RAY]
    assert numbers(scan(above + TURNED, "a.csv")) == found


@pytest.mark.parametrize("label", ["Requested by", "Requestor", "Requester"])
def test_who_asks_for_a_record_of_another_has_no_number_in_it(scan, label):
    text = f"Vendor Name: Ann Lee\nAddress: 4 Elm St, Lynn, MA 01901\nSSN: {A}\nVendor No.: 3277905\n{label}: Bob Ray\n"
    assert numbers(scan(text)) == [LEE]
    assert numbers(scan(f"{label}: Ann Lee\nSSN: {A}\n")) == [LEE]


@pytest.mark.parametrize("text", ["Director License No. ........ PL536073\n", "| Director License No. | PL536073 |\n"])
def test_the_license_of_a_director_is_none_to_drive(scan, text):
    assert numbers(scan(f"Funeral Director: Ann Lee\n{text}")) == []


@pytest.mark.parametrize("part", ["\t", "      "])
def test_a_field_whose_value_is_a_kind_of_number_is_no_row_of_titles(scan, part):
    fields = [
        ("Vendor Name", "Ann Lee"),
        ("Tax ID Type", "SSN"),
        ("Social Security Number", A),
        ("Vendor Number", "2706490"),
    ]
    assert numbers(scan("".join(f"{label}{part}{value}\n" for label, value in fields))) == [LEE]


def test_a_row_of_labels_may_have_one_value(scan):
    rows = [
        ["Name", "Date of Birth"],
        ["Ann Lee", ""],
        ["SSN", "Phone"],
        [A, ""],
        ["Fax", "License No. (driver's)"],
        ["", LICENSE],
    ]
    assert numbers(scan(word(rows), "a.docx")) == [LEE, ("ann lee", LICENSE)]


def test_a_form_with_lines_to_write_on_that_was_not_filled_in_is_read(scan):
    line = "__________"
    rows = [
        ["Company", line],
        ["", "", ""],
        [line, line, line],
        ["Federal ID", "Gross", ""],
        [line, "", line],
        ["Net Pay"],
    ]
    scanned = scan("".join(",".join(row) + "\n" for row in rows), "a.csv")
    assert numbers(scanned) == []
    assert [one.status.value for one in scanned.outcomes] == ["scanned"]
