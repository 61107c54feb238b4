"""What programs write: whose the numbers are in exports, logs and messages."""

import pytest


def told(found):
    """Number by number, its class and person."""
    return {value.partition(":")[2]: (of, who) for of, _, who, values in found.classes() for value in values}


def test_an_object_in_a_cell_says_itself_what_its_numbers_are(scan):
    rows = (
        'id,op,old_row,txid\n7,U,"{""client"": ""Ann Lee"", ""ssn"": ""010-94-0001"", ""ref"": ""020-94-0002""}",8\n'
        "8,U,020-94-0003,9\n"
    )
    assert told(scan(rows, "audit.csv")) == {"010940001": ("personal_information", "ann lee")}


def test_titles_with_slashes_do_not_name_the_first_number_below(scan):
    text = "Claims (claim / insured / ssn / state)\n477316621 / Ann Lee / 010-94-0001 / MA\n"
    assert told(scan(text)) == {"010940001": ("personal_information", "ann lee")}


def test_the_kind_of_an_event_is_no_number_of_a_person(scan):
    head = "Mar 14 09:00:01 h CEF:0|Acme|DLP|1|203994623|SSN in outbound mail|8|"
    text = f"{head}cs1Label=Employee Name cs1=Ann Lee cs2Label=SSN cs2=010-94-0001\n"
    assert told(scan(text, "a.log")) == {"010940001": ("personal_information", "ann lee")}


def test_a_message_of_hl7_in_a_string_of_json(scan):
    made = "".join(
        r'{"ts": 1, "payload": "MSH|^~\\&|LAB|A|B|A|20260314||ADT^A04|7|P|2.3\r'
        rf'PID|1||{case}^^^A^MR||{surname}^ANN||19800101|F|||1 Elm St^^Lynn^MA^01902||||||||{ssn}\rPV1|1|O\r"}}' + "\n"
        for case, surname, ssn in (("346743967", "LEE", "010940001"), ("346743968", "RAY", "020940002"))
    )
    assert told(scan(made, "queue.jsonl")) == {
        "010940001": ("personal_information", "ann lee"),
        "020940002": ("personal_information", "ann ray"),
    }


def test_values_bound_one_by_one_in_a_trace_of_perl(scan):
    trace = "".join(
        f"    -> bind_param for DBD::mysql::st (DBI::st=HASH(0x1d0)~0x1d1 {at} '{value}') thr#1c0\n"
        f"    <- bind_param= ( 1 ) [1 items] at load.pl line {at}\n"
        for at, value in ((1, "Ann Lee"), (2, "010940001"), (3, "346743967"))
    )
    head = "    -> prepare for DBD::mysql::db (DBI::db=HASH(0x1c8)~0x1c9 'UPDATE t SET full_name = ?, ssn = ? WHERE id = ?')"
    assert told(scan(f"{head} thr#1c0\n{trace}", "a.log")) == {"010940001": ("personal_information", "ann lee")}


def test_pairs_of_a_type_and_a_value_with_short_keys(scan):
    numbers = '{"t":"DL","v":"S39060141"},{"t":"SSN","v":"010940001"},{"t":"MBR","v":"346743967"}'
    text = f'[{{"nm":"Ann Lee","st":"MA","ids":[{numbers}]}}]'
    assert told(scan(text, "a.json")) == {
        "S39060141": ("personal_information", "ann lee"),
        "010940001": ("personal_information", "ann lee"),
    }


def test_keys_and_values_under_one_letter(scan):
    pairs = (("applicant_name", "Ann Lee"), ("ssn", "010940001"), ("state", "MA"), ("docket", "346743967"))
    record = ",".join(f'{{"k":"{key}","v":"{value}"}}' for key, value in pairs)
    assert told(scan(f'[{{"record":[{record}]}}]', "a.json")) == {"010940001": ("personal_information", "ann lee")}


def test_a_type_in_an_element_is_a_code(scan):
    text = "<p><name>Ann Lee</name><i><type>SS</type><val>010940001</val></i><i><type>CN</type><val>346743967</val></i></p>"
    assert told(scan(text, "a.xml")) == {"010940001": ("personal_information", "ann lee")}


def test_what_a_taxpayers_number_is_by_the_field_beside_it(scan):
    text = r'{"body": "{\"legalName\": \"Ann Lee\", \"taxId\": \"010940001\", \"taxIdType\": \"SSN\"}"}'
    assert told(scan(text, "a.json")) == {"010940001": ("personal_information", "ann lee")}
    assert told(scan(text.replace("SSN", "TIN"), "a.json")) == {"010940001": ("review", "ann lee")}


def test_the_type_of_a_deposit_before_its_number_in_a_cell(scan):
    rows = "Name,Account,State\nAnn Lee,CK 8811409273,MA\nBob Ray,SAV-7719920481,MA\nEve Roy,INV 5519920482,MA\n"
    assert told(scan(rows, "a.csv")) == {
        "8811409273": ("personal_information", "ann lee"),
        "7719920481": ("personal_information", "bob ray"),
        "INV5519920482": ("review", "eve roy"),
    }


def test_an_insert_in_a_line_of_a_log_is_read_by_its_columns(scan):
    into = "INSERT INTO patient (mrn,lname,fname,ssn,st) VALUES"
    text = f"09:00 12 Query\t{into} (618692090,'Lee','Ann','010940001','MA'),(618692091,'Ray','Bob','020940002','MA')\n"
    both = {"010940001": ("personal_information", "ann lee"), "020940002": ("personal_information", "bob ray")}
    assert told(scan(text, "general.log")) == both


def test_a_bare_number_is_not_that_of_another_column_of_its_statement(scan):
    text = r'{"msg": "INSERT INTO patient (mrn, name, ssn) VALUES (618692090, \u0027Ann Lee\u0027, NULL)"}' + "\n"
    assert told(scan(text, "a.jsonl")) == {}
    select = (
        "MERGE INTO t USING (SELECT {} AS cust_key, 'Ann Lee' AS cust_name, '{}' AS cust_ssn FROM dual) s ON 1 = 1;\n"
    )
    text = select.format("541479051", "010940001") + select.format("285905979", "020940002")
    assert sorted(told(scan(text, "a.sql"))) == ["010940001", "020940002"]


def test_the_values_of_a_statement_in_a_trace_of_perl(scan):
    text = (
        "    -> prepare for DBD::Pg::db (DBI::db=HASH(0x5)~0x6 'INSERT INTO payee (no, payee_name, ssn) VALUES (?,?,?)') t\n"
        "    -> execute for DBD::Pg::st (DBI::st=HASH(0x7)~0x8 '346743967' 'Ann Lee' '010940001') thr#55d0\n"
    )
    assert told(scan(text, "a.log")) == {"010940001": ("personal_information", "ann lee")}


def test_a_subject_called_ss_makes_no_number_one_of_ours(scan):
    text = "<course><type>SS</type><number>391049106</number><teacher>Ann Lee</teacher></course>"
    assert told(scan(text, "a.xml")) == {}


REPORT = """\
1                       CITY OF LYNN - RETIREE PAYROLL                    PAGE    1
0NAME                      SOC SEC NO    ST   BANK ACCT        WARRANT
 -----------------------   -----------   --   -------------    ---------
 LEE, ANN                  010-94-0001   MA   8811409273       346743967
 RAY, BOB                  020-94-0002   MA   7719920481       346743968
0SOK, EVE                  030-94-0003   MA   6619920482       346743969
-TOTAL                     3
"""


def test_a_report_with_controls_of_the_carriage(scan):
    found = scan(REPORT, "sysout.txt")
    assert {value: who for value, (of, who) in told(found).items() if of == "personal_information"} == {
        **dict.fromkeys(("010940001", "8811409273"), "ann lee"),
        **dict.fromkeys(("020940002", "7719920481"), "bob ray"),
        **dict.fromkeys(("030940003", "6619920482"), "eve sok"),
    }
    assert {one.residency.value for one in found.findings} == {"massachusetts"}


def test_permits_to_build_and_licenses_to_hoist_are_none_to_drive(scan):
    rows = "Name,{},State\nAnn Lee,518054960,{}346743967,MA\n"
    for titles in ("Permit Number,Inspection ID", "Hoisting Lic #,CSL", "LTC License,Issue No"):
        assert told(scan(rows.format(titles, ""), "a.csv")) == {}
    assert told(scan("Name,Permit Number,State\nAnn Lee,S39060141,MA\n", "a.csv"))["S39060141"][1] == "ann lee"


def test_the_other_party_to_a_matter_has_its_own_number(scan):
    rows = "Client,Opposing Party,Client SSN,Opp SSN,State\nAnn Lee,Bob Ray,010-94-0001,020-94-0002,MA\n"
    assert told(scan(rows, "a.csv")) == {
        "010940001": ("personal_information", "ann lee"),
        "020940002": ("personal_information", "bob ray"),
    }


def test_who_pays_excise_has_a_license_beside_a_parcel(scan):
    rows = 'OWNER 1,LICENSE 1,LIC ST,PARCEL\n"LEE, ANN",S39060141,MA,346743967\n'
    assert told(scan(rows, "a.csv")) == {"S39060141": ("personal_information", "ann lee")}


def test_an_account_whose_second_owner_is_left_out_is_the_first_ones(scan):
    rows = "DDA #,Owner 1,Owner 2\n644737401,Ann Lee,\n644737402,Bob Ray,Ann Lee\n"  # of two, somebody has to look
    assert told(scan(rows, "a.csv")) == {
        "644737401": ("personal_information", "ann lee"),
        "644737402": ("review", "bob ray"),
    }


def test_who_is_asked_after_is_not_whose_record_it_is_where_nobody_else_is_named(scan):
    rows = "DDA #,Member,Spouse Name\n644737401,,Ann Lee\n644737402,Bob Ray,\n"
    assert told(scan(rows, "a.csv"))["644737402"] == ("personal_information", "bob ray")
    assert told(scan(rows, "a.csv"))["644737401"][0] != "personal_information"


def test_the_identifying_number_of_a_partner(scan):
    rows = "Partner Name,Identifying No.,Type\nAnn Lee,010-94-0001,Individual\nLee Bros LLC,04-3318820,LLC\n"
    assert told(scan(rows, "a.csv")) == {"010940001": ("personal_information", "ann lee")}


@pytest.mark.parametrize("title", ["ALIAS", "Value"])
def test_the_type_of_an_alias_says_what_its_number_is(scan, title):
    rows = f'ID,NAME_FULL,PERSON_ALIAS_TYPE_CD,{title}\n1,"Lee, Ann",MRN,210940002\n1,"Lee, Ann",SSN,010940001\n'
    assert told(scan(rows, "a.csv")) == {"010940001": ("personal_information", "ann lee")}


@pytest.mark.parametrize("title", ["Payout acct / routing", "Routing / Account", "acct_and_aba"])
def test_an_account_and_its_bank_in_one_cell(scan, title):
    rows = f"Name,{title}\nAnn Lee,16680592 / 211370545\nBob Ray,26680592 / 211370545\n"
    assert told(scan(rows, "a.csv")) == {
        "16680592": ("personal_information", "ann lee"),
        "26680592": ("personal_information", "bob ray"),
    }


@pytest.mark.parametrize("over", ["How should we pay you?", "Bank information"])
@pytest.mark.parametrize("first", ["Your contact details", "Contact Information"])
def test_questions_over_several_columns_name_nobody_else(scan, first, over):
    rows = f"ID,{first},,{over},\n,First name,Last name,Routing,Account #\n118,Ann,Lee,211370545,26680592\n"
    assert told(scan(rows, "a.csv")) == {"26680592": ("personal_information", "ann lee")}


@pytest.mark.parametrize(
    "text",
    [
        '  @CsvSource({\n    "first, last, ssn",\n    "Ann, Lee, 010-94-0001",\n    "Kevin, Doyle, 020-94-0002"\n  })\n',
        'rows := []string{\n\t"Ann,Lee,010-94-0001,01852",\n\t"Kevin,Doyle,020-94-0002,01852",\n}\n',
        '  """\n    Ann, Lee, 010-94-0001\n    Kevin, Doyle, 020-94-0002\n  """\n',
        'listOf(\n  Person("Ann", "Lee", ssn = "010-94-0001", age = 4),\n  Person("Kevin", "Doyle", ssn = "020-94-0002")\n)\n',
        '["first, last, ssn", "Ann, Lee, 010-94-0001", "Kevin, Doyle, 020-94-0002"]',
    ],
)
def test_rows_of_commas_in_strings_of_source_code_name_their_own_person(scan, text):
    assert told(scan(text, "a.java")) == {
        "010940001": ("personal_information", "ann lee"),
        "020940002": ("personal_information", "kevin doyle"),
    }


def test_pairs_of_keys_and_values_between_tildes_or_carets(scan):
    for sign in "~^|":
        text = sign.join(("ID=7", "LAST_NAME=Lee", "FIRST_NAME=Ann", "SSN=010940001", "STATE=MA")) + "\n"
        assert told(scan(text, "a.dat")) == {"010940001": ("personal_information", "ann lee")}
        text = f"EMP{sign}{text}" if sign == "^" else text  # a word for the kind of the record
        several = text + text.replace("Lee", "Ray").replace("010940001", "020940002") + text.replace("010", "030")
        assert told(scan(several, "a.dat")) == {
            "010940001": ("personal_information", "ann lee"),
            "020940002": ("personal_information", "ann ray"),
            "030940001": ("personal_information", "ann lee"),
        }


def test_a_list_with_a_rule_over_all_columns_below_its_titles(scan):
    rows = [("00123456", "Lee", "Ann", "010940001"), ("00123457", "Ray", "Bob", "020940002")]
    lines = ["|PERNR   |NACHN     |VORNA     |PERID      |", f"|{'-' * 42}|"]
    lines += ["|{:<8}|{:<10}|{:<10}|{:<11}|".format(*row) for row in rows]
    assert told(scan("\r\n".join(lines) + "\r\n", "pa0002.txt")) == {
        "010940001": ("personal_information", "ann lee"),
        "020940002": ("personal_information", "bob ray"),
    }
