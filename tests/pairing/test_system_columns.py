"""Tables as systems of offices, banks and shops export them, under their own names of columns."""

import pytest
from pairs import A, B, digits, people

S1, S2, S3 = (digits(one) for one in (A, B, "773-01-0003"))


def csv(*rows):
    return "".join(",".join(row) + "\n" for row in rows)


def test_letters_that_a_system_begins_all_its_names_with(scan):
    header = ("CUSTNBR", "CUSLNM", "CUSFNM", "CUSSSN", "CUSADR1", "CUSST", "CUSZIP", "CUSDLN")
    row = ("4400871", "LEE", "ANN", S1, "1 ELM", "MA", "01609", "S38961775")
    found = scan(csv(header, row), "a.csv").findings
    assert [(one.person.normal, *(element.value for element in one.elements)) for one in found] == [
        ("ann lee", S1, "S38961775")
    ]
    assert found[0].residency.value == "massachusetts"


@pytest.mark.parametrize("header", ["ITEMNO,ITEMNAME,ITEMLIC,ITEMQTY,ITEMZIP", "DOGNO,DOGNAME,DOGLIC,DOGFEE,DOGZIP"])
def test_names_of_columns_of_things_are_what_they_say(scan, header):
    assert people(scan(f"{header}\n12,Ann Lee,773010001,4,01609\n", "a.csv")) == []


@pytest.mark.parametrize("header", ["TAXID,TAXIDTYPE", "TIN,TINTYP"])
def test_the_letter_of_a_type_whose_title_runs_together(scan, header):
    rows = ("Ann Lee", S1, "S"), ("Bob Ray", S2, "F")
    assert people(scan(csv(("Name", header), *rows), "a.csv")) == [("ann lee", S1)]


def test_the_letter_of_a_type_in_an_object(scan):
    lines = (
        f'{{"vend_nm": "{name}", "tin": "{tin}", "tin_typ": "{letter}"}}\n'
        for name, tin, letter in (("Ann Lee", S1, "S"), ("Bob Ray", S2, "F"), ("Eva Cole", S3, "X"))
    )
    found = people(scan("".join(lines), "a.jsonl"))
    assert found == [("ann lee", S1), ("review", "eva cole", S3)]


@pytest.mark.parametrize(
    ("title", "types"), [("ACCTTYPE", "DDA SAV"), ("Type", "CHK SAV"), ("Acct Typ", "MMDA DDA"), ("Typ", "CK MM")]
)
def test_letters_for_kinds_of_deposits(scan, title, types):
    rows = [("Ann Lee", "935361560", types.split()[0]), ("Bob Ray", "3687206875", types.split()[1])]
    found = people(scan(csv(("Name", "ACCTNO", title), *rows), "a.csv"))
    assert found == [("ann lee", "935361560"), ("bob ray", "3687206875")]


def test_letters_of_other_types_say_nothing_of_accounts(scan):
    rows = [("Ann Lee", "935361560", "RES"), ("Bob Ray", "3687206875", "COM")]
    found = people(scan(csv(("Name", "ACCTNO", "ACCTTYPE"), *rows), "a.csv"))
    assert [one[0] for one in found] == ["review", "review"]


@pytest.mark.parametrize("beside", ["DBA", "Doing Business As", "License Fee"])
def test_licenses_of_a_business_are_none_to_drive(scan, beside):
    rows = [("316724107", "Ann Lee", "Corner Pizza"), ("359414298", "Bob Ray", "Joe Auto")]
    assert people(scan(csv(("License No", "Licensee", beside), *rows), "a.csv")) == []


@pytest.mark.parametrize(
    ("header", "row"),
    [
        ("Nachname;Vorname;Bundesstaat;Bankleitzahl;Kontonummer", "Lee;Ann;MA;011000138;8732115480"),
        ("Nom;Prénom;État;Permis de conduire", "Lee;Ann;MA;S38961775"),
        ("Cognome;Nome;Patente di guida;Provincia", "Lee;Ann;S38961775;MA"),
        ("Vor- und Nachname;PLZ;Kreditkartennummer", "Ann Lee;01609;4539578763621486"),
    ],
)
def test_titles_in_german_french_and_italian(scan, header, row):
    found = scan(f"{header}\n{row}\n", "a.csv").findings
    number = max(row.split(";"), key=lambda cell: sum(map(str.isdigit, cell)) if cell != "011000138" else 0)
    assert [(one.person.normal, *(element.value for element in one.elements)) for one in found] == [("ann lee", number)]
    assert found[0].residency.value == "massachusetts"


@pytest.mark.parametrize("title", ["OEM", "Auftragsnummer", "Kundennummer"])
def test_titles_of_things_over_numbers_in_the_form_of_ours(scan, title):
    rows = [(f"773-01-00{at:02}", name) for at, name in enumerate(["Ann Lee", "Bob Ray", "Eva Cole"] * 3, 11)]
    assert people(scan(csv((title, "Sold To"), *rows), "a.csv")) == []


@pytest.mark.parametrize(
    "titles",
    [
        ("Last,First,Mail,Social,Driver", "Name,Name,State,Security #,License #"),
        ("Employee,,,Identification,", "Last,First,Mail,Social,Driver", "Name,Name,State,Security #,License #"),
        ("Last,First,,Soc.,", "Name,Name,State,Sec.,Driver", ",,,No.,License"),
    ],
)
def test_titles_that_are_broken_behind_a_word(scan, titles):
    lines = "\n".join((*titles, f"LEE,ANN,MA,{S1},S38961775", f"RAY,BOB,MA,{S2},S38961776"))
    found = scan(lines + "\n", "a.csv").findings
    assert [(one.person.normal, *(element.value for element in one.elements)) for one in found] == [
        ("ann lee", S1, "S38961775"),
        ("bob ray", S2, "S38961776"),
    ]
    assert all("ma-state" in one.reasons for one in found)


def test_a_row_of_words_below_titles_is_no_part_of_them(scan):
    lines = f"Name,State,SSN,Note\nLee Ann,MA,pending,none\nBob Ray,MA,{B},none\n"
    assert people(scan(lines, "a.csv")) == [("bob ray", S2)]


@pytest.mark.parametrize("spouse", ["SP", "Spouse", "Joint"])
def test_an_account_of_no_group_behind_a_spouse_is_whose_record_it_is(scan, spouse):
    row = ("Ann", "Lee", "Bob", "Lee", "011000138", "9996083146")
    header = ("TP First", "TP Last", f"{spouse} First", f"{spouse} Last", "RTN", "Bank Acct")
    assert people(scan(csv(header, row), "a.csv")) == [("ann lee", "9996083146")]


def test_an_account_behind_a_parent_may_be_either_s(scan):
    header = ("Student First", "Student Last", "Parent First", "Parent Last", "RTN", "Bank Acct")
    found = people(scan(csv(header, ("Ann", "Lee", "Bob", "Lee", "011000138", "9996083146")), "a.csv"))
    assert [one[0] for one in found] == ["review"]


def test_a_party_is_a_person_whose_number_stands_there(scan):
    header = ("Patient Name", "Patient SSN", "Resp Party Name", "Resp Party SSN", "Ins Subscriber Name")
    rows = [("Ann Lee", A, "Bob Ray", B, "Bob Ray")]
    assert people(scan(csv(header, *rows), "a.csv")) == [("ann lee", S1), ("bob ray", S2)]


def test_an_id_before_the_state_that_issued_it_is_a_license_where_it_has_the_form_of_one(scan):
    header = ("Applicant", "SSN", "Government ID", "Issuing State")
    rows = [("Ann Lee", A, "S38961775", "MA"), ("Bob Ray", B, "SA1234567", "Massachusetts")]
    assert people(scan(csv(header, *rows), "a.csv")) == [("ann lee", S1, "S38961775"), ("bob ray", S2, "SA1234567")]
    rows = [("Ann Lee", A, "C01X00T47", "MA"), ("Bob Ray", B, "L1X2Y3Z4", "MA")]
    assert people(scan(csv(header, *rows), "a.csv")) == [("ann lee", S1), ("bob ray", S2)]


@pytest.mark.parametrize("title", ["PERMITNO", "Permit No", "Permit #"])
def test_permits_of_a_town_are_none_to_drive(scan, title):
    header = ("EMPNAME", title, "LOCKERNO")
    assert people(scan(csv(header, ("Ann Lee", "13604529", "12"), ("Bob Ray", "26014745", "13")), "a.csv")) == []
    learner = csv(("Name", title, "Date of Birth"), ("Ann Lee", "S26014745", "1/2/2007"))
    assert people(scan(learner, "a.csv")) == [("ann lee", "S26014745")]


def test_a_group_of_one_column_beside_groups_of_several(scan):
    titles = ("Subscriber,,,Spouse,,,Plan", "Name,SSN,DOB,Name,SSN,DOB,Code")
    rows = (
        f"Ann Lee,{A},1/2/1970,Bob Lee,{B},3/4/1971,HMO",
        f"Eva Cole,{A[:-1]}3,1/2/1970,Kim Cole,{A[:-1]}4,3/4/1971,PPO",
    )
    found = people(scan("\n".join((*titles, *rows)) + "\n", "a.csv"))
    assert found == [("ann lee", S1), ("bob lee", S2), ("eva cole", S3), ("kim cole", S3[:-1] + "4")]


def test_a_counter_inside_of_the_name_of_an_account(scan):
    header = ("Name", "Account 1 Type", "Account 1 Routing", "Account 1 Number", "Claim 1 Number")
    row = ("Ann Lee", "Checking", "011000138", "62378956", "77102938")
    assert people(scan(csv(header, row), "a.csv")) == [("ann lee", "62378956")]


def test_the_type_of_a_number_of_taxpayers_behind_letters_of_a_system(scan):
    header = ("HGLSTNM", "HGFSTNM", "HGTAXID", "HGTAXTYP", "HGSTCD")
    rows = [("LEE", "ANN", S1, "S", "MA"), ("RAY", "BOB", S2, "E", "MA")]
    assert people(scan(csv(header, *rows), "a.csv")) == [("ann lee", S1)]


@pytest.mark.parametrize(
    ("header", "number"),
    [
        ("EMP_NAME,EMP_FICA_NBR,EMP_STATE", S1),
        ("PRSN_FULL_NM,PRSN_SSN_ID,PRSN_RESID_ST_CD", S1),
        ("cc_owner,cc_number,region", "4539578763621486"),
        ("Guest,Ccard,State", "4539578763621486"),
        ("NOME,Nº da conta corrente,Estado", "62378956"),
    ],
)
def test_names_of_columns_of_more_systems(scan, header, number):
    found = scan(f"{header}\nAnn Lee,{number},MA\n", "a.csv").findings
    assert [(one.person.normal, one.elements[0].value) for one in found] == [("ann lee", number)]
    assert (found[0].classification.value, found[0].residency.value) == ("personal_information", "massachusetts")


@pytest.mark.parametrize("title", ["FICA", "FICA Amount", "FICA Wages"])
def test_amounts_of_a_tax_are_no_numbers_of_it(scan, title):
    assert people(scan(f"Employee,{title},State\nAnn Lee,773010001,MA\n", "a.csv")) == []


def test_names_of_columns_of_jd_edwards(scan):
    found = scan(f'YAAN8,YAALPH,YASSN,YAOEMP,YADOB,ALADDS\n4411,"LEE, ANN",{S1},77,1/2/1970,MA\n', "a.csv").findings
    assert [(one.person.normal, one.elements[0].value, one.residency.value) for one in found] == [
        ("ann lee", S1, "massachusetts")
    ]


@pytest.mark.parametrize("party", ["Resp. Party", "Responsible Party"])
def test_who_is_responsible_for_a_resident_does_not_take_the_number_before(scan, party):
    rows = [("114-B", "Lee, Ann", A, "Bob Ray", "MassHealth"), ("115-A", "Cole, Eva", B, "Kim Ray", "MassHealth")]
    quoted = [tuple(f'"{cell}"' for cell in row) for row in rows]
    assert people(scan(csv(("Rm", "Resident", "SSN", party, "Payor"), *quoted), "a.csv")) == [
        ("ann lee", S1),
        ("eva cole", S2),
    ]


def test_groups_over_halves_of_names_keep_them(scan):
    titles = ("Borrower,,,,Co-Borrower,,,Loan", "First,Last,SSN,DL,First,Last,SSN,Number")
    rows = (f"Ann,Lee,{A},S38961775,Bob,Ray,{B},44120981",)
    found = people(scan("\n".join((*titles, *rows)) + "\n", "a.csv"))
    assert [one[:2] for one in found if one[0] != "review"] == [("ann lee", S1), ("bob ray", S2)]


def test_a_key_of_persons_tells_a_header_of_one_label(scan):
    made = "CREATE TABLE cifmast (CIFNO int, LNAME varchar(20), FNAME varchar(20));\n"
    made += "INSERT INTO cifmast VALUES (8801,'Lee','Ann'),(8802,'Ray','Bob');\n"
    made += "CREATE TABLE ciftax (CIFNO int, TIN varchar(9), TINTYP varchar(1), W9DT varchar(10));\n"
    made += f"INSERT INTO ciftax VALUES (8802,'{S2}','S','2020-01-01'),(8801,'{S1}','S','2020-01-01');\n"
    assert [(one[0], one[2]) for one in people(scan(made, "a.sql"))] == [("review", S2), ("review", S1)]


def test_titles_with_a_counter_over_several_columns(scan):
    lines = f"Buyer 1,,Buyer 2,\nName,SSN,Name,SSN\nAnn Lee,{A},Bob Ray,{B}\n"
    assert people(scan(lines, "a.csv")) == [("ann lee", S1), ("bob ray", S2)]


@pytest.mark.parametrize("beside", ["Date of Birth", "Lic State"])
def test_a_person_with_a_business_may_drive(scan, beside):
    cell = {"Date of Birth": "1/2/1970", "Lic State": "MA"}[beside]
    header = ("Owner Name", "DBA", "License No", beside)
    assert people(scan(csv(header, ("Ann Lee", "Corner Pizza", "S38961775", cell)), "a.csv")) == [
        ("ann lee", "S38961775")
    ]


def test_a_state_of_billing_is_that_of_who_has_the_card(scan):
    header = ("Full Name (F)", "Donation ID", "Card Holder Name", "Credit Card Number", "Billing State")
    found = scan(csv(header, ("Bob Ray", "7712", "Ann Lee", "4539578763621486", "MA")), "a.csv").findings
    assert [(one.person.normal, one.residency.value) for one in found] == [("ann lee", "massachusetts")]


def test_titles_of_records_of_two_rows_are_not_of_one(scan):
    rows = "".join(
        f'{at},"{name}",{number}\n,{at} Elm St,"Lowell, MA 01852"\n'
        for at, name, number in ((1001, "Lee, Ann", S1), (1002, "Ray, Bob", S2), (1003, "Cole, Eva", S3))
    )
    found = people(scan(f"Emp #,Employee,SS Number\n,Address,City/State/Zip\n{rows}", "a.csv"))
    assert found == [("ann lee", S1), ("bob ray", S2), ("eva cole", S3)]


def test_each_side_of_a_payment_has_its_account(scan):
    header = ("Originator", "Orig ABA", "Orig Acct", "Receiver", "Recv ABA", "Recv Acct")
    row = ("Ann Lee", "011000138", "6448249799", "Bob Ray", "211370545", "9765316369")
    assert people(scan(csv(header, row), "a.csv")) == [("ann lee", "6448249799"), ("bob ray", "9765316369")]
    alone = csv(("Originator", "Orig ABA", "Orig Acct", "Recv ABA", "Recv Acct"), (*row[:3], *row[4:]))
    assert people(scan(alone, "a.csv")) == [("ann lee", "6448249799"), ("review", "ann lee", "9765316369")]


def test_members_by_their_given_names_below_a_surname(scan):
    rows = ("Lee,Ann,020-94-3311,Self", ",Bob,020-94-3312,Child", "Ray,Eva,020-94-3313,Self", ",Kim,020-94-3314,Child")
    found = people(scan("\n".join(("Family,Member,SSN,Relation", *rows)) + "\n", "a.csv"))
    assert [one[0] for one in found] == ["ann lee", "bob lee", "eva ray", "kim ray"]
    users = people(scan(f"Last Name,User,SSN\nLee,alee,{A}\nRay,bray,{B}\n", "a.csv"))
    assert not [one for one in users if one[0] in {"alee lee", "bray ray"}]


def test_the_type_of_a_document_beside_its_number(scan):
    rows = [
        ("Ann Lee", "DRIVERS LIC", "S38961775"),
        ("Ann Lee", "UTILITY BILL", "773010009"),
        ("Bob Ray", "SSN CARD", B),
    ]
    found = people(scan(csv(("cust_name", "doc_type_cd", "doc_nbr"), *rows), "a.csv"))
    assert found == [("ann lee", "S38961775"), ("bob ray", S2)]


def test_letters_of_a_system_before_the_name_of_a_thing(scan):
    rows = [(str(at), name, f"773-01-00{at}") for at, name in enumerate(["Ann Lee", "Bob Ray", "Eva Cole"] * 3, 11)]
    assert (
        people(scan(csv(("TXNID,TXNNAME,TXNREF,TXNST,TXNZIP",), *[(*row, "MA", "01609") for row in rows]), "a.csv"))
        == []
    )
