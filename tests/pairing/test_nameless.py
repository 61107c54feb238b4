"""Numbers where nobody can be named are counted many at a time, and come out as they do one by one."""

import io
import itertools
import random
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from piiscan import matcher
from piiscan.config import Config
from piiscan.detectors import account_labels, account_titles, brokers, financial_account, payment_card
from piiscan.detectors.labels import _phrases
from piiscan.formats.base import new_context
from piiscan.formats.objects.json_text import extract_json
from piiscan.formats.plain.text import extract_text
from piiscan.model import Blob, Grade, Source
from piiscan.pairing import Reader, Tally, finish
from piiscan.pairing.prose import proving, reader
from piiscan.pairing.prose.alike import _digit_in_label
from piiscan.pairing.prose.beside_accounts import DIGIT_IN_LABEL, SPEAKING
from piiscan.pairing.prose.nameless import Nameless, is_nameless

LABELS = [
    "SSN:", "ssn", "Social Security no. ", "acct", "checking account number:", "DL", "license (CA)", "order no.", "card",
    "born 3/4/1970", "routing", "last 4", "sha 256", "medicare", "- [ ] SSN", "", "employee id", '"ssn":', "IBAN", "|",
]  # fmt: skip
BEHIND = ["\n", " ", "\n\n", ", ", "; ", " | ", "A ", " ssn\n", " account\n"]
NAMING = [
    "Ann Lee", "Name: Ann Lee\n", "\nDear Ms. Lee:\n", "Patient:\n\nSsebo Kiggundu\n", "my ", "lopez, david ",
    "10:02 Ann Lee: hello\n", "| name | ssn |\n|---|---|\n", "Ssebo Kiggundu\n12 Elm St\nLynn, MA 01901\n", "\n\n",
    "the number that the customer gave on the telephone to Ann\nLee\n", "\u2022 ", "\xe9", "first=Ann&last=Lee ",
]  # fmt: skip


class Onlooker:
    """Who looks on is told of each candidate, so that none is counted with others."""

    def ignore(self, *_said):
        """Whatever it is."""

    segment = planned = passed_over = proved = unit = ignore


def number(rng):
    """A number of some kind, often one that is unusual for its digits."""
    digits = "".join(rng.choices("0123456789", k=17))
    card = "4" + digits[:14]
    card += next(last for last in "0123456789" if payment_card.luhn(card + last))
    return rng.choice(
        [
            f"{digits[:3]}-{digits[3:5]}-{digits[5:9]}",
            f"{digits[:3]} {digits[3:5]} {digits[5:9]}",
            digits[:9],
            digits[: rng.choice([7, 8, 10, 12])],
            f"20{digits[:2]}0{rng.randrange(1, 9)}1{digits[2]}",
            f"S{digits[:8]}",
            f"D{digits[:7]}",
            card,
            " ".join(card[at : at + 4] for at in range(0, 16, 4)),
            "078-05-1120",
            "4111111111111111",
            "011000015",
            "GB82 WEST 1234 5698 7654 32",
            f"900-7{digits[0]}-{digits[1:5]}",
            f"{digits[:3]}-{digits[3:5]}-{digits[5:9]}A",
        ]
    )


def forms(rng, count):
    """Rows that are alike but for their digits."""
    return [re.split(r"(\d+)", rng.choice(LABELS) + " " + number(rng) + rng.choice(BEHIND)) for _ in range(count)]


def written(rng, form):
    """A row with other digits."""
    return "".join(
        "".join(rng.choices("0123456789", k=len(part))) if part.isdigit() and rng.random() < 0.9 else part
        for part in form
    )


def document(seed):
    """A text of some hundred rows of a few forms, with something that names somebody here and there."""
    rng = random.Random(seed)
    rows = [written(rng, form) for form in forms(rng, rng.randrange(1, 4)) for _ in range(rng.choice([90, 300]))]
    if rng.random() < 0.5:
        rng.shuffle(rows)
    for _ in range(rng.choice([0, 0, 1, 3])):
        rows.insert(rng.randrange(len(rows)), rng.choice(NAMING))
    return "".join(rows)


def findings(extract, data, *, watch, listed=True, most=0):
    config = Config(max_findings_per_file=most)
    source = Source("r", "f", "/r/f", len(data))
    tally = Tally(watch=watch)
    found = []
    reader = Reader(tally, lambda: listed and (not most or len(found) < most), config.residency_default)

    def take(units):
        for unit in units:
            finding = finish(unit, source, (), config, tally)
            if finding is not None and (not most or len(found) < most):
                found.append(repr(finding))

    for segment in extract(Blob("f", lambda: io.BytesIO(data)), new_context(config.limits)):
        end = len(segment.data) if segment.end < 0 else segment.end
        take(reader.read(segment, matcher.find(segment.data, segment.start, end)))
    take(reader.close())
    return found, tally.result()


@pytest.mark.long
@settings(max_examples=10, deadline=None)
@given(st.integers(0, 2**32))
def test_counts_as_one_by_one(seed):
    data = document(seed).encode()
    expected, counts = findings(extract_text, data, watch=Onlooker())
    assert findings(extract_text, data, watch=None) == (expected, counts)
    assert findings(extract_text, data, watch=None, listed=False)[1] == counts
    assert findings(extract_text, data, watch=None, most=5)[1] == counts


@pytest.mark.parametrize("name", ["Ann Lee", "ssn"])
def test_in_a_string_of_json(name):
    data = f'{{"a":"{"SSN 010-94-0001 " * 200}{name} SSN 010-94-0002","b":1}}\n'.encode()
    data = data.replace(b'{"a"', b'{"a":"' + b"." * 17_000 + b'","c"')
    expected, counts = findings(extract_json, data, watch=Onlooker())
    assert findings(extract_json, data, watch=None) == (expected, counts)
    assert findings(extract_json, data, watch=None, listed=False)[1] == counts


@pytest.mark.long
@pytest.mark.parametrize("far", [100, 7000, 8100, 9000])
def test_who_is_named_near_is_found(far):
    rows = "".join(f"SSN 010-94-{at:04}\n" for at in range(1, 900))
    data = (rows[: far // 2 // 16 * 16] + "Name: Ann Lee\n" + rows).encode()
    assert findings(extract_text, data, watch=None) == findings(extract_text, data, watch=Onlooker())


@pytest.mark.parametrize("row", ["SSN 010-94-{:04}\n", "x,x,010-94-{:04},x,"], ids=["a label", "cells of one letter"])
def test_a_text_of_numbers_alone_is_looked_at_in_bulk(monkeypatch, row):
    data = "".join(row.format(at) for at in range(1, 2000)).encode()
    monkeypatch.setattr("piiscan.pairing.prose.reader.Text.pair", lambda *_: pytest.fail("looked at"))
    assert findings(extract_text, data, watch=None, listed=False)[1] == {"element_only": {"ssn": 1999}}


def test_of_numbers_that_begin_as_a_year_days_alone_are_looked_at(monkeypatch):
    numbers = [
        f"20{year:02}{month:02}{day:02}" for year in (7, 81) for month in range(20) for day in (0, 1, 31, 32, 77)
    ]
    data = "".join(f"acct {number}\n" for number in map(int, numbers)).encode()
    expected = findings(extract_text, data, watch=Onlooker())
    looked_at = []
    prove = proving.prove
    monkeypatch.setattr(
        "piiscan.pairing.prose.reader.prove", lambda data, hit: looked_at.append(hit) or prove(data, hit)
    )
    assert findings(extract_text, data, watch=None) == expected
    assert len(looked_at) < len(numbers) // 2


def test_what_digits_of_a_number_can_be_of_a_label():
    """See `alike._digit_in_label`: three digits at the end or the beginning, and no name label has any."""
    numbered = {phrase: meaning[1] for phrase, meaning in _phrases().items() if re.search(r"\d", phrase)}
    assert not [phrase for phrase, kind in numbered.items() if kind.startswith("name.")]
    of_three = [phrase for phrase in numbered if re.search(r"\d{3}", phrase)]
    assert of_three
    assert all(_digit_in_label().search(re.sub(r"\d", "0", phrase).encode()) for phrase in of_three)
    assert not [phrase for phrase in numbered if re.search(r"\d{4}", phrase)]


@pytest.mark.parametrize(
    "text",
    [
        "Dear Customer:",
        "my SSN is",
        "Ann Lee",
        "lee, ann 1",
        "x,lee,ann,1",
        "o'day,jo 1",
        "Full name",
        "ssn of the patient is",
        "Payroll",
        "|--|--|",
    ],
)
def test_named_lines(text):
    assert not is_nameless(text)


def test_few_numbers_are_not_asked_about():
    segment = next(
        iter(extract_text(Blob("f", lambda: io.BytesIO(b"SSN 010-94-0001\n" * 9)), new_context(Config().limits)))
    )
    assert Nameless().of(segment, matcher.find(segment.data)) is None


WORDS = (
    *(
        "order",
        "login",
        "checkout",
        "GET /v1/users",
        "bank",
        "trust",
        "statement balance",
        "last 4",
        "address 1",
        "type: checking",
    ),
    *(
        "routing",
        "at Eastern Bank",
        "401k",
        "sha 256",
        "code 7",
        "CD",
        "customer",
        "Ann Lee",
        "name=Ann Lee",
        "total $",
        "id",
    ),
)


def log(seed):
    """A log in which most lines are alike: a time, a message, an account, a measure, a trace; some with more."""
    rng = random.Random(seed)
    odd = rng.choice([0.0, 0.01, 0.1])
    keys = rng.sample(["account_id", "acct", "user_id", "account", "checking_account", "card_account_number"], 2)

    def line(at):
        begins = f"ts=2026-03-{at % 28 + 1:02}T{at % 24:02}:{at % 60:02}:07.{rng.randrange(1000):03}Z level=info "
        said = rng.choice(WORDS[:3]) if rng.random() >= odd else rng.choice(WORDS)
        numbers = "".join(f" {key}={''.join(rng.choices('0123456789', k=rng.choice((8, 9, 9))))}" for key in keys)
        routing = f" aba=011000015 {rng.choice(WORDS)}" if rng.random() < odd else ""
        more = rng.choice(["\nat line 7\n", "\n\n", " ", "\nLee said so\n"]) if rng.random() < odd else "\n"
        trace = f" took={rng.random():.3f}ms trace={rng.getrandbits(64):016x}"
        return f'{begins * rng.choice((1, 1, 1, 1 - (odd > 0.05)))}msg="{said} done"{numbers}{routing}{trace}{more}'

    return "".join(map(line, range(rng.choice((90, 400)))))


def short_log(seed):
    """The same of short lines, so that those above a number are seen with it; some begin with it, or have titles."""
    rng = random.Random(seed)
    odd = rng.choice([0.0, 0.02, 0.2])
    begins = rng.choice(["GET /a?id=", "acct=", "", "ref  ", "x\t", "10.0.0.7 account ", "Account no. "])
    behind = rng.choice(["&acct=12", " 200", "", " | acct", "  12.50", " through 12345678"])
    above = [
        "Account Number   Due\n",
        "Acct\n",
        "x   Account no.\n",
        "\x1f",
        "1990 Savings\n",
        "401k\n",
        "bank\n",
        "\n",
        "ssn",
    ]

    def line(_at):
        number = "".join(rng.choices("0123456789", k=rng.choice((8, 9, 9, 9))))
        more = rng.choice([*above, f"{rng.choice(WORDS)} "]) if rng.random() < odd else ""
        return f"{more}{begins}{number}{behind}{rng.randrange(10, 99)}\n"

    return "".join(map(line, range(rng.choice((90, 400)))))


@pytest.mark.long
@settings(max_examples=16, deadline=None)
@given(st.integers(0, 2**32), st.sampled_from([log, short_log]))
def test_logs_count_as_one_by_one(seed, log):
    data = log(seed).encode()
    expected, counts = findings(extract_text, data, watch=Onlooker())
    assert findings(extract_text, data, watch=None) == (expected, counts)
    assert findings(extract_text, data, watch=None, listed=False)[1] == counts


def numbers_of_events(first, *, routing):
    """2,000 numbers; of those with nine digits that may all be routing numbers, or none."""
    if len(str(first)) < len("011000015"):
        return [first + 7 * at for at in range(2000)]
    every = (str(first + 7 * at) for at in itertools.count())
    return list(itertools.islice((number for number in every if financial_account.aba(number) is routing), 2000))


@pytest.mark.parametrize(
    ("user", "account", "routing"),
    [(31 * 10**6, 35 * 10**6, False), (310 * 10**6, 320 * 10**6, True), (310 * 10**6, 320 * 10**6, False)],
    ids=["short", "routing", "long"],
)
def test_events_with_an_account_each_are_looked_at_in_bulk(monkeypatch, user, account, routing):
    users, accounts = numbers_of_events(user, routing=routing), numbers_of_events(account, routing=routing)
    line = 'ts=2026-03-14T09:26:{:02}.{:03}Z level=info msg="order {}" user_id={} account_id={} took=0.{:03}ms trace={:016x}\n'
    rng = random.Random(1)
    word = ("search", "page")
    data = "".join(
        line.format(at % 60, at % 1000, word[at % 2], users[at], accounts[at], at % 1000, rng.getrandbits(64))
        for at in range(2000)
    ).encode()
    monkeypatch.setattr("piiscan.pairing.prose.reader.Text.pair", lambda *_: pytest.fail("looked at"))
    proved = []
    prove = reader.prove
    monkeypatch.setattr(reader, "prove", lambda *asked: proved.append(1) or prove(*asked))
    assert findings(extract_text, data, watch=None, listed=False)[1] == {"weak": {"financial_account": 2000}}
    assert len(proved) < 400


def test_numbers_in_short_lines_are_looked_at_in_bulk(monkeypatch):
    numbers = numbers_of_events(310 * 10**6, routing=False)
    data = "".join(
        f'10.0.0.7 - - "GET /a?id={number}&acct={number % 900} HTTP/1.0" 200\n' for number in map(int, numbers)
    ).encode()
    proved = []
    prove = reader.prove
    monkeypatch.setattr(reader, "prove", lambda *asked: proved.append(1) or prove(*asked))
    assert findings(extract_text, data, watch=None, listed=False)[1] == {"lookalike": {"no-label": 2000}}
    assert len(proved) < 100


def test_what_labels_with_a_digit_are_left_as_they_are():
    numbered = [phrase for phrase in _phrases() if re.search(r"\d", phrase)]
    sought = [re.compile(pattern, re.ASCII) for pattern in DIGIT_IN_LABEL]
    assert [phrase for phrase in numbered if not any(one.search(phrase.encode()) for one in sought)] == []


_OF_BANKS = (
    *("Foo {} chk 12345678", "{} # 12345678", "acct at Foo {}, acct # 12345678", "Foo {} Acct # 12345678"),
    *("Account number 12345678 at Foo {} now", "Account number: 12345678   Type: {}\n", "Foo {} 011000015 / 12345678"),
    *("{}\nFREE CHECKING\n 12345678", "Statement Period 1\nFREE {} 12345678"),
)


def _speaks(word: str) -> set[tuple[object, ...]]:
    """What the word makes of an account number near it."""
    told = set()
    for text in _OF_BANKS:
        before, _, behind = text.format(word).partition("12345678")
        strong = account_labels.said_of("12345678", before, behind).label == Grade.STRONG
        bank, statement = account_labels.is_at_bank(before, behind), account_titles.is_of_statement(before)
        told.add((text, strong, bank, statement, account_titles.lists_deposits(before)))
    return told


def test_every_word_that_speaks_for_an_account_from_afar_is_sought():
    patterns = [
        one.pattern
        for room in (account_labels, account_titles, brokers)
        for one in vars(room).values()
        if hasattr(one, "pattern")
    ]
    words = {word for pattern in patterns for word in re.findall(r"[A-Za-z][A-Za-z-]+(?: [a-z-]{2,})?", pattern)}
    words |= {
        letter + end for one in patterns for set_, end in re.findall(r"\[([A-Z]+)\]([A-Z]+)", one) for letter in set_
    }
    nothing, sought = _speaks("Zzyx"), [re.compile(pattern, re.ASCII) for pattern in SPEAKING]
    spoken = {
        form
        for word in words
        if word.lower() not in {"iban", "share"}  # labels, which are seen right beside their number
        if word.lower() != "td"  # speaks with a routing number alone, which is sought itself
        for form in (word, word.upper(), word.title())
        if _speaks(form) - nothing
    }
    assert len(spoken) > 40
    assert [form for form in sorted(spoken) if not any(one.search(form.lower().encode()) for one in sought)] == []
