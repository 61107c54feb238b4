"""Of several persons in one line the number is that of who has the role that its label names."""

import pytest
from pairs import A, people


@pytest.mark.parametrize(
    "text",
    [
        "Defendant Ann Lee of Lynn. Plaintiff Bob Ray. Defendant's SSN: {}.",
        "Plaintiff Bob Ray v. Defendant Ann Lee. Defendant's SSN: {}.",
        "Plaintiff Bob Ray and Defendant Ann Lee appeared. The defendant's SSN is {}.",
        "Tenant Ann Lee and landlord Bob Ray agree. Tenant's Social Security number: {}.",
        "Ann Lee (seller) and Bob Ray (buyer), seller SSN {}",
        "Seller Bob Ray and buyer Ann Lee agree. Buyer SSN {}.",
        "Buyer Ann Lee, seller Bob Ray, buyer SSN {}",
        "Child support: obligor Ann Lee, obligee Bob Ray, the obligor's SSN is {}",
        "Sold to Ann Lee by salesperson Bob Ray; buyer SSN {}.",
    ],
)
def test_the_one_of_that_role_is_meant(scan, text):
    assert people(scan(text.format(A) + "\n")) == [("ann lee", "773010001")]


@pytest.mark.parametrize(
    "text",
    [
        "Ann Lee and Bob Ray agree. The tenant's SSN is {}.",
        "Tenant Ann Lee and tenant Bob Ray agree. The tenant's SSN is {}.",
    ],
)
def test_where_nobody_or_several_have_it_it_is_for_review(scan, text):
    (found,) = people(scan(text.format(A) + "\n"))
    assert found[0] == "review"


@pytest.mark.parametrize(
    "text",
    [
        "On this day before me, Bob Ray, the undersigned notary public, personally appeared Ann Lee, proved to me by {}.",
        "On this day before me, Bob Ray, appeared Ann Lee, proved to me through {}, to be the signer.",
        "Then appeared the above-named Ann Lee, proved by {}, before me, Bob Ray, Notary Public.",
    ],
)
def test_a_notary_is_not_who_proved_who_they_are(scan, text):
    assert people(scan(text.format("MA driver's license no. S17490186") + "\n")) == [("ann lee", "S17490186")]
