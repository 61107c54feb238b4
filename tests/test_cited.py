"""Numbers that are nobody's by what stands beside them: ends of a series, sections of a law, drawings of a lottery."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from piiscan.judge import cited

A, B = "773-01-0001", "773-01-0099"


def classes(found):
    return [one.classification.value for one in found.findings]


NOBODYS = {
    "licenses through": "Ann Lee of Lynn, MA issued driver's licenses S10000001 through S19999999 that year.",
    "licenses to": "Licenses from S10000001 to S19999999 went to the office of Ann Lee, Lynn, MA.",
    "licenses with a dash": "Driver's license numbers S10000001 \u2013 S19999999 are those of the office of Ann Lee.",
    "a block of SSNs": f"Ann Lee said that the SSNs {A} through {B} were never issued.",
    "accounts thru": "Ann Lee opened checking accounts 4410098001 thru 4410098999 for the test.",
    "a section": f"Ann Lee of Lynn, MA was fined under Code Ann. \u00a7 {A} in May.",
    "a section by its word": f"Ann Lee, Lynn, MA: see section {A}.",
    "statutes": f"Ann Lee appealed under Rev. Stat. {A}.",
    "a case": f"In Ray v. Lee, {A} (Mass. 2004), Ann Lee was fined.",
    "winning numbers": f"The winning numbers of Ann Lee are {A}.",
    "a lottery behind": f"Ann Lee of Lynn, MA won with {A} in the lottery.",
    "a drawing": f"Ann Lee won the Powerball drawing with {A}.",
}

NOBODYS |= {
    f"a {word}": f"{word} No. {A} of Ann Lee, Lynn, MA" for word in ("Grievance", "Petition", "Sample", "Project")
}
NOBODYS["a column of samples"] = f"Sampler,Sample ID\nAnn Lee,{A}\n"
for _word in ("Fund", "BOL", "Flight", "Tax Map", "Course", "Budget Code"):
    NOBODYS[f"a column {_word}"] = f"Name,{_word}\nAnn Lee,{A}\nBob Ray,{B}\n"
NOBODYS["a column of requests"] = f"Name,Req #\nAnn Lee,{A}\n"


@pytest.mark.parametrize("name", NOBODYS)
def test_what_is_nobodys_is_nothing(scan, name):
    assert classes(scan(NOBODYS[name] + "\n")) == []


PARTS = {
    "an article": "Ann Lee, Lynn, MA, in DOI=10.1016/S0020-0190(01)00141-7, said so.",
    "an article with dots": "Ann Lee, Lynn, MA, doi = 10.1001/jama.285.24.3093, said so.",
    "a standard": "Ann Lee of Lynn, MA wrote 802-11-2012 of the IEEE.",
    "a version": "Ann Lee, Lynn, MA\nlicense: MPL/GPL/LGPL\nPatterns v20110815\n",
    "a vulnerability": "Ann Lee, Lynn, MA\n- net: drop IPCR DL channels\n  (CVE-2025-71273)\n",
    "a formula": "Ann Lee, Lynn, MA\nof the general formula CnH2n+1\n14641605 27 n 03 allyl\n",
    "a bug": "Ann Lee, Lynn, MA\n* unix/tclLoadDl.c (FindSymbol): [Bug 2992295]: Simplified\n",
    "a bug closed": "Ann Lee, Lynn, MA\n* Fix missing license in d/copyright. Closes: #1019919\n",
    "a quoted label": 'Ann Lee, Lynn, MA\n"an unexpired driver\'s license"  \n00941928 00 s 01 valid\n',
    "a quoted account": 'Ann Lee, Lynn, MA\n"inconsistent accounts"  \n01994423 00 a 01 reserved\n',
    "a room": "Ann Lee of Lynn, MA sits in Room 773-01-0001-C.",
    "a part with its revision": "Ann Lee, Lynn, MA wants 773-01-0001-REV2.",
    "a seat": "Employee: Ann Lee   Seat 773-01-0001-B, Lynn, MA",
    "a part in counted form": "Ann Lee, Lynn, MA, kit 773-01-0001-XL9",
    "a label that ends a sentence": (
        "Ann Lee, Lynn, MA\nlimitations under the License.\n\n# Veon was formerly known as one.\n\n9955000|Mobile\n"
    ),
}


@pytest.mark.parametrize("name", PARTS)
def test_a_part_of_something_else_is_nothing(scan, name):
    assert [one for one in classes(scan(PARTS[name] + "\n")) if one != "test_value"] == []


LABELLED = {
    "with dots behind a label": "Ann Lee, Lynn, MA, Soc.Sec.773.01.0001\n",
    "a license of that form": "Ann Lee, Lynn, MA\nDriver's License No. S20110815\n",
    "behind an abbreviation": "Ann Lee, Lynn, MA\nDriver's License No.\nS77300001\n",
    "behind a label that touches": "Ann Lee, Lynn, MA, ssn2 773010001\n",
    "with a letter behind": f"Ann Lee, Lynn, MA, SSN {A}-C\n",
    "in quotes with a colon": 'Ann Lee, Lynn, MA\n"driver\'s license":\nS77300001\n',
}


@pytest.mark.parametrize("name", LABELLED)
def test_a_label_speaks_for_its_number_all_the_same(scan, name):
    assert classes(scan(LABELLED[name])) == ["personal_information"]


SOMEBODYS = {
    "a change": f"The SSN of Ann Lee was changed from {A} to {B}.",
    "a change of license": "The driver's license of Ann Lee went from S77300001 to S77300002.",
    "through a year": f"Ann Lee, SSN {A} through 2019, left.",
    "through another thing": f"Ann Lee sent {A} through the mail.",
    "abbreviated": f"Ann Lee, Soc. Sec. {A}, left.",
    "a law further off": f"Ann Lee cited section 12 and gave {A} in court.",
    "a case without its year": f"In Ray v. Lee, {A} of Ann Lee was read.",
    "a lottery in another sentence": f"Ann Lee gave {A}. The lottery is closed.",
    "with a name behind": f"Ann Lee {A}-Lynn, MA",
    "with the state behind": f"Ann Lee {A}-MA",
    "with the sex behind": f"Ann Lee, {A}-F, Lynn, MA",
    "with the next field": f"Ann Lee {A}-Age 54",
    "with a dash": f"Ann Lee {A} - C ward",
    "a pick": f"Ann Lee, pick up: {A}",
}


@pytest.mark.parametrize("name", SOMEBODYS)
def test_what_is_somebodys_stays_theirs(scan, name):
    assert "personal_information" in classes(scan(SOMEBODYS[name] + "\n"))


def test_an_account_with_a_provider_of_services_is_no_banks(scan):
    text = "If you specify the Amazon Web Services account 123456789012 and Mary Major, both count.\n"
    assert classes(scan(text)) == []


@pytest.mark.parametrize(
    "text",
    [
        f"Ann Lee, Lynn, MA, Easement No. {A}\n",
        f"Owner,Easement ID,City\nAnn Lee,{A},Lynn\nBob Ray,{B},Lynn\n",
        f"Owner,Merchant ID,City\nAnn Lee,{A},Lynn\nBob Ray,{B},Lynn\n",
    ],
)
def test_the_number_of_a_thing_nobody_knows_is_for_review(scan, text):
    assert set(classes(scan(text))) == {"review"}


@pytest.mark.parametrize("said", ["identification number", "Payee No.", "Beneficiary #", "my number:", "number"])
def test_the_number_of_a_person_counts_by_its_form(scan, said):
    assert classes(scan(f"Ann Lee of Lynn, MA, {said} {A}\n")) == ["personal_information"]


@pytest.mark.parametrize("said", ["Easement No.\n", "Merchant ID: ", "Approval code: ", "Bond #\n"])
def test_the_number_of_a_thing_in_a_line_of_its_own_is_counted_alone(scan, said):
    found = scan(f"Name: Ann Lee\n{said}{A}\n")
    assert not found.findings
    assert found.counts["weak"]["ssn"] == 1


_ENDING = (
    "sec",
    "section",
    "Code Ann.",
    "Public",
    " laws",
    " stat",
    "Stat_2",
    "utes",
    "C.F.R",
    "reg",
    "ordinance",
    "Fund",
)
_NUMBERED = (" No", "num", "number", "id", "code", "Lee", "\r\n", "\u017ftatutes", *"\u00a7.,:#= \n\t-_2\u0130")
_ENDS = st.lists(st.sampled_from([*_ENDING, *_NUMBERED]), max_size=6).map("".join)


@given(_ENDS)
def test_what_is_soon_seen_is_no_other_answer(before):
    """A text that is not looked through as it ends otherwise has nothing to be found in it."""
    assert cited._may_end_with_law(before) or not cited._LAW.search(before)
    assert cited._may_be_called(before) or not cited._CALLED.search(before)


@pytest.mark.parametrize("title", ["Job", "Requisition", "Policy", "Container", "Bin"])
def test_what_a_header_or_key_says_is_a_thing_is_for_review(scan, title):
    table = scan(f"Name,{title},Dept\nAnn Lee,773-01-0001,Ops\nBob Ray,773-01-0002,HR\n", "a.csv")
    record = scan(f'{{"name": "Ann Lee", "{title.lower()}": "773-01-0001"}}', "a.json")
    assert {one.classification.value for one in (*table.findings, *record.findings)} == {"review"}
    person = scan(f'{{"name": "Ann Lee", "{title.lower()}": "SSN 773-01-0001"}}', "a.json")
    assert [one.classification.value for one in person.findings] == ["personal_information"]


_OF_LAW = (
    *(
        "\u00a7",
        "Section",
        "sec.",
        "Soc. Sec.",
        "Stat.",
        "statutes",
        "Code",
        "Ann.",
        "annotated",
        "revised",
        "penal",
        "Mass.",
    ),
    *(
        "gen.",
        "session",
        "Laws",
        "law",
        "acts",
        "Act",
        "C.F.R.",
        "cfr",
        "C.M.R.",
        "cmr",
        "U.S.C.",
        "usc",
        "P.L.",
        "ordinance",
    ),
    *("regulation", "Reg.", "no.", "No.", "by", "the", "Public", "admin", "rev."),
)


@given(st.lists(st.sampled_from(_OF_LAW), min_size=1, max_size=4).map(" ".join), st.sampled_from(["", " ", "  "]))
@settings(max_examples=300)
def test_no_name_of_a_law_is_passed_over(said, blanks):
    """Whatever ends a text, `_may_end_with_law` only spares the search."""
    assert cited._may_end_with_law(said + blanks) or cited._LAW.search(said + blanks) is None
