"""Papers one below the other, parted by rules: a number in one that names nobody is not told as the last one's named."""

import pytest

A, B, C = "010-94-0001", "011-62-4471", "010-94-0003"
FIRST = f"EARNINGS STATEMENT\nEmployee name: Ann Lee\nSoc. Sec. No.: {A}\nGross: 1,449.98"
LAST = f"RENTAL AGREEMENT 38249\nRenter: Kevin Doyle\nSSN: {C}"
RULES = ["*" * 60, "-" * 30, "* * * * * * * * * *", "---"]
CARD = "4893 1673 9645 6971"


def told(scanned):
    return {
        element.value: (finding.classification.value, finding.person and finding.person.normal)
        for finding in scanned.findings
        for element in finding.elements
    }


@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize("around", ["{first}{rule}{paper}{rule}{last}", "{last}{rule}{first}{rule}{paper}"])
def test_what_stands_in_a_paper_of_nobody_is_for_review(scan, rule, around):
    paper = f"CHARGE SLIP, COPY\nCard number: {CARD}\nName: (not legible)\nAmount: 2,136.92"
    text = around.format(first=FIRST, last=LAST, paper=paper, rule=f"\n\n{rule}\n\n")
    found = told(scan(text + "\n"))
    assert found[CARD.replace(" ", "")][0] == "review"
    assert found[A.replace("-", "")] == ("personal_information", "ann lee")
    assert found[C.replace("-", "")] == ("personal_information", "kevin doyle")


@pytest.mark.parametrize("rule", RULES)
def test_a_rule_within_the_papers_of_one_person_parts_nothing(scan, rule):
    text = f"Member: Ann Lee\nSSN: {A}\n\n{rule}\n\nDIRECT DEPOSIT\nCard number: {CARD}\n\n{rule}\n\nSigned: Ann Lee\n"
    assert told(scan(text))[CARD.replace(" ", "")] == ("personal_information", "ann lee")


@pytest.mark.parametrize("rule", RULES)
def test_what_a_rule_ends_is_ended_for_each_number_below_it(scan, rule):
    text = f"Name: Ann Lee\nSSN: {A}\n\n{rule}\n\nUNMATCHED\nSSN: {B}\n\nnote\n\nSSN: {C}\n"
    found = told(scan(text))
    assert found[B.replace("-", "")][0] != "personal_information"
    assert found[C.replace("-", "")][0] != "personal_information"


def test_papers_of_nobody_may_stand_between(scan):
    minutes = "Motion to adjourn at 9:14. The next meeting is in the upper hall."
    row = f"- Import error, line 6120: SSN `{B}` has no row in the member table."
    papers = ["> Owner: Ann Lee\n> Driver's license: S79241551\n> State: MA", minutes, row, minutes, LAST]
    found = told(scan("\n\n---\n\n".join(papers) + "\n", "a.md"))
    assert found[B.replace("-", "")][0] == "review"
    assert found["S79241551"] == ("personal_information", "ann lee")
