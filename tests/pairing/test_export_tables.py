"""Exports of products: whose the numbers are in the columns and keys as their makers call them."""

import io
import json

import openpyxl
import pytest
from pairs import CARD, A, B, digits, numbers, people


@pytest.mark.parametrize(
    "title", ["Emergency Contact Name", "Emergency Contact", "EMERG_CONTACT_NAME", "Supervisor", "Next of Kin"]
)
def test_who_is_asked_after_somebody_is_not_whose_number_it_is(scan, title):
    rows = f"Emp ID,SSN,{title}\n1,{A},Ann Lee\n2,{B},Bob Ray\n"
    assert [one[0] for one in people(scan(rows, "a.csv"))] == ["review", "review"]


def test_nor_in_an_object(scan):
    text = json.dumps({"employeeId": 1, "ssn": A, "emergencyContact": {"name": "Ann Lee", "phone": "x"}})
    assert people(scan(text, "a.json")) == [("review", "ann lee", digits(A))]


def test_the_number_of_who_is_asked_after_is_theirs(scan):
    rows = f"Supervisor,Supervisor SSN\nAnn Lee,{A}\n"
    assert people(scan(rows, "a.csv")) == [("ann lee", digits(A))]


def test_guarantors_contacts_and_providers_cut_short_leave_the_patient_his_number(scan):
    rows = f"PAT_NAME,SSN,CUR_PCP_PROV_NAME,EMERG_CONTACT_NAME,GUAR_NAME,GUAR_SSN\nAnn Lee,{A},Joan Ward,Eva Cole,Bob Ray,{B}\n"
    assert people(scan(rows, "a.csv")) == [("ann lee", digits(A)), ("bob ray", digits(B))]


@pytest.mark.parametrize("title", ["GL String", "GL", "Ledger", "Chart String", "Journal", "Cost Code"])
def test_numbers_of_ledgers_are_no_ssn(scan, title):
    rows = "".join(f"JE{at},{name},{number},5.00\n" for at, name, number in ((1, "Ann Lee", A), (2, "Bob Ray", B)) * 3)
    assert people(scan(f"JE,Posted By,{title},Debit\n{rows}", "a.csv")) == []


def test_an_account_of_a_ledger_below_titles_of_other_things_is_for_review(scan):
    text = (
        "VENDOR NAME               DOCUMENT   INVOICE       PO        ACCOUNT        AMOUNT\n"
        f"ANN LEE                   441266     773015512     55120077  {A}    412.20\n"
        f"BOB RAY                   441266     773015513     55120077  {B}    412.20\n"
    )
    assert {one[0] for one in people(scan(text, "a.txt"))} == {"review"}


@pytest.mark.parametrize(
    "header",
    [
        "given_nm,surnm,ssn_nbr",
        "Prénom,Nom,SSN",
        "gvn_nm,sur_nm,ssn",
        "Student First Initial,Student Last,Student SSN",
    ],
)
def test_parts_of_names_as_their_makers_call_them(scan, header):
    given = "A" if "Initial" in header else "Ann"
    found = numbers(scan(f"{header}\n{given},Lee,{A}\n{given},Lee,{B}\n", "a.csv"))
    assert found == [(f"{given.lower()} lee", digits(A)), (f"{given.lower()} lee", digits(B))]


def test_nom_before_prenom_is_the_surname(scan):
    assert numbers(scan(f"Nom;Prénom;SSN\nLee;Ann;{A}\n", "a.csv")) == [("ann lee", digits(A))]


@pytest.mark.parametrize("name", ["Grace Chapel", "Faith Church", "Hope Fellowship", "UMass Lowell"])
def test_churches_and_colleges_are_nobody(scan, name):
    rows = f"Payee,Account #,Routing\n{name},8089044058,011000015\n"
    assert [one[:2] for one in people(scan(rows, "a.csv"))] == [("element_only", None)]


def test_a_middle_initial_makes_a_person_of_a_church(scan):
    assert numbers(scan(f"Name,SSN\nGrace M. Church,{A}\n", "a.csv")) == [("grace church", digits(A))]


def test_a_spouse_who_has_a_first_name_only_takes_no_number(scan):
    rows = f"FIRST_NAME,LAST_NAME,SP_NAME,ADDRESS,SSN\nAnn,Lee,Max,12 Elm St,{A}\nBob,Ray,Eva,3 Oak St,{B}\n"
    assert numbers(scan(rows, "a.csv")) == [("ann lee", digits(A)), ("bob ray", digits(B))]


def test_the_tables_of_banner_name_a_person_and_whom_to_call(scan):
    rows = (
        f"SPRIDEN_LAST_NAME,SPRIDEN_FIRST_NAME,SPBPERS_SSN,SPREMRG_LAST_NAME,SPREMRG_FIRST_NAME\nLee,Ann,{A},Ray,Bob\n"
    )
    assert numbers(scan(rows, "a.csv")) == [("ann lee", digits(A))]


def test_the_types_of_numbers_that_are_called_identification(scan):
    rows = f"Worker,ID Type,ID Country,Identification #\nAnn Lee,Social Security Number (SSN),US,{A}\nBob Ray,Visa,US,{B}\n"
    assert numbers(scan(rows, "a.csv")) == [("ann lee", digits(A))]


def test_a_typed_number_is_of_whose_columns_it_stands_in(scan):
    header = "Part I Last,Part I First,Part I ID Type,Part I ID Number,Conductor Last,Conductor First"
    rows = f"{header}\nLee,Ann,Driver's License,S94120881,Ray,Bob\n"
    assert numbers(scan(rows, "a.csv")) == [("ann lee", "S94120881")]


def test_the_employer_is_nobody(scan):
    rows = "EE_FNAME,EE_LNAME,HSA_ACCT,ER_NAME\nAnn,Lee,8089044058,Blackstone Tool\n"
    assert numbers(scan(rows, "a.csv")) == [("ann lee", "8089044058")]


def test_fields_without_colons_above_a_table_of_other_things(scan):
    rows = f"Employee Name,Ann Lee\nEmployee ID,17\nSSN,{A}\nCity,Salem\n\nDate,Earning,Hours\n01/03/2025,REG,40\n"
    assert numbers(scan(rows, "a.csv")) == [("ann lee", digits(A))]


def test_two_fields_in_the_line_above_a_table_of_accounts(scan):
    table = "Account Type,Routing,Account Number,Amount,Status\nChecking,011000015,8089044058,100%,Active\n"
    rows = f"Employee:,Ann Lee,,Emp ID:,17\n{table}\nEmployee:,Bob Ray,,Emp ID:,18\n{table.replace('058', '066')}"
    assert numbers(scan(rows, "a.csv")) == [("ann lee", "8089044058"), ("bob ray", "8089044066")]


def test_the_sheets_of_a_workbook_that_both_say_only_id(scan):
    book = openpyxl.Workbook()
    book.active.title = "People"
    for row in (("ID", "First", "Last"), (71, "Ann", "Lee"), (72, "Bob", "Ray")):
        book.active.append(row)
    sheet = book.create_sheet("SSNs")
    for row in (("ID", "SSN"), (71, A), (99, B)):
        sheet.append(row)
    book.save(stream := io.BytesIO())
    found = scan(stream.getvalue(), "a.xlsx").findings
    assert [one.classification.value for one in found] == ["review", "element_only"]
    assert "joinable:ID" in found[0].reasons


def test_what_makes_an_order_in_code_has_no_ssn(scan):
    assert people(scan(f'Order o = new Order("Ann Lee", "{A}", 5);\n', "a.java"))[0][:2] == ("review", "ann lee")
    assert numbers(scan(f'Worker o = new Employee("Ann Lee", "{A}", 5);\n', "a.java")) == [("ann lee", digits(A))]


def test_a_routing_number_before_an_account_in_code_is_none(scan):
    text = 'accounts.add(new BankAccount("Ann Lee", "011000015", "8089044058"));\n'
    assert "011000015" not in {one[-1] for one in people(scan(text, "a.java"))}


@pytest.mark.parametrize("name", ["Ann & Bob Lee", "Ann Lee & Bob Lee", "Ann Lee and Bob Ray"])
def test_an_account_of_two_in_one_cell_is_no_doubt(scan, name):
    rows = f"Owner(s),Draft Bank,Routing,Acct #\n{name},Salem Five,011000015,8089044058\n"
    assert [one[-1] for one in people(scan(rows, "a.csv"))] == ["8089044058"]
    assert [one[0] for one in people(scan(rows.replace("Acct #", "SSN").replace("8089044058", A), "a.csv"))] == [
        "review"
    ]
    text = json.dumps([{"owner": name, "routing": "011000015", "account_number": "8089044058"}])
    assert numbers(scan(text, "a.json"))[0][1] == "8089044058"


def test_below_titles_of_persons_not_all_columns_have_to_be_known(scan):
    over = "Member,,,,Beneficiary,,,,\nFirst,Last,Social Sec #,State,First,Last,Social Sec #,Share %,Relation\n"
    found = scan(f"{over}Ann,Lee,{A},MA,Bob,Ray,{B},100,Spouse\n", "a.csv")
    assert [(one[0], one[1]) for one in numbers(found)] == [("ann lee", digits(A)), ("bob ray", digits(B))]
    assert {one.person.normal: one.residency.value for one in found.findings}["bob ray"] == "unknown"


@pytest.mark.parametrize(
    ("header", "number"),
    [
        ("Payee,EFT Acct,EFT ABA,Claimant", "8089044058"),
        ("Responsible Party,Card on File,Card Exp,Patient", CARD),
    ],
)
def test_who_pays_or_is_paid_has_the_account_or_card(scan, header, number):
    rows = f"{header}\nAnn Lee,{number},{'011000015' if 'EFT' in header else '11/29'},Bob Ray\n"
    assert numbers(scan(rows, "a.csv")) == [("ann lee", number)]


def test_the_part_name_of_a_plan_is_of_a_participant(scan):
    rows = (
        f'PlanID,SSN,PartName,DOH\n88123,{digits(A)},"Lee, Ann M",06/01/2015\n88123,{digits(B)},"Ray, Bob",06/01/2015\n'
    )
    assert numbers(scan(rows, "a.csv")) == [("ann lee", digits(A)), ("bob ray", digits(B))]
    assert numbers(scan(f"Part Name,Vendor SSN\nBrake shoe,{A}\nClutch disc,{B}\n", "a.csv")) == []


@pytest.mark.parametrize("account", ["DD1 Acct", "DD 1 Acct"])
def test_a_counted_direct_deposit_beside_a_supervisor_is_the_employees(scan, account):
    header = f"Last Name,First Name,Sup. Last,Sup. First,{account.replace('Acct', 'Rtg')},{account}"
    rows = f"{header}\nLee,Ann,Ray,Bob,011000015,8089044058\n"
    assert numbers(scan(rows, "a.csv")) == [("ann lee", "8089044058")]


def test_custom_fields_of_a_product_and_the_spouse_in_them(scan):
    header = "First Name,Last Name,Custom Field: SSN,Custom Field: Spouse Name,Custom Field: Spouse SSN"
    rows = f"{header}\nAnn,Lee,{A},Bob Ray,{B}\n"
    assert numbers(scan(rows, "a.csv")) == [("ann lee", digits(A)), ("bob ray", digits(B))]


def test_an_employee_is_not_the_spouse_of_one(scan):
    rows = f"Employee SSN,Employee Spouse Name\n{A},Ann Lee\n"
    assert [one[0] for one in people(scan(rows, "a.csv"))] == ["review"]


def test_items_say_whose_they_are_by_the_key_outside(scan):
    record = {
        "FirstName": "Ann",
        "LastName": "Lee",
        "Dependents": {"Items": [{"FirstName": "Max", "LastName": "Ray", "SocialSecurityNumber": A}]},
        "DirectDeposits": {"Items": [{"RoutingNumber": "011000015", "AccountNumber": "8089044058"}]},
    }
    found = numbers(scan(json.dumps({"Data": [record]}), "a.json"))
    assert found == [("ann lee", "8089044058"), ("max ray", digits(A))]


HEADS = [["Employee", "Dept", "Hire Date", "Rate"], ["SSN", "Status", "Term Date", "Hours"]]


def of_two_rows(count):
    rows = [["Pay rates"], *HEADS] if count % 2 else list(HEADS)
    for at in range(count):
        given = "Ann" if at % 2 else "Bob"
        rows += [[f"Lee, {given}", "Kitchen", "03/01/2018", "21.50"], [f"773-01-{4001 + at}", "Active", "", "40"]]
    return rows


@pytest.mark.parametrize("count", [2, 3, 60])
def test_records_of_two_rows_in_a_sheet(scan, count):
    book = openpyxl.Workbook()
    for row in of_two_rows(count):
        book.active.append(row)
    book.save(stream := io.BytesIO())
    found = scan(stream.getvalue(), "a.xlsx")
    names = [("ann lee" if at % 2 else "bob lee") for at in range(count)]
    assert sorted(people(found), key=lambda one: one[1]) == [(n, f"77301{4001 + at}") for at, n in enumerate(names)]


def test_records_of_two_rows_in_csv(scan):
    rows = "".join(",".join(f'"{cell}"' for cell in row) + "\n" for row in of_two_rows(4))
    found = scan(rows, "a.csv")
    assert people(found) == [(n, f"77301{4001 + at}") for at, n in enumerate(["bob lee", "ann lee"] * 2)]


@pytest.mark.parametrize(
    "header", ["ssn1,ssn2,ssn3", "SSN,,", "SSN Area,SSN Group,SSN Serial", "EE_SSN1,EE_SSN2,EE_SSN3"]
)
def test_a_number_whose_groups_have_a_column_each(scan, header):
    rows = f"last_name,first_name,{header},state\nLee,Ann,773,01,4471,MA\nRay,Bob,773,1,4472,MA\n"
    assert numbers(scan(rows, "a.csv")) == [("ann lee", "773014471"), ("bob ray", "773014472")]


def test_other_small_numbers_behind_a_number_are_none_of_it(scan):
    rows = f"name,ssn,age,visits\nAnn Lee,{A},41,1022\nBob Ray,{B},42,1023\n"
    assert numbers(scan(rows, "a.csv")) == [("ann lee", digits(A)), ("bob ray", digits(B))]
    assert numbers(scan("name,ssn last 3,age,visits\nAnn Lee,773,41,1022\n", "a.csv")) == []


def test_many_of_them_are_counted(scan):
    rows = "".join(f"Ann Lee,773,21,{4000 + at}\n" for at in range(3000))
    assert scan(f"name,ssn1,ssn2,ssn3\n{rows}", "a.csv").counts["personal_information"]["ssn"] == 3000


def test_an_entry_of_an_audit_is_about_its_target(scan):
    entry = {
        "actor": {"name": "Joan Ward"},
        "target": {"type": "Employee", "displayName": "Ann Lee"},
        "changes": [{"field": "ssn", "from": None, "to": A}],
    }
    assert numbers(scan(json.dumps(entry), "a.jsonl")) == [("ann lee", digits(A))]


@pytest.mark.parametrize(
    "worker",
    "Agt Atty Prep Tchr LO CSR CW EC Interviewer Processor Underwriter Caseworker Attending Prov Mgr Sup Supv".split(),  # noqa: SIM905
)
def test_who_works_on_a_record_leaves_the_number_to_whom_it_is_of(scan, worker):
    for header in (f"Borrower Name,{worker} Name,SSN", f"TP_NAME,SSN,{worker}_NAME"):
        row = f"Ann Lee,Bob Ray,{A}" if header.endswith("SSN") else f"Ann Lee,{A},Bob Ray"
        assert numbers(scan(f"{header}\n{row}\n", "a.csv")) == [("ann lee", digits(A))]


@pytest.mark.parametrize("who", ["App", "CoApp", "Co-App", "Part", "Case"])
def test_a_person_cut_short_who_may_be_a_thing(scan, who):
    rows = f"{who} Name,{who} SSN,Agent Name\nAnn Lee,{A},Bob Ray\nEva Cole,{B},Bob Ray\n"
    assert numbers(scan(rows, "a.csv")) == [("ann lee", digits(A)), ("eva cole", digits(B))]


def test_the_same_in_an_object(scan):
    record = {"coAppName": "Eva Cole", "coAppSsn": A, "agentName": "Bob Ray", "customerName": "Ann Lee"}
    assert numbers(scan(json.dumps(record), "a.json")) == [("eva cole", digits(A))]


def test_the_second_person_has_the_second_account_or_card_too(scan):
    rows = f"Primary Full Name,Sec_NAME,Card Number,Sec Card Number\nAnn Lee,Bob Ray,{CARD},5425233430109903\n"
    assert numbers(scan(rows, "a.csv")) == [("ann lee", CARD), ("bob ray", "5425233430109903")]
    record = {"name": "Ann Lee", "sec_name": "Bob Ray", "ssn": A, "sec_ssn": B}
    assert numbers(scan(json.dumps(record), "a.json")) == [("ann lee", digits(A)), ("bob ray", digits(B))]


@pytest.mark.parametrize(
    "title", ["Check", "Contract", "Bin", "Permit", "Tag", "Sample", "WO", "Vehicle", "Deed", "Voucher", "Claim"]
)
@pytest.mark.parametrize("rows", [2, 6])
def test_below_a_word_for_a_thing_the_form_of_a_number_is_for_review(scan, title, rows):
    body = "".join(f"{name},773-01-{4000 + at},5.00\n" for at, name in enumerate(["Ann Lee", "Bob Ray"] * 3))
    text = f"Customer,{title},Amount\n" + "".join(body.splitlines(keepends=True)[:rows])
    assert {one[0] for one in people(scan(text, "a.csv"))} == {"review"}


@pytest.mark.parametrize("title", ["ID", "Number", ""])
def test_below_other_words_it_counts_as_before(scan, title):
    text = f"Customer,{title},Amount\nAnn Lee,{A},5.00\nBob Ray,{B},5.00\n"
    assert numbers(scan(text, "a.csv")) == [("ann lee", digits(A)), ("bob ray", digits(B))]


def test_a_history_of_changes_is_of_its_parent(scan):
    header = "ParentId,Parent.Name,CreatedBy.Name,Field,OldValue,NewValue"
    rows = f"{header}\n003,Ann Lee,Joan Ward,SSN__c,,{A}\n004,Bob Ray,Joan Ward,Phone,,508-555-0101\n"
    assert numbers(scan(rows, "a.csv")) == [("ann lee", digits(A))]


def test_the_routing_number_of_a_group_cut_short_speaks_for_its_account(scan):
    header = "Beneficiary Name,Beneficiary Acct,Bene Bank ABA"
    assert numbers(scan(f"{header}\nAnn Lee,8089044058,011000015\n", "a.csv")) == [("ann lee", "8089044058")]


@pytest.mark.parametrize("title", ["Changed by", "Entered by", "Posted by"])
def test_who_alone_is_named_and_wrote_a_record_is_not_whose_it_is(scan, title):
    rows = f"Bank,Routing,Account,Type,{title}\nCitizens,011000015,8089044058,Checking,Ann Lee\n"
    assert [one[:2] for one in people(scan(rows, "a.csv"))] == [("review", "ann lee")]


@pytest.mark.parametrize("rows", [2, 6])
def test_of_two_numbers_whose_columns_say_nothing_one_is_of_somebody_else(scan, rows):
    body = "".join(f"773-01-{4000 + at},773-21-{4100 + at},Ann Lee\n" for at in range(rows))
    assert {one[0] for one in people(scan(f"Fields.65,Fields.97,Fields.317\n{body}", "a.csv"))} == {"review"}
    one = "".join(f"773-01-{4000 + at},Ann Lee\n" for at in range(rows))
    assert len(numbers(scan(f"Fields.65,Fields.317\n{one}", "a.csv"))) == rows
