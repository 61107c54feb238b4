"""Titles of other things over a small table in a text: what stands below them is what they say, in one row or in many."""

import pytest
from pairs import CARD, A, B, people

OTHER = {
    "one row": f"Item no.       Ordered by         Qty\n{A}    Ann Lee              4\n",
    "two rows": f"Item no.       Ordered by         Qty\n{A}    Ann Lee              4\n{B}    Bob Ray              2\n",
    "the last column": f"Ordered by         Qty     Part\nAnn Lee              4     {A}\n",
    "member": f"Name               Member no.     Town\nAnn Lee            {A}    Lynn\n",
    "by tabs": f"Name\tMember no.\tTown\nAnn Lee\t{A}\tLynn\n",
    "a ruler between": f"Customer        Invoice        Total\n--------------  -----------    -----\nAnn Lee         {A}      4.00\n",
    "titles in two lines": f"Customer        Order          \nName            Number         Qty\nAnn Lee         {A}      4\n",
    "quoted": f"> Name               Member no.     Town\n> Ann Lee            {A}    Lynn\n",
    "in bars": f"| Item no. | Ordered by |\n| {A} | Ann Lee |\n| {B} | Bob Ray |\n",
    "between bars": f"Item no. | Ordered by\n{A} | Ann Lee\n{B} | Bob Ray\n",
    "in bars, beside a title of nothing": f"| Part no. | Who of us |\n| {A} | Ann Lee |\n| {B} | Bob Ray |\n",
    "in bars, the last column": f"| Customer | Town | Order no. |\n| Ann Lee | Lynn | {A} |\n| Bob Ray | Lynn | {B} |\n",
    "in bars, quoted": f"> | Customer | Order no. |\n> | Ann Lee | {A} |\n> | Bob Ray | {B} |\n",
    "two without a second known": f"Item no.       Ordered by\n{A}    Ann Lee\n{B}    Bob Ray\n",
    "a license": "Name               Part number    Town\nAnn Lee            S77300001      Lynn\n",
}


@pytest.mark.parametrize("name", OTHER)
def test_a_number_below_the_title_of_another_thing_is_that(scan, name):
    found = scan("Dear all,\n\nas you asked:\n\n" + OTHER[name] + "\nRegards\n")
    assert [one for one in found.findings if one.classification.value in {"personal_information", "review"}] == []


OURS = {
    "no title over it": f"Name               Member         Town\n                   since\nAnn Lee   Lynn     1999   {A}\n",
    "a title that says nothing": f"Item no.       Ordered by         Remark\n77             Ann Lee            {A}\n",
    "a title that may be anything": f"Name               ID             Town\nAnn Lee            {A}    Lynn\n",
    "a label before it": f"Name               Member no.     Town\nAnn Lee   SSN:     {A}    Lynn\n",
    "a paragraph between": f"Name               Member no.     Town\nIt ended so.\n\nAnn Lee            {A}    Lynn\n",
    "two empty lines between": f"Name               Member no.     Town\n\n\nAnn Lee            {A}    Lynn\n",
    "a label before it in bars": f"| Name | Member no. |\n| Ann Lee | SSN: {A} |\n",
    "a title that says nothing in bars": f"| Item no. | Ordered by | Remark |\n| 77 | Ann Lee | {A} |\n",
    "a sentence with bars": f"Order no. or item | see below\nAnn Lee, SSN {A} | open\n",
    "fields in bars": f"| Order no. | 77 |\n| Name | Ann Lee |\n| SSN | {A} |\n",
    "a number in a sentence": f"Item no.       Ordered by         Qty\nthe same {A} of Ann Lee\n",
}


@pytest.mark.parametrize("name", OURS)
def test_a_title_speaks_for_what_stands_below_it_alone(scan, name):
    assert people(scan("Dear all,\n\nas you asked:\n\n" + OURS[name] + "\nRegards\n")) == [("ann lee", "773010001")]


def test_it_is_counted_as_what_its_column_says(scan):
    counts = scan("Notes.\n\n" + OTHER["two rows"]).counts
    assert counts["lookalike"] == {"column:other": 2}


def test_the_name_of_a_card_is_whom_it_is_of_if_it_is_a_name(scan):
    assert people(scan(f"card_name,card_number\nAnn Lee,{CARD}\n", "a.csv")) == [("ann lee", CARD)]
    params = f'[{{"name":"card_name","value":"Ann Lee"}},{{"name":"card_number","value":"{CARD}"}}]'
    assert people(scan(f'{{"params":{params}}}', "a.json")) == [("ann lee", CARD)]


def test_the_name_of_a_card_that_is_a_product_is_nobody(scan):
    assert people(scan(f"card_name,card_number\nVisa Platinum,{CARD}\n", "a.csv")) == [("element_only", None, CARD)]
    assert people(scan(f"name,card_name,card_number\nAnn Lee,Double Cash,{CARD}\n", "a.csv")) == [("ann lee", CARD)]
    assert people(scan(f"card_name,span\nAnn Lee,{CARD}\n", "a.csv")) == []


def test_an_account_of_titles_that_systems_cut_short(scan):
    sap = "NACHN,VORNA,BANKL,BANKN\nLee,Ann,011000138,83749202\n"
    assert people(scan(sap, "a.csv")) == [("ann lee", "83749202")]
    assert people(scan("Name,Dan,Score\nAnn Lee,83749202,3\n", "a.csv")) == []


TOWNS = "Moynihan;Yolanda;773-01-0001;Salem MA\nNakamura;Frank;773-01-0002;Medford MA\n"


@pytest.mark.parametrize("head", ["Nachname;Vorname;SSN;Ort", "Nom de famille;Prénom;SSN;Ville", "a;b;SSN;c"])
def test_a_column_of_towns_with_their_state_names_nobody(scan, head):
    """Ma is a surname, too."""
    found = scan(f"{head}\n{TOWNS}", "a.csv")
    assert {person for person, _ in people(found)} <= {"yolanda moynihan", "frank nakamura"}
