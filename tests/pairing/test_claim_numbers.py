"""Claim numbers of Medicare and of the Social Security Administration: an SSN and the letters of the beneficiary."""

from __future__ import annotations

import pytest
from pairs import people

A = "010-94-0001"


@pytest.mark.parametrize("behind", ["A", "-A", " A", "HA", "-C1"])
def test_a_number_with_its_letters_is_one_number(scan, behind):
    text = f"Name: Ann Lee\nMedicare Claim Number {A}{behind}\n"
    assert people(scan(text)) == [("ann lee", "010940001")]
    text = f'{{"name": "Ann Lee", "hicn": "{A}{behind}"}}'
    assert people(scan(text, "a.json")) == [("ann lee", "010940001")]


@pytest.mark.parametrize("label", ["HIC", "HIC#", "HICN:", "Medicare"])
def test_short_labels_of_claims(scan, label):
    assert people(scan(f"Ann Lee, {label} {A}-B1, of Lynn\n")) == [("ann lee", "010940001")]


@pytest.mark.parametrize("label", ["Claim Number", "CLAIM NO.", "claim #"])
def test_a_letter_of_the_agency_calls_it_a_claim_number(scan, label):
    text = f"Social Security Administration\nRetirement, Survivors and Disability Insurance\n{label}: {A}HA  Ann Lee\n"
    assert people(scan(text)) == [("ann lee", "010940001")]


def test_the_claim_number_of_an_insurer_only_may_be_one(scan):
    assert people(scan(f"Insured: Ann Lee\nClaim Number: {A}A\n")) == [("review", "ann lee", "010940001")]
    assert not scan(f"Insured: Ann Lee\nClaim Number: {A}\n").findings
    rows = "".join(f"Ann Lee,010-94-{at:04}A\n" for at in range(1, 9))
    assert not scan(f"name,claim number\n{rows}", "a.csv").findings


@pytest.mark.parametrize("behind", ["", "-A", " A"])
def test_what_is_an_ssn_by_itself_is_not_lost_by_a_letter_behind_it(scan, behind):
    text = f"Medicare patient Ann Lee asked to pay the invoice with {A}{behind}\n"
    assert people(scan(text)) == [("ann lee", "010940001")]
    assert not scan(f"Ann Lee is on Medicare. Her invoice: {A}{behind} was sent.\n").findings


def test_the_number_of_a_claimant_is_another_thing(scan):
    assert not scan(f"Medicare appeals\nClaimant ID: {A}A  Ann Lee\n").findings
