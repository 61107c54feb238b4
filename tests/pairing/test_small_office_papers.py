"""Papers of small offices as they lie on a file share: tax preparers, landlords, clinics, courts, personnel."""

import pytest

from tests.pairing.pairs import LEE, RAY, A, B, numbers, people

ACCOUNT = "8089044058"
BOTH = sorted((LEE, RAY))


@pytest.mark.parametrize("start", [0, 18, 22])
def test_a_label_names_two_below_titles_that_are_not_right_above_both(scan, start):
    titles, names = f"{' ' * start}Taxpayer".ljust(41), "Name".ljust(18) + "Ann Lee".ljust(23)
    text = f"{titles}Spouse\n{names}Bob Ray\nSocial Security No. {A}     {B}\n"
    assert numbers(scan(text)) == BOTH


def test_an_account_below_a_table_of_family_members_is_not_theirs(scan):
    text = (
        f"Name: Ann Lee\nSocial Security No. {A}\nDependents\nName              Relationship   DOB\n"
        f"Tim Lee Daughter  04/11/2015\nDirect deposit of refund\nRouting number   011000015\nAccount number   {ACCOUNT}\n"
    )
    assert {person for *_, person, _ in people(scan(text))} == {"ann lee"}
