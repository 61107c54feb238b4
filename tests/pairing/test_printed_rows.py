"""Records as stores and languages print them: keys above their values, or in the middle of a line."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pairs import LEE, RAY, A, B, people

from piiscan.pairing.prose.printed_rows import PRINTED, fields_of, is_first

KEYS = ("first_name", "last_name", "ssn", "ref", "state")
ANN, BOB = ("Ann", "Lee", A, "100200300", "MA"), ("Bob", "Ray", B, "100200301", "NV")


def redis(values, keys=KEYS):
    told = [word for pair in zip(keys, values, strict=True) for word in pair]
    return "127.0.0.1:6379> HGETALL member:7\n" + "".join(f'{at:>2}) "{word}"\n' for at, word in enumerate(told, 1))


def stream(values):
    told = [word for pair in zip(KEYS, values, strict=True) for word in pair]
    lines = [f'{at}) "{word}"\n' for at, word in enumerate(told, 1)]
    return '1) 1) "1-0"\n   2) ' + "      ".join(lines)


def hbase(values):
    row = f"m{values[3]}"
    return "".join(
        f" {row}     column=p:{key}, timestamp=1770000000000, value={value}\n"
        for key, value in zip(KEYS, values, strict=True)
    )


def got(values):
    return "COLUMN            CELL\n" + "".join(
        f" p:{key}           timestamp=2026-01-01T00:00:00.000, value={value}\n"
        for key, value in zip(KEYS, values, strict=True)
    )


def dumped(values):
    told = zip(KEYS, (*values[:2], int(values[2].replace("-", "")), *values[3:]), strict=True)
    shown = ((key, f"int({one})" if isinstance(one, int) else f'string({len(one)}) "{one}"') for key, one in told)
    return "  array(5) {\n" + "".join(f'    ["{key}"]=>\n    {one}\n' for key, one in shown) + "  }\n"


def of_class(values):
    return dumped(values).replace('"]=>', '":protected]=>')


@pytest.mark.parametrize("form", [redis, stream, hbase, got, dumped, of_class])
@pytest.mark.parametrize("bare", [False, True])
def test_each_record_is_its_own(scan, form, bare):
    ann, bob = ((*one[:2], one[2].replace("-", "") if bare else one[2], *one[3:]) for one in (ANN, BOB))
    found = scan(form(ann) + form(bob), "a.txt").findings
    assert {(one.person.normal, *(e.value for e in one.elements), one.residency.value) for one in found} == {
        (*LEE, "massachusetts"),
        (*RAY, "elsewhere"),
    }


def test_lists_and_sets_have_no_keys(scan):
    assert not people(scan('1) "Ann Lee"\n2) "Bob Ray"\n3) "773010001"\n4) "773010002"\n', "a.txt"))
    assert LEE not in people(scan(redis(ANN, ("given", "family", "batch", "ref", "state")), "a.txt"))


def test_a_record_ends_where_another_begins(scan):
    text = hbase(("Ann", "Lee", "", "1", "MA")).replace("value=\n", "value=x\n") + hbase(("", "", A, "2", "MA"))
    assert LEE not in people(scan(text, "a.txt"))


@given(st.lists(st.sampled_from(["$9", "\n", "773010001", "$3", "ssn", " x ", "*4", "\r"]), max_size=20).map("".join))
def test_of_a_text_in_which_no_store_prints_only_what_begins_a_line_is_asked(text):
    data = text.encode()
    assert not any(map(data.__contains__, PRINTED))
    assert all(is_first(data, at) for at in range(len(data)) if fields_of(data, at))


@pytest.mark.parametrize("dense", [0, 1 << 20], ids=["few numbers", "many"])
@pytest.mark.parametrize("form", [redis, stream, hbase, got, dumped, of_class])
def test_a_text_of_many_numbers_is_looked_through_first_and_told_the_same(scan, monkeypatch, form, dense):
    monkeypatch.setattr("piiscan.pairing.prose.field_lines._DENSE", dense)
    text = form(ANN) + "\nSSN: none, account 4471882910\n" * 9 + "\n" + form(BOB)
    assert {LEE, ("non_resident", *RAY)} <= set(people(scan(text, "a.txt")))
