"""Names typed in small letters beside a labelled number."""

import pytest
from pairs import A, B, people

LEE, RAY = ("ann lee", "773010001"), ("bob ray", "773010002")


@pytest.mark.parametrize(
    "text",
    [
        f"ann lee ssn {A}\n",
        "ann lee, ssn: 773010001\n",
        f"spoke to ann lee today, her ssn is {A}\n",
        f"hi this is ann lee. my ssn is {A} thx\n",
        f"ssn {A} ann m. lee\n",
        f"2024-01-01 10:00 INFO user ann lee ssn={A} saved\n",
        f"Notes of the day: ann lee ssn {A}\n",
    ],
)
def test_a_name_in_small_letters_is_that_of_the_number(scan, text):
    assert people(scan(text)) == [LEE]


def test_each_of_two_has_a_number(scan):
    assert people(scan(f"ann lee's ssn is {A}, bob ray's ssn is {B}\n")) == [LEE, RAY]
    assert people(scan(f"Calls: ann lee ssn {A}, bob ray ssn {B}\n")) == [LEE, RAY]


def test_of_two_beside_one_number_it_is_doubtful_whose_it_is(scan):
    (finding,) = scan(f"called ann lee and bob ray about ssn {A}\n").findings
    assert finding.classification.value == "review"


@pytest.mark.parametrize(
    "text",
    [
        f"the will of the lee, ssn {A}\n",
        f"see victoria falls, ssn {A}\n",
        f"at grant park, ssn {A}\n",
        f"on st james john lane, ssn {A}\n",
        f"mail ann.lee and so on, ssn {A}\n",
        f"Job of ann lee done. The next has ssn {A}\n",
        f"ann, lee's field and others: ssn {A}\n",
    ],
)
def test_what_is_no_name_in_small_letters(scan, text):
    (finding,) = scan(text).findings
    assert finding.person is None


def test_digits_alone_find_nobody_so(scan):
    assert not scan("ann lee 773010001\n").findings


def test_in_a_long_list_as_in_a_short_one(scan):
    text = "".join(f"ssn 773-01-{at:04d} ann lee\n\nssn 773-02-{at:04d} in all\n\n" for at in range(1, 300))
    assert scan(text).counts["personal_information"] == {"ssn": 299}


def test_ss_right_before_a_number_in_groups_is_its_label(scan):
    (finding, other) = scan("ann lee ss 773 01 0001\nlocker 14-22-9\nBob Ray visa 4539 5787 6362 1486\n").findings
    assert (finding.person.normal, other.person.normal) == ("ann lee", "bob ray")
    assert finding.elements[0].grade == 3
    assert scan(f"Suffolk, ss. {A}\nBob Ray\n").findings[0].elements[0].grade == 2


def test_a_surname_with_a_particle(scan):
    text = "3/1 grievant bob ray (ssn 773-01-0002) v. same\n3/9 grievant rosa del pozo (ssn 773-01-0001) v. same\n"
    assert scan(text).owners() == {"773010002": "bob ray", "773010001": "rosa del pozo"}
