"""A stream read back: what is whole is given, what is not is told with its line, and nothing ends in a traceback."""

import contextlib
import io
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from piiscan.reporters import jsonl
from piiscan.reporters import read as reading
from piiscan.reporters.read import StreamError, TornError, read
from piiscan.reporters.terminal import Look

HISTORY = {"object": "0" * 40, "commits": 1, "first": {}, "last": None, "paths": [], "more_paths": 0, "refs": []}
HISTORY |= {"more_refs": 0, "reachable": True}
RAW = "010-94-0002"


@pytest.fixture(autouse=True, params=[reading.FEW, 0], ids=["plain", "quick"])
def _way(request, monkeypatch):
    monkeypatch.setattr(reading, "FEW", request.param)


@pytest.fixture
def lines(share):
    """A stream as a scan writes it."""
    out = io.StringIO()
    jsonl.write(share().found("a.xlsx", 2).unread("b.png").found("c\udcff.xlsx").records(), out, Look())
    return out.getvalue().encode().splitlines(keepends=True)


def records(data, **options):
    return list(read(io.BytesIO(data if isinstance(data, bytes) else b"".join(data)), "s.jsonl", **options))


def changed(line, **changes):
    return json.dumps(json.loads(line) | changes).encode() + b"\n"


def test_what_was_written_is_read(lines):
    assert records(lines) == [json.loads(line) for line in lines]


def test_findings_that_are_not_wanted_are_passed_over_as_lines(lines):
    first, second, third = (json.loads(line)["id"] for line in lines if line.startswith(b'{"type":"finding"'))
    damaged = [line.replace(b'"person"', b'"nobody"') if second.encode() in line else line for line in lines]
    found = [record.get("id") for record in records(damaged, wants={first, third}.__contains__)]
    assert [one for one in found if one] == [first, third]
    assert len(found) == len(lines) - 1


def test_a_mark_empty_lines_and_foreign_line_ends_do_no_harm(lines):
    data = b"\xef\xbb\xbf" + b"\n\n".join(lines).replace(b"\n", b"\r\n")
    assert records(data) == [json.loads(line) for line in lines]
    assert records(b"".join(lines).rstrip()) == [json.loads(line) for line in lines]


def test_what_a_later_version_adds_is_taken_or_passed_over(lines):
    lines[0] = changed(lines[0], schema_version="1.99", novelty=[1])
    lines[1] = changed(lines[1], novelty={"deep": 1}, classification="vital_record")
    outcome = json.loads(lines[3])
    lines[3] = changed(lines[3], counts=outcome["counts"] | {"novel": {"ssn": 3}, "odd": ["no", "numbers"]})
    lines.insert(2, b'{"type": "novelty", "anything": true}\n')
    given = records(lines)
    assert [record["type"] for record in given] == [
        json.loads(line)["type"] for line in lines if b'"novelty", "a' not in line
    ]
    assert given[1]["novelty"] == {"deep": 1}
    assert given[3]["counts"] == outcome["counts"] | {"novel": {"ssn": 3}}


def test_a_stream_of_another_major_version_is_refused(lines):
    lines[0] = changed(lines[0], schema_version="2.0")
    with pytest.raises(StreamError, match=r"^s\.jsonl: line 1: .*does not read; it reads 1\.x$"):
        records(lines)


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda lines: [lines[0], b"no json\n", *lines[1:]], r"line 2: is not JSON"),
        (lambda lines: [lines[0], b'{"type": NaN}\n', *lines[1:]], r"line 2: is not JSON"),
        (lambda lines: [lines[0], b'{"type": 1e999}\n', *lines[1:]], r"line 2: is not JSON"),
        (lambda lines: [lines[0], b"[" * 100_000 + b"\n", *lines[1:]], r"line 2: is not JSON"),
        (lambda lines: [lines[0], b'"\xff"\n', *lines[1:]], r"line 2: is not JSON"),
        (lambda lines: [lines[0], b'{"bytes": ' + b"9" * 5000 + b"}\n", *lines[1:]], r"line 2: is not JSON"),
        (lambda lines: [lines[0], b"[1]\n", *lines[1:]], r"line 2: is not a JSON object"),
        (lambda lines: [lines[0], b"{}\n", *lines[1:]], r"line 2: has no type"),
        (lambda lines: [lines[0], b'{"type": ["run"]}\n', *lines[1:]], r"line 2: has no type"),
        (lambda lines: lines[1:], r"line 1: is not the head of a report of piiscan"),
        (lambda lines: lines + lines, r"line 9: stands behind the end of the report"),
        (lambda lines: lines[:-1] + lines, r"line 8: a second report begins here"),
        (lambda _lines: [b'{"run": {"type": "run"},\n'], r"line 1: is a JSON document"),
        (lambda lines: ["".join(map(bytes.decode, lines)).encode("utf-16")], r"line 1: is UTF-16"),
        (lambda lines: [lines[0], b'{"type": "finding"}\n', *lines[2:]], r"line 2: the finding has no classification"),
        (lambda lines: [lines[0], changed(lines[1], file=5)], r"line 2: the finding file is of another type"),
        (lambda lines: [lines[0], changed(lines[1], elements=[{}])], r"line 2: the finding elements has no evidence"),
        (lambda lines: [lines[0], changed(lines[1], person={})], r"line 2: the finding person has no evidence"),
        (
            lambda lines: [lines[0], changed(lines[1], history=HISTORY)],
            r"line 2: the finding history first has no commit",
        ),
        (lambda lines: [lines[0], changed(lines[1], residency="\x1b[2J")], r"line 2: the finding residency has char"),
        (lambda lines: [lines[0], changed(lines[1], id="\x1b[2J")], r"line 2: the finding id has characters"),
        (lambda lines: [changed(lines[0], options=None), *lines[1:]], r"line 1: the head options is of another type"),
    ],
)
def test_what_is_wrong_is_told_with_its_line(lines, make, words):
    with pytest.raises(StreamError, match=rf"^s\.jsonl: {words}"):
        records(make(lines))


def test_a_name_of_a_count_cannot_act_on_a_terminal(lines):
    counts = {"lookalike": {"\x1b[2J": 1}}
    with pytest.raises(StreamError, match="line 4: the outcome counts lookalike has a key"):
        records([*lines[:3], changed(lines[3], counts=counts), *lines[4:]])


def test_a_line_without_end_is_not_taken_into_memory(lines, monkeypatch):
    monkeypatch.setattr(reading, "LONGEST", 10_000)
    with pytest.raises(StreamError, match="line 2: longer than"):
        records([lines[0], b" " * 10_001 + b"\n", *lines[1:]])


def test_what_is_wrong_is_told_without_the_text_of_it(lines):
    with pytest.raises(StreamError) as caught:
        records([lines[0], changed(lines[1], person=RAW, file=[RAW])])
    assert RAW not in str(caught.value)
    assert caught.value.__cause__ is None


@pytest.mark.parametrize("kept", [1, 2, 3, 6])
@pytest.mark.parametrize("half", [b"", b'{"type":"find'])
def test_a_stream_that_ends_early_is_named_or_reported_as_a_part(lines, validator, kept, half):
    data = b"".join(lines[:kept]) + half
    number = kept + bool(half)
    with pytest.raises(TornError, match=rf"line {number}: the report (ends here|is cut off here)"):
        records(data)
    part = records(data, incomplete=True)
    assert part[:-1] == [json.loads(line) for line in lines[:kept]]
    validator.validate(part[-1])
    assert part[-1]["interrupted"] is True
    assert part[-1]["complete"] is False
    assert part[-1]["exit_code"] == 2
    assert f"line {number}" in part[-1]["exit_reason"]
    assert part[-1]["listed"] == sum(record["type"] == "finding" for record in part)


@pytest.mark.parametrize("data", [b"", b"\n\n", b'{"type":"ru'])
def test_of_nothing_there_is_no_report(data):
    with pytest.raises(TornError):
        records(data, incomplete=True)


def test_a_disk_that_fails_is_told():
    class Failing(io.BytesIO):
        def readline(self, *_):
            raise OSError(5, "Input/output error", "/secret/name")

    with pytest.raises(StreamError, match=r"^s\.jsonl: cannot be read on: input/output error$"):
        list(read(Failing(), "s.jsonl"))


def test_raw_values_stay_behind_unless_asked_for(lines):
    finding = json.loads(lines[1])
    finding["person"]["name"], finding["elements"][0]["value"] = "Ann Lee", RAW
    lines[1] = json.dumps(finding).encode() + b"\n"
    assert records(lines, values=True)[1] == finding
    text = json.dumps(records(lines))
    assert RAW not in text
    assert "Ann Lee" not in text


@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_a_damaged_stream_is_told_and_never_raises_anything_else(data):
    text = STREAM
    for _ in range(data.draw(st.integers(1, 3))):
        at = data.draw(st.integers(0, len(text)))
        text = text[:at] + data.draw(st.binary(max_size=4)) + text[at + data.draw(st.integers(0, 40)) :]
    with contextlib.suppress(StreamError):
        list(read(io.BytesIO(text), "s", incomplete=True))


def _stream():
    from tests.reporters.conftest import Share

    out = io.StringIO()
    jsonl.write(Share().found("a.xlsx", 2).unread("b.png").records(), out, Look())
    return out.getvalue().encode()


STREAM = _stream()
