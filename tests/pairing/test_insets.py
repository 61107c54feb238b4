"""Small tables inside running text: titles of columns, and a few rows below them, each a record of its own."""

import pytest
from pairs import people

from piiscan import matcher
from piiscan.model import Axis

S, T, U = "S12345678", "S87654321", "S11223344"
A, B, C = "773010001", "773010002", "773010003"

ACORD = f"""ACORD 127  BUSINESS AUTO SECTION                                 DATE 03/04/2025
APPLICANT (First Named Insured): Bay State Plumbing LLC

DRIVER INFORMATION
#   DRIVER NAME             SEX  DATE OF BIRTH   YRS EXP   DRIVER'S LICENSE NUMBER   STATE LIC   DATE HIRED
1   Ann M Lee               F    04/12/1981      20        {S}                 MA          05/2010
2   Bob Ray                 M    11/02/1975      25        {T}                 MA          01/2009
3   Carlos Teixeira         M    01/09/1990      10        {U}                 MA          06/2018

REMARKS: none
"""
LETTER = f"""Dear Ms. Smith,

Please add these drivers to the policy:

Name                  DOB          License #        State
Ann Lee               04/12/1981   {S}        MA
Bob Ray               11/02/1975   D1234567         CA
Wanjiru Kamau         07/22/1988   SA1234567        MA

Thank you,

Jane Porter
"""
LOAN = """Borrower Name: Ann Lee
Social Security Number: 773-01-0001

Section 2a. Assets - Bank Accounts, Retirement, and Other Accounts You Have
Account Type          Financial Institution      Account Number       Cash or Market Value
Checking              Citizens Bank              1103345678           $4,300.00
Savings               Eastern Bank               00455612309          $12,000.00
                                                 TOTAL                $16,300.00

Section 2b. Other Assets
"""
TABBED = """Hi team,

for the direct deposit change here are the three:

Employee\tBank\tRouting\tAccount
Ann Lee\tEastern Bank\t011301798\t4455667788
Bob Ray\tTD Bank\t211370545\t8899001122

Thanks
"""
ENROLLED = f"""To the HR department:

The following employees were enrolled:

Employee Name          SSN            Plan
---------------------- -------------- -----
Lee, Ann M.            {A}      HMO
Ray, Bob               {B}      PPO
Kiggundu, Ssebo        {C}      HMO

Regards,
Benefits Team
"""
TWO_LINES = f"""Driver list
                       Date of        Driver's          State
Name                   Birth          License No.       Issued
Ann Lee                04/12/1981     {S}         MA
Bob Ray                11/02/1975     {T}         MA
"""
SPOUSES = f"""Joint filers:

Taxpayer Name       Taxpayer SSN     Spouse Name        Spouse SSN
Ann Lee             {A}        Bob Ray            {B}
Eva Cole            {C}        Carlos Teixeira    773010004
"""
QUOTED = f"""On Mon, Dana wrote:
> Name              SSN            Start
> Ann Lee           {A}      5/1
> Bob Ray           {B}      6/1
"""
PORTUGUESE = f"""Lista de motoristas:

Nome                 Carteira de motorista    Estado
Joao Silva           {S}                MA
Maria Tavares        {T}                MA
"""
BARS = f"""Hi all,

as asked:

| Employee | SSN | Dept |
| Ann Lee | {A} | Ops |
| Bob Ray | {B} | HR |
| Eva Cole | {C} | HR |

Thanks
"""
BETWEEN_BARS = f"""As asked:

License no. | Driver | State
{S} | Ann Lee | MA
{T} | Bob Ray | MA
"""
TABLES = {
    "acord": (ACORD, [("ann lee", S), ("bob ray", T), ("carlos teixeira", U)]),
    "letter": (LETTER, [("ann lee", S), ("bob ray", "D1234567"), ("wanjiru kamau", "SA1234567")]),
    "loan": (LOAN, [("ann lee", A), ("ann lee", "1103345678"), ("ann lee", "00455612309")]),
    "tabs": (TABBED, [("ann lee", "4455667788"), ("bob ray", "8899001122")]),
    "names off the lists": (ENROLLED, [("ann lee", A), ("bob ray", B), ("ssebo kiggundu", C)]),
    "titles in two lines": (TWO_LINES, [("ann lee", S), ("bob ray", T)]),
    "two of a row": (SPOUSES, [("ann lee", A), ("bob ray", B), ("eva cole", C), ("carlos teixeira", "773010004")]),
    "quoted": (QUOTED, [("ann lee", A), ("bob ray", B)]),
    "bars": (BARS, [("ann lee", A), ("bob ray", B), ("eva cole", C)]),
    "between bars": (BETWEEN_BARS, [("ann lee", S), ("bob ray", T)]),
    "portuguese": (PORTUGUESE, [("joao silva", S), ("maria tavares", T)]),
}

COLONS = f"""REGISTRATION  (please print)

Patient's last name:            First:               Middle:
Lee                             Ann                  M
Birth date:      Age:    Sex:     Social Security no.:       Home phone no.:
01/15/1972       53      F        {A}                  (508) 555-0142
Street address:                 City:                State:   ZIP:
5 Elm St                        Lynn                 MA       01901
INSURANCE INFORMATION
Subscriber's name:      Subscriber's S.S. no.:    Birth date:     Group no.:
Bob Ray                 {B}                 05/05/1972      88213
"""
TABLES["titles with colons"] = (COLONS, [("ann lee", A), ("bob ray", B)])

REGISTER = f"""PAYROLL REGISTER                                             Page 1
Name / Address                Soc Sec No     Net         Deposit Account
Lee, Ann                      {A}      6,587.55    4455667788
55 Highland Ave #3
Lynn, MA 01901
Ray, Bob                      {B}      1,835.78    8899001122
352 Mill Pond Lane
Salem, MA 01970
Kiggundu, Ssebo               {C}      4,067.93    30405060708
"""
TABLES["an address below the name"] = (
    REGISTER,
    [
        ("ann lee", A),
        ("ann lee", "4455667788"),
        ("bob ray", B),
        ("bob ray", "8899001122"),
        ("ssebo kiggundu", C),
        ("ssebo kiggundu", "30405060708"),
    ],
)
IN_TWO_LINES = """PAYROLL REGISTER                                             Page 1
Employee                      Gross       Net         Direct deposit acct
SSN / Dept
Lee, Ann                      7,295.77    6,781.83    4455667788
773-01-0001    KIT            Hours 80.00
Ray, Bob                      2,966.57    7,923.90    8899001122
773-01-0002    TCH            Hours 80.00
"""
TABLES["a number below the name"] = (
    IN_TWO_LINES,
    [("ann lee", A), ("ann lee", "4455667788"), ("bob ray", B), ("bob ray", "8899001122")],
)


def test_where_somebody_lives_stands_below_the_name(scan):
    found = scan(REGISTER).findings
    lives = {one.person.normal: one.residency.value for one in found}
    assert lives == {"ann lee": "massachusetts", "bob ray": "massachusetts", "ssebo kiggundu": "unknown"}


def test_what_stands_alone_below_a_table_ends_it(scan):
    text = f"Name               SSN            Town\nAnn Lee            {A}      Lynn\n"
    for between in ("Total of this month, see the other page", "Total:", "Seen\nby\nall\nof us"):
        found = people(scan(f"{text}{between}\nBob Ray            {B}      Salem\n"))
        assert ("bob ray", B) not in found, between


@pytest.mark.parametrize("name", TABLES)
def test_the_rows_of_a_table_in_a_text_are_records(scan, name):
    text, expected = TABLES[name]
    told = [(person, value) for person, *values in people(scan(text)) for value in values]
    assert sorted(told) == sorted(expected)


def test_the_row_says_where_its_person_lives(scan):
    text = (
        "Please mail W-2s to:\n\n"
        "Name             SSN           Address                       City        ST   Zip\n"
        f"Ann Lee          {A}     5 Elm St                      Lynn        MA   01901\n"
        f"Bob Ray          {B}     12 Oak Ave Apt 3              Nashua      NH   03060\n"
    )
    found = scan(text).findings
    assert [(one.person.normal, one.residency.value) for one in found] == [
        ("ann lee", "massachusetts"),
        ("bob ray", "elsewhere"),
    ]


def test_a_row_without_a_name_takes_no_other(scan):
    text = (
        "Drivers of the policy:\n\nName                 License No.     State\n"
        f"Ann Lee              {S}       MA\n                     {T}       MA\n"
    )
    assert people(scan(text)) == [("ann lee", S), ("element_only", None, T)]


NOTHING = {
    "bars": f"| Name | Ref | Dept |\n| Ann Lee | {A} | Ops |\n| Bob Ray | {B} | HR |\n",
    "a menu": f"Home | Social Security | Contact\nPhones | {A} | 7\n",
    "orders": f"Order No.        Item                 Invoice         Qty\n{A}        Ann Lee dolls        {B}       3\n",
    "packages": "Package          License          Size\nfoo              MIT              12345678\n",
    "ledger": "Account              Debit          Credit\n10010001             1,000.00\n10010002             2.00\n",
    "titles with colons": f"Name:          Order no.:      Invoice:\nAnn Lee        {A}       {B}\n",
    "fields with nothing in them": f"Name:          SSN:\nDate:          Badge:\n{A}      {B}\n",
    "no column": f"Name          SSN        Badge\nAnn Lee       on file    {A}\n",
}


@pytest.mark.parametrize("name", NOTHING)
def test_titles_of_other_things_make_nothing(scan, name):
    found = scan("Dear all,\n\nas you asked:\n\n" + NOTHING[name] + "\nRegards\n").findings
    assert [one for one in found if one.classification.value in {"personal_information", "review"}] == []


OTHERS = {
    "a column that says it is of something else": (
        "Name          SSN           Invoice                      City\n"
        f"Ann Lee       {A}     GB82WEST12345698765432       Lynn\n"
    ),
    "a log right below": (
        "Name                   SSN          State\n"
        f"Ann Lee                {A}    MA\n"
        f"2025-03-04 10:12:44    {B}    Bob Ray\n"
    ),
}


@pytest.mark.parametrize("name", OTHERS)
def test_what_is_no_cell_of_the_table_is_nothing_in_it(scan, name):
    assert people(scan("Dear all,\n\nas you asked:\n\n" + OTHERS[name] + "\nRegards\n")) == [("ann lee", A)]


def test_cells_are_told_only_below_a_label():
    table = "Skipper         Sex   {}\n" + "-" * 70 + "\nAnn Lee       F     D1234567\n"
    assert matcher.look(table.format("License").encode()).kind.tolist() == [matcher.CELL]
    assert matcher.look(table.format("Boat").encode()).kind.tolist() == []
    assert matcher.find(table.format("License").encode()).kind.tolist() == []
    below = table.format("License").replace("\nAnn", "{}Ann")
    assert matcher.look(below.format("\n\n").encode()).kind.tolist() == [matcher.CELL]
    assert matcher.look(below.format("\n\n\n").encode()).kind.tolist() == []  # two empty lines end a table


def test_a_place_in_a_table_is_that_of_the_number(scan):
    found = scan(ACORD).findings
    for one, number in zip(found, (S, T, U), strict=True):
        at = next(step.at for step in one.places[0] if step.axis is Axis.BYTE)
        assert ACORD.encode()[at:].startswith(number.encode())


ACCOUNTS = (
    "Account No.       Type          Balance\n"
    "4410098233        Checking      1,200.00\n"
    "4410098241        Savings       8,100.55\n"
)


@pytest.mark.parametrize(
    "text",
    [
        f"Client Name: Ann Lee\n{ACCOUNTS}",
        f"FIRST EXAMPLE BANK              STATEMENT OF ACCOUNTS\nClient Name: Ann Lee\n\n{ACCOUNTS}",
        "Client Name: Ann Lee\n" + "".join(f"   {line}\n" for line in ACCOUNTS.splitlines()),
        f"Client Name: Ann Lee\n\n{ACCOUNTS}\nClient Name: Bob Ray\n\nNo accounts are open.\n",
    ],
    ids=["right above", "a title above", "indented", "another below"],
)
def test_accounts_in_the_first_column_are_of_whom_the_form_names_above(scan, text):
    assert people(scan(text)) == [("ann lee", "4410098233", "4410098241")]


def test_rows_that_begin_with_their_number_are_seen_wherever_a_text_is_cut(scan):
    names = ["Ann Lee", "Bob Ray", "Eva Cole", "Carla Nunes"]
    parts = [f"Client Name: {name}\n{ACCOUNTS.replace('44100', f'4410{n}')}\n" for n, name in enumerate(names)]
    expected = [(name.lower(), f"4410{n}98233", f"4410{n}98241") for n, name in enumerate(names)]
    assert people(scan("\n".join(parts))) == expected


HALVES = """Dependents (see instructions):

{given}  {surname}            (2) Social security number   (3) Relationship
{one:37}773 01 0001                  daughter
{two:37}773 01 0002                  son
Direct deposit  35b Routing number 011000138
"""


@pytest.mark.parametrize("titles", [("(1) First name", "Last name"), ("First Name", "Surname")])
def test_titles_of_the_parts_of_a_name_over_one_cell(scan, titles):
    given, surname = titles
    text = HALVES.format(given=given, surname=surname, one="Ann Lee", two="Bob Ray")
    assert people(scan(text)) == [("ann lee", A), ("bob ray", B)]
    text = HALVES.format(given=surname, surname=given, one="LEE, ANN", two="RAY, BOB")
    assert people(scan(text)) == [("ann lee", A), ("bob ray", B)]


def test_one_row_and_what_follows_it(scan):
    text = HALVES.format(given="(1) First name", surname="Last name", one="Ann Lee", two="Bob Ray")
    assert people(scan(text.replace("Bob Ray", "").replace("773 01 0002                  son", ""))) == [("ann lee", A)]


def test_titles_of_the_parts_of_a_name_over_a_cell_each(scan):
    text = HALVES.format(given="First name", surname="Last name", one="Ann         Lee", two="Bob         Ray")
    assert people(scan(text)) == [("ann lee", A), ("bob ray", B)]


def test_one_part_of_a_name_alone_is_none(scan):
    text = HALVES.format(given="First name", surname="Last name", one="Ann", two="Bob")
    assert {one[0] for one in people(scan(text))} <= {"element_only", "review"}


def test_rows_may_be_counted_without_a_title(scan):
    text = f"Operators\n\n     Name          License No.    State\n1    Ann Lee       {S}      MA\n2    Bob Ray       {T}      MA\n"
    assert people(scan(text)) == [("ann lee", S), ("bob ray", T)]


@pytest.mark.parametrize("title", ["Parcel", "Map-Lot", "Part", "Order No."])
@pytest.mark.parametrize("above", ["", "The list follows.\n\n"])
def test_titles_of_something_else_over_numbers_that_look_like_ours(scan, title, above):
    text = f"{above}Owner          {title:12}   Location\nAnn Lee        773-01-0001    12 Elm St\nBob Ray        773-01-0002    4 Oak St\n"
    found = scan(text)
    assert not found.findings
    assert found.counts["lookalike"]["column:other"] == 2


def test_other_columns_beside_titles_of_something_else_are_the_texts(scan):
    text = "Order No.      Contact        Remark\n118823        Ann Lee        SSN 773-01-0001\n"
    assert people(scan(text)) == [("ann lee", A)]
    text = "Order No.      Contact        Remark\n118823        Ann Lee        773-01-0001\n"
    assert people(scan(text)) == [("ann lee", A)]


def test_what_follows_a_table_of_something_else_is_not_in_it(scan):
    text = "Owner          Parcel\nAnn Lee        021-44-10\n\n\nBob Ray        773-01-0002\n"
    assert people(scan(text)) == [("bob ray", B)]


def test_rows_that_a_program_numbers_in_a_frame(scan):
    """As `list` of Stata prints them."""
    text = (
        "     +--------------------------------------+\n"
        "     |          name           ssn    zip   |\n"
        "     |--------------------------------------|\n"
        "  1. |       Ann Lee   773-01-0001   01760  |\n"
        "  2. | Wanjiru Kamau   773-01-0002   02155  |\n"
        "     +--------------------------------------+\n"
    )
    assert people(scan(text, "a.log")) == [("ann lee", A), ("wanjiru kamau", B)]


def test_a_vague_title_over_numbers_grouped_as_ours_is_theirs(scan):
    """The title may be of numbers of firms: what stands below it says whose they are."""
    titles = "Recipient                    TIN           Box 1      State\n"
    rows = (
        "Murtagh, Colin               773-01-0001   14,300.00  MA\n"
        "Wanjiru, Folake              773-01-0002    8,120.00  MA\n"
        "Blue Heron Landscaping LLC   84-2219037    22,000.00  MA\n"
    )
    found = scan(titles + rows)
    assert people(found) == [("colin murtagh", A), ("folake wanjiru", B)]
    assert {finding.residency.value for finding in found.findings} == {"massachusetts"}
