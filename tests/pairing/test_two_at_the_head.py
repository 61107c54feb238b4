"""Two persons who head a text alike: whose the one number below is, somebody has to look."""

from __future__ import annotations

import pytest

NUMBER = "773-01-0001"


@pytest.mark.parametrize(
    "text",
    [
        "Re: Ann Lee / Bob Ray\n\nSSN {} was found in the file.\n",
        "Re: Ann Lee and Bob Ray\n\nThe SSN is {}.\n",
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
