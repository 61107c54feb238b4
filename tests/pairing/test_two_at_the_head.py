"""Two persons who head a text alike: whose the one number below is, somebody has to look."""

from __future__ import annotations

import pytest

NUMBER = "773-01-0001"


@pytest.mark.parametrize(
    "text",
    [
        "Re: Ann Lee / Bob Ray\n\nSSN {} was found in the file.\n",
        "Re: Ann Lee and Bob Ray\n\nThe SSN is {}.\n",
        "Ann Lee & Bob Ray\n12 Elm Street\nLynn, MA 01902\n\nRe: SSN {}\n",
        "Ann Lee\nBob Ray\n12 Elm Street\nLynn, MA 01902\n\nSSN: {}\n",
    ],
)
def test_one_number_below_two(scan, text):
    (finding,) = scan(text.format(NUMBER)).findings
    assert (finding.classification.value, finding.reasons[0]) == ("review", "ambiguous-subject")


@pytest.mark.parametrize(
    "text",
    [
        "Re: Ann Lee / Harbor Light LLC\n\nSSN {} was found in the file.\n",
        "Bob Ray\n\nAnn Lee\n12 Elm Street\nLynn, MA 01902\n\nSSN: {}\n",
        "Harbor Light Books\nAnn Lee\n12 Elm Street\nLynn, MA 01902\n\nSSN: {}\n",
    ],
)
def test_one_number_below_one(scan, text):
    (finding,) = scan(text.format(NUMBER)).findings
    assert (finding.classification.value, finding.person.normal) == ("personal_information", "ann lee")


def test_two_who_are_greeted(scan):
    text = "Dear Ann Lee and Bob Ray,\n\nYour Social Security numbers are 773-01-0001 and 773-01-0002.\n"
    assert {finding.classification.value for finding in scan(text).findings} == {"review"}
    found = scan("Re: Ann Lee and Bob Ray\n\nSSNs: 773-01-0001, 773-01-0002\n").classes()
    assert [(one[0], one[2]) for one in found] == [
        ("personal_information", "ann lee"),
        ("personal_information", "bob ray"),
    ]


@pytest.mark.parametrize(
    ("text", "name", "residency"),
    [
        ("Ann Lee of Keene, N.H., SSN {}, is the payee.\n", "ann lee", "elsewhere"),
        ("Ann Lee's SSN is {} and her mother lives in Tampa, FL.\n", "ann lee", "unknown"),
        ("Ann Lee, SSN {}, lives in Tampa, FL, and her mother moved to Lynn, MA.\n", "ann lee", "elsewhere"),
    ],
)
def test_a_town_is_nobody_and_a_mother_has_her_own_home(scan, text, name, residency):
    (finding,) = scan(text.format(NUMBER)).findings
    assert (finding.person.normal, finding.residency.value) == (name, residency)
