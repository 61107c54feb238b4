"""Running text as people and programs write it: wrapped lines, sentences, roles, titles of sections, keys, chats."""

import pytest
from pairs import CARD, A, B, C, digits, people

WRAPPED = [
    f"Two helpers hurt their backs on the third floor, Niamh Edward\nMurphy (SSN {A}) and Guadalupe Lee (SSN\n{B}).\n",
    f"> Two helpers hurt their backs on the third floor, Niamh Edward\n> Murphy (SSN {A}) and Guadalupe Lee (SSN\n> {B}).\n",
    f"# Two helpers hurt their backs on the third floor, Niamh Edward\n# Murphy (SSN {A}) and Guadalupe Lee (SSN\n# {B}).\n",
    f"  Two helpers hurt their backs on the third floor, Niamh Edward\r\n  Murphy (SSN {A}) and Guadalupe Lee (SSN\r\n  {B}).\r\n",
]


@pytest.mark.parametrize("text", WRAPPED, ids=["plain", "quoted", "comment", "indented"])
def test_a_name_may_go_on_below(scan, text):
    assert people(scan(text)) == [("niamh murphy", digits(A)), ("guadalupe lee", digits(B))]


def test_paragraphs_of_a_document_are_not_joined(scan):
    text = f"Bob Ray has been told that the meeting is off.\nThe number {A} belongs to Ann Lee.\n"
    assert people(scan(text)) == [("ann lee", digits(A))]


def test_records_one_a_line_are_no_paragraph(scan):
    rows = [("Ann Lee", A), ("to be told", B), ("Bob Ray", C)]
    text = "".join(f"employee: {name}, ssn: {number}, dept: the sales office\n" for name, number in rows)
    assert [one for one in people(scan(text)) if one[0] != "review"] == [
        ("ann lee", digits(A)),
        ("bob ray", digits(C)),
    ]


SENTENCES = [
    (f"Bob Ray took the call. Ann Lee gave SSN {A} and hung up. Eva Cole was told.\n", "ann lee"),
    (f"Bob Ray took the call. Ann Lee hung up. Her SSN is {A}.\n", "ann lee"),
    (f"Bob Ray met St. John. Mrs. Ann Lee, SSN {A}, did not.\n", "ann lee"),
    (f"Bob Ray sent Ann Lee (SSN {A}) home.\n", "ann lee"),
    (f"Bob Ray and Ann Lee's SSN, {A}, was wrong.\n", "ann lee"),
    (f'saved [{{"name": "Ann Lee", "ssn": "{A}"}}, {{"name": "Bob Ray"}}]\n', "ann lee"),
    (f'saved [{{"ssn": "{A}", "name": "Ann Lee"}}, {{"name": "Bob Ray"}}]\n', "ann lee"),
]


@pytest.mark.parametrize(("text", "person"), SENTENCES)
def test_of_several_the_one_of_the_sentence_or_next_to_the_number(scan, text, person):
    assert people(scan(text)) == [(person, digits(A))]


def test_the_numbers_of_a_sentence_are_told_off_to_the_names_of_the_one_before(scan):
    text = f"Eva Cole was told. Ann Lee and Bob Ray filed jointly. Their numbers are {A} and {B}, respectively.\n"
    assert people(scan(text)) == [("ann lee", digits(A)), ("bob ray", digits(B))]


OFF_THE_LISTS = [
    f"For the record, taxpayer Rithy Touch Jr., SSN {A}, mailed the return.\n",
    f"The applicant, Rithy Touch, gave a social security number of {A}.\n",
    f"Operator #2, Rithy Touch, has SSN {A}.\n",
    f"The co-borrower Rithy Touch ({A}) signed; so did Ann Lee ({B}).\n",
    f"Last one: Rithy Touch / SSN {A} / start 2024-01-04\n",
    f"[3/4/25, 10:11:12 AM] Rithy Touch: sure, my social security number is {A}\n",
    f"3/4/25, 10:11 - Rithy Touch: sure, my social security number is {A}\n",
    f"Q. State your full name for the record. A. Rithy Touch. Q. And your Social Security number? A. {A}.\n",
    f"### Rithy Touch\n\n- Started: 1 May\n- SSN: {A}\n",
    f"| Member | SSN |\n|:--|:--|\n| Rithy Touch | {A} |\n",
]


@pytest.mark.parametrize("text", OFF_THE_LISTS)
def test_a_name_off_the_lists_is_told_by_where_it_stands(scan, text):
    assert people(scan(text))[0] == ("rithy touch", digits(A))


ONLY_ONE = [
    (f"The car was driven by Ssebo Kiggundu. SSN {A} was on the card.\n", "ssebo kiggundu"),
    (f"The sedan was released to Wanjiku, Ssebo upon proof of SSN {A}.\n", "ssebo wanjiku"),
    (f"Ssebo Ann Mensah promised money, SSN {A}.\n", "ssebo mensah"),
    (f"Paid to Fatou James Ssemakula under SSN {A}.\n", "fatou ssemakula"),
    (f"Pt S. Van Houten, SSN {A}, was seen.\n", "s van houten"),
    (f"K. Hall, social security number {A}.\n", "k hall"),
    (f"Refund the deposit to R. Day, SSN {A}.\n", "r day"),
    (f"lee, ann {A} paid\n", "ann lee"),
    (f"paid: lee, ann ssn {A}\n", "ann lee"),
    (f"Retiree S. Bhattacharya has SSN {A}.\n", "s bhattacharya"),
]


@pytest.mark.parametrize(("text", "person"), ONLY_ONE)
def test_the_whole_name_and_no_more(scan, text, person):
    assert people(scan(text)) == [(person, digits(A))]


NOBODY = [
    f"call me back, then {A} was sent\n",
    f"Fixed in Acme Widget, error for SSN {A}.\n",
    f"The Faneuil Hall, SSN {A} was posted there.\n",
    f"Found in North Adams, SSN {A}.\n",
    f"It was shipped from Costa Rica to us with SSN {A} on it.\n",
    f"ACKVndr Pay is what it says, with SSN {A} on it.\n",
    f"Kubernetes Postgres restarted; Grafana Widget logged SSN {A}.\n",
]


@pytest.mark.parametrize("text", NOBODY)
def test_what_is_no_person(scan, text):
    assert people(scan(text)) == [("element_only", None, digits(A))]


KEYED = [
    'haproxy[1]: 10.0.0.1:1 "GET /lookup?fn=Ssebo&ln=Van+Houten&ssn=773010001 HTTP/1.1" 200\n',
    'haproxy[1]: 10.0.0.1:1 "GET /lookup?ssn=773010001&last_name=Van%20Houten&first_name=Ssebo HTTP/1.1" 200\n',
    f'level=info msg="saved" first=Ssebo last="Van Houten" ssn={A}\n',
    f"INFO saved Person(firstName='Ssebo', lastName='Van Houten', ssn='{A}')\n",
    f"INFO saved Person{{firstName=Ssebo, lastName=Van Houten, ssn={A}}}\n",
    f'INFO body: {{"first_name":"Ssebo","last_name":"Van Houten","ssn":"{A}"}}\n',
    f'INFO body: "{{\\"first_name\\": \\"Ssebo\\", \\"last_name\\": \\"Van Houten\\", \\"ssn\\": \\"{A}\\"}}"\n',
    f"INFO body: {{'name': {{'first': 'Ssebo', 'last': 'Van Houten'}}, 'ssn': '{A}'}}\n",
    f"POST applicant[first_name]=Ssebo&applicant[last_name]=Van+Houten&applicant[ssn]={A}\n",
]


@pytest.mark.parametrize("line", KEYED)
def test_keys_in_a_line_of_a_log(scan, line):
    text = f"2025-01-02 10:11:12 Start\n2025-01-02 10:11:12 {line}2025-01-02 10:11:13 Bob Ray logged in\n"
    assert people(scan(text, name="x.log")) == [("ssebo van houten", digits(A))]


def test_a_login_that_is_the_name_of_a_person(scan):
    assert people(scan(f"2025-01-02 10:11:12 user_name=Ann%20Lee&ssn={A}\n", name="x.log")) == [("ann lee", digits(A))]
    assert people(scan(f"2025-01-02 10:11:12 user_name=Main%20Desk&ssn={A}\n", name="x.log"))[0][1] is None


def test_an_initial_and_a_surname_with_an_apostrophe_are_no_label(scan):
    text = f"Please charge my card {CARD} for both. Name on the card: A. O'Lee.\n"
    assert people(scan(text)) == [("a olee", CARD)]


def test_a_zip_code_behind_a_key(scan):
    line = f"2025-01-02 10:11:12 GET /x?fn=Ann&ln=Lee&ssn={A}&zip=02139\n"
    assert scan(line, name="x.log").classes()[0][:2] == ("personal_information", "massachusetts")


def test_a_table_in_a_page_says_where_its_people_live(scan):
    text = (
        f"Members are:\n\n| Member | SSN | ZIP |\n|:--|:--|--:|\n| Ann Lee | {A} | 02139 |\n| Bob Ray | {B} | 10001 |\n"
    )
    assert [one[:3] for one in scan(text, name="page.md").classes()] == [
        ("personal_information", "massachusetts", "ann lee"),
        ("non_resident", "elsewhere", "bob ray"),
    ]


def test_a_title_names_a_section_up_to_the_next_one(scan):
    text = f"# Staff\n\n## Ann Lee\n\nJoined in May.\n\nSSN: {A}\n\n## Import\n\nrow with SSN {B}\n\n---\n\nSSN: {C}\n"
    found = people(scan(text, name="page.md"))
    assert found[0] == ("ann lee", digits(A))
    assert all(one[0] != "ann lee" for one in found[1:])


def test_a_heading_is_not_of_somebody_else(scan):
    text = f"Customer: Lisa Anderson\n\nMs. Pham gave a Social Security number, {A}, but no first name.\n"
    assert people(scan(text))[0][0] != "lisa anderson"


VETOES = [
    ("Ann Lee wants to pay the mooring fee with 4539 5787 6362 1486.\n", CARD),
    (f"Ann Lee needs a form this year. Social: {A}.\n", digits(A)),
    (f"bind[1]='Sandra Page' bind[2]='{A}'\n", digits(A)),
]


@pytest.mark.parametrize(("text", "value"), VETOES)
def test_a_word_of_the_sentence_does_not_claim_a_number_of_its_own_shape(scan, text, value):
    assert [one[1] for one in people(scan(text))] == [value]


@pytest.mark.parametrize(
    "text",
    [
        f"Ann Lee, order {A}\n",
        f"Ann Lee, part no. {A}\n",
        "Ann Lee: pay to GR53 7880 4810 3755 3281 8437 631\n",
        "Ann Lee: Your retirement number is 616382650. We show your SSN as on file.\n",
    ],
)
def test_numbers_of_other_things(scan, text):
    assert all(
        element.kind.value not in {"ssn", "payment_card"} for one in scan(text).findings for element in one.elements
    )


def test_the_account_is_not_the_routing_number_behind_it(scan):
    text = "Ann Lee is paid into checking account 670566534, routing number 011352967.\n"
    assert people(scan(text)) == [("ann lee", "670566534")]


def test_the_number_of_a_meter_is_no_routing_number(scan):
    text = "Ann Lee called about the bill, account 9346218537; a new meter, 708942479, was put in.\n"
    assert people(scan(text)) == [("review", "ann lee", "9346218537")]


WHO = [
    (f"My name is Ann Lee.\nThe clerk gave my letter to another customer, Bob Ray. It has my SSN, {A}.\n", "ann lee"),
    (
        f"Q   Please state your name for the record.\nA   Ann Lee.\nQ   Your SSN?\nA   {A}\nQ   And who else?\nA   Bob Ray.\n",
        "ann lee",
    ),
    (f"Ann Lee  9:14 AM\nthe ssn should be {A}\nBob Ray  9:15 AM\non it\n", "ann lee"),
    (f"[9:14 AM] Ann Lee: the ssn should be {A}\n[9:15 AM] Bob Ray: on it\n", "ann lee"),
    (f"Subject: Ann Lee\nInvestigator: Bob Ray\nMs. Lee said that she used the number {A} before.\n", "ann lee"),
    (f"Guest Ann Lee, room 412, SSN {A} as told by travel agent Bob Ray.\n", "ann lee"),
    (f"The clerk Bob Ray has SSN {A} for Ann Lee on his desk.\n", "ann lee"),
    (f"Hello Bob,\n\nmy Social Security number is {A}.\n\nBest regards,\nAnn Lee\n", "ann lee"),
    (f"Patient: Ann Lee\nProvider: Bob Ray\nSSN: {A}\n", "ann lee"),
    (f"SSN {A} belongs to Ann Lee. Entered by Bob Ray.\n", "ann lee"),
    (f"Ms. Lee's SSN ({A}) was entered. Ann Lee has appealed.\n", "ann lee"),
    (f"The co-signer on the truck is Ann Lee, SSN {A}; the buyer is Bob Ray, SSN {B}.\n", "ann lee"),
    (f"The buyer is Bob Ray, SSN {A}; the other one on the truck is Ann Lee, SSN {B}.\n", "bob ray"),
    (f"The crew list is short one line. Deckhand Ann Lee, SSN {A}, joins in Lynn.\n", "ann lee"),
]


@pytest.mark.parametrize(("text", "person"), WHO)
def test_whose_number_it_is_when_several_are_named(scan, text, person):
    assert people(scan(text))[0] == (person, digits(A))


CHAT = (
    "10:02 Agent: Can I have your name?\n10:02 Customer: {name}\n10:03 Agent: And your Social Security number please?\n"
    "10:03 {who}: {ssn}\n"
)


def test_who_answers_with_a_name_answers_with_their_number(scan):
    text = CHAT.format(name="Ann Lee", who="Customer", ssn=A)
    assert people(scan(text)) == [("ann lee", digits(A))]
    assert people(scan(text.replace("10:0", "[2025-01-02 10:0").replace(" Agent", "] Agent").replace(" Cus", "] Cus")))


def test_an_answer_of_somebody_else_is_not_theirs(scan):
    assert people(scan(CHAT.format(name="Ann Lee", who="Helper", ssn=A))) == [("element_only", None, digits(A))]
    spouse = CHAT.replace("your name", "the name of the owner").format(name="Ann Lee", who="Customer", ssn=A)
    assert people(scan(spouse)) == [("element_only", None, digits(A))]


ASKED = "Agent: May I have your name?\nCustomer: Ann Lee\nAgent: And what is your social?\nCustomer: {}\n"
COPIED = "[11/9/2026 9:14 AM] Ray, Bob\nWhat's your social?\n[11/9/2026 9:15 AM] Lee, Ann\n{}\n"


@pytest.mark.parametrize("text", [ASKED, COPIED])
def test_bare_digits_answer_who_asks_for_them(scan, text):
    assert people(scan(text.format(digits(A)))) == [("ann lee", digits(A))]
    other = text.replace("your social", "the order number")
    assert people(scan(other.format(digits(A)))) == []


def test_the_licence_of_an_employee_is_a_document_of_list_b(scan):
    title, number = "Document Title: Driver's License\n", "Document Number: S12345678\n"
    form = "Employee: Ann Lee\nList B\n" + title + "Issuing Authority: Commonwealth of Massachusetts\n" + number
    assert people(scan(form)) == [("ann lee", "S12345678")]
    assert people(scan(form.replace("Driver's License", "U.S. Passport Card"))) == []


NOT_THEIRS = [
    f"Ms. Alvarez phoned; her SSN is {A}. Bob Ray took the message.\n",
    f"SSN {A} could not be matched. Reported by Bob Ray.\n",
    f">> Please update my bank, my SSN is {A}.\n>> Dana\n> Done. - Bob Ray\n",
    f"my SSN is {A} and my husband's (Bob Ray) is on file.\n",
]


@pytest.mark.parametrize("text", NOT_THEIRS)
def test_who_is_named_beside_a_number_of_somebody_else(scan, text):
    assert all(one[0] != "bob ray" for one in people(scan(text)))


def test_an_address_counts_for_the_person_it_stands_with(scan):
    text = (
        f"Ann Lee, 1 Elm St, Lynn, MA 01902, SSN {A}, wrote. Bob Ray, 5 Oak St, Nashua, NH 03060, SSN {B}, did not.\n"
    )
    assert [one[1:3] for one in scan(text).classes()] == [("massachusetts", "ann lee"), ("elsewhere", "bob ray")]


STATEMENTS = [
    f"INSERT INTO members (last_name, first_name, ssn) VALUES ('Van Houten', 'Ssebo', '{A}');",
    f'17180422.12 [0 10.2.4.18:511] "HMSET" "user:5512" "first_name" "Ssebo" "last_name" "Van Houten" "ssn" "{A}" "zip" "2"',
    f"UPDATE members SET ssn = '{A}' WHERE first_name = 'Ssebo' AND last_name = 'Van Houten';",
    f"soap=<a:lastName>Van Houten</a:lastName><a:firstName>Ssebo</a:firstName><a:ssn>{A}</a:ssn>",
]


@pytest.mark.parametrize("text", STATEMENTS)
def test_statements_and_elements_in_a_line_of_a_log(scan, text):
    text = f"2025-01-02 10:11:12 LOG: {text}\n2025-01-02 10:11:13 Bob Ray logged in\n"
    assert people(scan(text, name="x.log")) == [("ssebo van houten", digits(A))]


def test_a_number_given_for_an_answer_is_of_whom_was_asked_about(scan):
    text = f"[10:02] linda.k: can you send me the social of Ann Lee?\n[10:03] bob.ray: sure, its {A}\n"
    assert people(scan(text)) == [("ann lee", digits(A))]
    own = f"[10:02] linda.k: hello Ann Lee, all well?\n[10:03] bob ray: my social is {A}\n"
    assert people(scan(own)) == [("bob ray", digits(A))]


OWN = [
    (
        f"Please add my son: Jasper Embry, SSN {A}. My own SSN is {B}.\n\nClarissa Embry\n18 Tremont St\nDuxbury, MA 02332\n",
        [("jasper embry", digits(A)), ("clarissa embry", digits(B))],
    ),
    (f'Ann Lee called. "My SSN is {A}," she said.\n\nSincerely,\nEva Cole\n', [("ann lee", digits(A))]),
    (
        (
            "DIRECT DEPOSIT\n\nI, Thaddeus Oyelaran, authorize Acme Widgets to deposit my pay to:\n\nBank Name: Salem Five\n"
            "Routing #: 211370545\nChecking account #: 00339917264\n"
        ),
        [("thaddeus oyelaran", "00339917264")],
    ),
    (
        (
            f"Applicant 1: Quentin Ashworth     SS# {A}\nApplicant 2: Marisol Benavides    SS# {B}\n"
            "Current landlord: Gerald Pruitt, 978-555-0155\nBank: Salem Five, Checking acct 4409918277\n"
        ),
        [("quentin ashworth", digits(A)), ("marisol benavides", digits(B)), ("marisol benavides", "4409918277")],
    ),
]


@pytest.mark.parametrize(("text", "expected"), OWN, ids=["son and mother", "quoted", "i, who", "landlord"])
def test_whose_number_it_is_by_who_writes_and_who_is_named(scan, text, expected):
    told = [(person, value) for person, *values in people(scan(text)) for value in values]
    assert sorted(told) == sorted(expected)


LOG = (
    "2025-11-03 10:15:02,113 INFO  [kyc] session=8f2c start\n"
    f"2025-11-03 10:15:03,400 DEBUG [kyc] payload firstName=Rafael lastName=Monteiro ssn={A} state=MA\n"
    "2025-11-03 10:15:04,001 INFO  [kyc] order 773018845 created for rmonteiro\n"
    "2025-11-03 10:15:05,020 WARN  [pay] nothing else to be told\n"
)


@pytest.mark.parametrize("text", [LOG, LOG.replace(",", ".")], ids=["comma", "full stop"])
def test_a_log_is_no_table_by_the_comma_in_its_times(scan, text):
    assert people(scan(text)) == [("rafael monteiro", digits(A))]


def test_his_number_is_not_that_of_whom_a_later_sentence_names(scan):
    text = f"Victim: Bob Ray\nHe said that somebody had used his SSN ({A}). His wife, Ann Lee, SSN {B}, was there.\n"
    assert people(scan(text)) == [("bob ray", digits(A)), ("ann lee", digits(B))]


def test_his_number_is_that_of_whom_a_later_sentence_names_where_nobody_else_is(scan):
    assert people(scan(f"We have his SSN ({A}). Bob Ray called twice about it.\n")) == [("bob ray", digits(A))]


def test_a_name_below_a_line_that_ends_with_a_number_is_of_the_next_item(scan):
    text = f"Ann Lee\n dob 3/4/77, and her ss is {A}\nBob Ray\n dob 9/9/79, and his ss is {B}\n"
    assert people(scan(text)) == [("ann lee", digits(A)), ("bob ray", digits(B))]


def test_the_title_of_a_form_in_spanish_is_nobody(scan):
    text = (
        f"SOLICITUD DE EMPLEO\nNombre: Ana   Apellidos: Rivera\nSeguro Social: {A}\nLicencia de conducir: S12345678\n"
    )
    assert people(scan(text)) == [("ana rivera", digits(A), "S12345678")]


@pytest.mark.parametrize(
    "text",
    [
        f"Ann Lee's SSN is {A} and her husband Bob's is {B}.\n",
        f"Ann Lee's SSN is {A}; her son's SSN is {B}.\n",
        f"My name is Ann Lee. My SSN is {A}. My brother's SSN is {B}.\n",
        f"Ann Lee's SSN is {A}. Ann Lee's husband's SSN is {B}.\n",
        f"Dear Ann Lee,\nYour SSN is {A}. My late mother-in-law's SSN is {B}.\n",
        f"Applicant: Ann Lee\nSSN: {A}\n\nApplicant: Ann Lee\nOur niece's SSN: {B}\n",
    ],
)
def test_a_number_of_kin_of_the_only_one_named_is_to_be_reviewed(scan, text):
    assert people(scan(text)) == [("ann lee", "773010001"), ("review", "ann lee", "773010002")]


KIN_NAMED = {
    f"I'm Ann Lee and my sister Mary Ray has SSN {A}.\n": "mary ray",
    f"My name is Ann Lee. My husband Bob Ray's SSN is {A}.\n": "bob ray",
    f"Please add my wife Ann Lee, SSN {A}, to the plan.\n": "ann lee",
    f"I, Bob Ray, live with my wife Ann Lee and my SSN is {A}.\n": "bob ray",
    f"Ann's husband Bob Ray, SSN {A}, died.\n": "bob ray",
}


@pytest.mark.parametrize(("text", "whose"), KIN_NAMED.items())
def test_kin_that_are_named_are_whom_the_number_is_of(scan, text, whose):
    assert people(scan(text)) == [(whose, "773010001")]


def test_who_only_wrote_a_comment_is_to_be_reviewed(scan):
    text = f"--- Comment by Bob Ray, 2024-03-05 ---\nCorrected. Old: {A}\n"
    assert people(scan(text)) == [("review", "bob ray", "773010001")]


ANOTHERS = [
    f"Met Ann Lee on 3/4. Wife Mary's SSN is {A}.\n",
    f"Mrs. Haskell called. She says her late husband Harold's Social Security number was {A}. Dorothy Haskell will come.\n",
    f"Clerk Ann Lee took the report; Bob Ray was there. The employee's SSN: {A}\n",
    f"Bob Ray was paid twice. The manager Ann Lee saw it. The patient's SSN is {A}.\n",
]


@pytest.mark.parametrize("text", ANOTHERS)
def test_a_number_of_somebody_whom_the_text_does_not_name_in_full_is_to_be_reviewed(scan, text):
    ((found, _, number),) = people(scan(text))
    assert (found, number) == ("review", "773010001")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # Who acts is not the one whose number it is, but where it stands right behind.
        (f"The employee, Ann Lee (ID 7), was overpaid. HR manager Bob Ray confirmed her SSN, {A}.\n", [("ann lee", A)]),
        (f"Clerk Bob Ray (SSN {B}) replaced Ann Lee (SSN {A}).\n", [("bob ray", B), ("ann lee", A)]),
        (f"card {CARD} belonging to customer Ann Lee was used by one Bob Ray at store 14.\n", [("ann lee", CARD)]),
        (f"Ann Lee (SSN: {A}, DOB: 7/2/08) | Guardian: Bob Ray (SSN: {B})\n", [("ann lee", A), ("bob ray", B)]),
        (f"Ann Lee's license and Ann's SSN, {A}, are on file.\n", [("ann lee", A)]),
    ],
)
def test_whose_it_is_of_several(scan, text, expected):
    assert people(scan(text)) == [(name, digits(number)) for name, number in expected]


def test_who_swears_to_have_an_account(scan):
    text = (
        "I, Ann Lee, being duly sworn, depose and say:\n1. I live in Lynn.\n"
        f"2. My former spouse, Bob Ray, whose Social Security number is {A}, lives in Salem.\n"
        "3. I have a checking account at Harbor Bank, account number 88210447123.\n"
    )
    assert people(scan(text)) == [("bob ray", "773010001"), ("ann lee", "88210447123")]


def test_who_has_a_number_for_somebody_speaks_of_theirs(scan):
    text = "[18:32:02] agent: thank you. I have card 4539 5787 6362 1486 for Charles Cook, expiring 01/30, is that right?\n"
    assert scan(text).persons() == [("charles cook", "4539578763621486")]


def test_accounts_of_a_wire_are_of_whom_their_labels_name(scan):
    text = "Originator: Ann Lee\nOriginator account: 4412007812\nBeneficiary: Bob Ray\n"
    text += "Beneficiary bank: ABA 026009593\nBeneficiary account: 4419038471\n"
    assert people(scan(text)) == [("ann lee", "4412007812"), ("bob ray", "4419038471")]


@pytest.mark.parametrize("what", ["Onboarding", "Offboarding", "Reimbursement", "Garnishment"])
def test_what_is_done_with_somebody_is_no_part_of_a_name(scan, what):
    assert people(scan(f"{what} Ann Lee, SSN {A}\n")) == [("ann lee", "773010001")]


def test_a_sentence_ends_behind_a_street_where_another_begins(scan):
    text = f"VICTIM: LEE, ANN\nI, Ofc. Dana Fox, went to 12 Elm St. Ms. Lee said her SSN was {A}.\n"
    assert people(scan(text)) == [("ann lee", "773010001")]
