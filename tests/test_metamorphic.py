"""What does not change whose a number is: how a text is set, where it stands, what its person is called.

Each document is told right as it is written here; then it is written in another way, and the same must be told.
"""

import html
import json
import re
from random import Random

import pytest

SSN = "773-01-0001", "773-01-0002"
HOME = "12 Elm Street, Boston, MA 02118"

DOCUMENTS = {
    "form": "PATIENT REGISTRATION\n\nName: {0}\nSSN: {ssn}\nAddress: {home}\nDate of Birth: 04/11/1962\n",
    "parts": "Last Name: {last}\nFirst Name: {first}\nStreet: 12 Elm Street\nState: MA\nZip: 02118\nSSN: {ssn}\n",
    "card": "{0}\n12 Elm Street\nBoston, MA 02118\nSSN: {ssn}\n",
    "above": "Patient Name\n{0}\n\nCity, State, ZIP\nBoston, MA 02118\n\nSSN\n{ssn}\n",
    "letter": (
        "{0}\n12 Elm Street\nBoston, MA 02118\n\nDear Dr. {last}:\n\n"
        "Our records list your Social Security number as {ssn}. Please call if that is not correct.\n\n"
        "Sincerely,\n\nHarriet Dole\nLoan Operations\n"
    ),
    "hearing": "Q. Please state your name.\nA. {0}.\nQ. What is your Social Security number?\nA. {ssn}.\n",
    "chat": (
        "[10:02] agent: Can I have your full name please?\n[10:02] customer: {0}\n"
        "[10:03] agent: And your SSN?\n[10:03] customer: {ssn}\n"
    ),
    "list": "New members:\n- {0} (SSN {ssn}), {home}\n- Harriet Dole (SSN 773-01-0009), Lynn, MA 01902\n",
    "mail": "Hi,\n\nhere are the details for {0}:\n\nSSN: {ssn}\nAddress: {home}\n\nThanks\nDana\n",
    "title": "BOOKING SHEET  Name: {0}  SSN: {ssn}  Arresting Officer: Sgt. Alan Dorsey\n",
}

NAMES = (
    ("Ann", "Lee"),
    ("Declan", "O'Dea"),
    ("Soo Jin", "Park"),
    ("Jo", "Oh"),
    ("Van", "Nguyen"),
    ("Luz", "Rivera Maldonado"),
    ("Marie-Ange", "Jean-Baptiste"),
    ("João", "dos Santos"),
    ("Grace", "Young"),
    ("Zbigniew", "Szczepanik"),
)
PLAIN = ("Ann", "Lee"), ("Linda", "Foster"), ("Thomas", "Morrison"), ("Karen", "Walsh")


def lines(mark):
    """A text with a mark before each line that is not empty."""
    return lambda text: re.sub(r"(?m)^(?=.)", mark, text)


WAYS = {
    "as it is": lambda text: text,
    "a mark of UTF-8": lambda text: text.encode("utf-8-sig"),
    "UTF-16": lambda text: text.encode("utf-16"),
    "ends of lines": lambda text: text.replace("\n", "\r\n"),
    "capitals": str.upper,
    "tabs before": lines("\t"),
    "blanks before": lines("    "),
    "bars before": lines("| "),
    "quoted": lines("> "),
    "quoted twice": lines("> > "),
    "a page": lambda text: f"<html><body>{html.escape(text)}</body></html>".replace("\n", "<br>\n"),
    "a page in one line": lambda text: f"<html><body>{html.escape(text)}</body></html>".replace("\n", "<br>"),
    "a string": lambda text: json.dumps({"id": 4411, "note": text}),
    "a cell": lambda text: 'id,note\n4411,"' + text.replace('"', '""') + '"\n',
    "a reply": lambda text: (
        "From: Dana Fox <dana@example.com>\nTo: hr@example.com\nSubject: file\nContent-Type: text/plain; charset=utf-8\n"
        "\nGot it.\n\nOn Tue, Mar 4, 2025 at 10:12 AM Ed Fox <ed@example.com> wrote:\n" + lines("> ")(text)
    ),
}
ENDS = {"a page": "html", "a page in one line": "html", "a string": "json", "a cell": "csv", "a reply": "eml"}


def told(scan, document, way, name, home=HOME):
    """The class and person of the number of a document that is written in some way."""
    whole = " ".join(name)
    text = DOCUMENTS[document].format(whole, ssn=SSN[0], home=home, first=name[0], last=name[1])
    found = scan(WAYS[way](text), f"file.{ENDS.get(way, 'txt')}")
    return [(one[0], one[2]) for one in found.classes() if f"ssn:{SSN[0].replace('-', '')}" in one[3]]


def meant(found, name):
    """Whether a number is told as that of somebody of this name."""
    if len(found) != 1 or found[0][0] != "personal_information":
        return False
    given, *_, surname = found[0][1].split()
    first, last = (re.sub(r"[^a-z]", "", part.lower().replace("ã", "a")) for part in (name[0].split()[0], name[1]))
    return given == first and last.endswith(surname)


# Chats and titles are of the line they stand in: what comes before it is another's, or no chat.
APART = {("chat", "capitals"), ("title", "capitals"), ("mail", "capitals"), ("letter", "capitals")}


@pytest.mark.parametrize("way", WAYS)
def test_how_a_text_is_set_does_not_say_whose_a_number_is(scan, way):
    random = Random(way)
    cases = [(document, random.choice(PLAIN)) for document in DOCUMENTS if (document, way) not in APART]
    assert [document for document, name in cases if not meant(told(scan, document, way, name), name)] == []


@pytest.mark.parametrize("document", DOCUMENTS)
def test_what_a_person_is_called_does_not_say_whose_a_number_is(scan, document):
    assert [name for name in NAMES if not meant(told(scan, document, "as it is", name), name)] == []


FIRST, SECOND = (number.replace("-", "") for number in SSN)
RECORDS = [f"Name: {{}} | SSN: {one} | Address: 12 Elm St, Lynn, MA 01902, USA\n" for one in (*SSN, "773-01-0003")]
WIRE = "Customer Address: 6 Cedar Lane, Springfield, MA 01109\nDebit Account Number: 4471882936\nABA: 011000015\n"
TOLD = {
    "records between bars": (
        "".join(RECORDS).format("Lee, Ann", "Ray, Bob", "Doyle, Kevin"),
        {FIRST: ("ann lee", "massachusetts"), SECOND: ("bob ray", "massachusetts")},
    ),
    "two surnames in the salutation": (
        f"Luz Rivera Maldonado\n12 Elm St\nLynn, MA 01902\n\nDear Ms. Rivera Maldonado:\n\nYour SSN is {SSN[0]}.\n",
        {FIRST: ("luz maldonado", "massachusetts")},
    ),
    "an initial and Jr.": (f"Robert J. Walsh Jr.: SSN {SSN[0]}\n", {FIRST: ("robert walsh", "unknown")}),
    "a home beside another person": (
        f"Student: Ann Lee\nSSN: {SSN[0]}\nHome: 12 Elm St, Lynn, MA 01902\nEmergency contact: Bob Ray\n",
        {FIRST: ("ann lee", "massachusetts")},
    ),
    "a new hire": (f"New hire, Ann Lee, Jr.:\n\nSSN: {SSN[0]}\n", {FIRST: ("ann lee", "unknown")}),
}


@pytest.mark.parametrize("case", TOLD)
def test_who_and_where(scan, case):
    text, meant = TOLD[case]
    found = {one[3][0].partition(":")[2]: (one[2], one[1]) for one in scan(text).classes()}
    assert {number: found[number] for number in meant} == meant


NOT_OF = {
    "in another sentence": (
        f"The wife, Ann Lee, SSN {SSN[0]}, lives in Lynn. The husband, Joy Street, SSN {SSN[1]}, lives in Salem.\n",
        SECOND,
    ),
    "further down": (
        f"The wife, Faith Church, SSN {SSN[0]}, left. The husband, Ann Lee, SSN {SSN[1]}, stays.\n",
        FIRST,
    ),
    "with the same first name": (f"- Art Payne (SSN {SSN[0]})\n- Art Order (SSN {SSN[1]})\n", SECOND),
    "in a block of their own": (f"Ann Lee\nSSN: {SSN[0]}\nLynn, MA\n\nSarah Clerk\nSSN: {SSN[1]}\nSalem, MA\n", SECOND),
    "a street": (WIRE, "4471882936"),
    "a town and its state": (
        f"Notes: verified by SSN {SSN[0]}, address 14 Elm Street, Barnstable, M.A. 02630\n",
        FIRST,
    ),
}


@pytest.mark.parametrize("case", NOT_OF)
def test_whose_name_is_a_word_or_none_has_not_a_number_of_somebody_else(scan, case):
    text, number = NOT_OF[case]
    classes = [one[0] for one in scan(text).classes() if any(number in element for element in one[3])]
    assert classes
    assert "personal_information" not in classes
