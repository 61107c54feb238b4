"""The short way through the small members of a container says what the long way says, in the same order."""

import base64
import gzip
import io
import json
import tarfile
import zipfile
from functools import partial

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from test_small import NAMES, NUMBERS, PIECES, SSN, long_and_short

from piiscan import members, small
from piiscan.config import Config, Limits
from piiscan.formats.base import Budget
from piiscan.members import Nothing
from piiscan.model import Axis, Blob, Encryption, Finding, Gap, Reason, Status, Step

in_lots = partial(members.in_lots, budget=Budget(Limits()))
WORDS, JSON, PERSON = b"a few words\n", b'{"a": 1}\n', f"Ann Lee {SSN}\n".encode()


def zipped(files):
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files:
            archive.writestr(name, data)
    return target.getvalue()


def taped(files):
    target = io.BytesIO()
    with tarfile.open(fileobj=target, mode="w") as archive:
        for name, data in files:
            header = tarfile.TarInfo(name)
            header.size = len(data)
            archive.addfile(header, io.BytesIO(data))
    return target.getvalue()


def mailed(files):
    parts = [
        f'--x\nContent-Type: application/octet-stream; name="{name}"\n'
        f'Content-Disposition: attachment; filename="{name}"\n'
        "Content-Transfer-Encoding: quoted-printable\n\n".encode()
        + data.replace(b"=", b"=3D")
        + b"\n"
        for name, data in files
    ]
    head = b"From: a@example.com\nTo: b@example.com\nSubject: x\nMIME-Version: 1.0\n"
    return head + b"Content-Type: multipart/mixed; boundary=x\n\n" + b"".join(parts) + b"--x--\n"


CONTAINERS = {
    "a.zip": zipped,
    "a.tar": taped,
    "a.tar.gz": lambda files: gzip.compress(taped(files), mtime=0),
    "a.gz": lambda files: gzip.compress(b"".join(data for _, data in files), mtime=0),
    "a.eml": mailed,
    "b.zip": lambda files: zipped([*files[:2], ("c.tar", taped(files)), *files[2:]]),
}
FILES = st.lists(
    st.tuples(st.sampled_from(NAMES), st.lists(st.sampled_from([*PIECES, *NUMBERS]), max_size=3).map(b"".join)),
    max_size=6,
).map(lambda files: [(f"{number}/{name}", data) for number, (name, data) in enumerate(files)])


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(FILES, st.sampled_from(sorted(CONTAINERS)))
def test_any_members_are_told_the_same_both_ways(tmp_path, monkeypatch, files, name):
    path = tmp_path / name
    path.write_bytes(CONTAINERS[name](files))
    long, short = long_and_short(path, monkeypatch)
    assert short == long


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(FILES, st.sampled_from(sorted(CONTAINERS)), st.data())
def test_those_of_a_damaged_container_too(tmp_path, monkeypatch, files, name, data):
    whole = bytearray(CONTAINERS[name](files))
    for place in data.draw(st.lists(st.integers(0, len(whole) - 1), max_size=3)):
        whole[place] ^= data.draw(st.integers(1, 255))
    path = tmp_path / name
    path.write_bytes(whole[: data.draw(st.integers(1, len(whole)))])
    long, short = long_and_short(path, monkeypatch)
    assert short == long


@pytest.mark.long
@pytest.mark.parametrize("files", [[("a.txt", WORDS)] * 700, [("a.txt", WORDS * 5000)] * 40, [("a", b"")] * 257])
def test_more_members_than_wait_at_a_time_are_told_in_their_order(tmp_path, monkeypatch, files):
    path = tmp_path / "a.tar"
    path.write_bytes(taped([*files, ("p.txt", PERSON), *files]))
    long, short = long_and_short(path, monkeypatch)
    assert short == long
    assert [type(event) for event in short].index(Finding) == len(files)


def blob(data, name="a.txt", **more):
    return Blob(name, lambda: io.BytesIO(data), (Step(Axis.MEMBER, name),), len(data), **more)


MAILS = st.lists(
    st.tuples(
        st.sampled_from(["Subject: budget", f"Subject: {SSN}", "Subject: =?utf-8?q?SSN?=", "Content-Type: text/html"]),
        st.sampled_from(["", "Content-Transfer-Encoding: quoted-printable\n"]),
        st.lists(
            st.sampled_from(
                ["", "a", "Ann Lee", f"SSN {SSN}", "773010001", "7=3701=30001", "=37=37=33-01-0001", "SSN", "caf\u00e9"]
            ),
            max_size=4,
        ).map("\n".join),
    ).map(lambda made: f"From: Ann Lee <a@b.org>\n{made[0]}\n{made[1]}\n{made[2]}\n")
    | st.tuples(
        *[st.sampled_from(["a", f"Ann Lee, SSN {SSN}", "773010001<br>", "<table><tr><td>a", "caf\u00e9"])] * 2
    ).map(
        lambda made: (
            "From: Ann Lee <a@b.org>\nContent-Type: multipart/alternative; boundary=x\n\n"
            f"--x\nContent-Type: text/plain\n\n{made[0]}\n--x\nContent-Type: text/html\n\n<p>{made[1]}\n--x--\n"
        )
    ),
    max_size=8,
)
LIMITS = [
    Limits(),
    Limits(members=9),
    Limits(expanded=30),
    Limits(parts=1),
    Limits(mime=0),
    Limits(document=60),
    Limits(depth=1),
]


def boxed(mails):
    return "".join(f"From a@b.org Mon Jan  1 10:00:00 2024\n{mail}\n" for mail in mails).encode()


@pytest.mark.long
@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(MAILS, st.sampled_from(LIMITS))
def test_any_mails_are_told_the_same_both_ways(tmp_path, monkeypatch, mails, limits):
    for name, data, config in (
        ("a.mbox", boxed(mails), Config(limits=limits, key=b"k" * 32)),
        ("a.zip", zipped([(f"{number}.eml", mail) for number, mail in enumerate(mails)]), None),
    ):
        path = tmp_path / name
        path.write_bytes(data)
        long, short = long_and_short(path, monkeypatch, config)
        assert short == long


@pytest.mark.long
@pytest.mark.parametrize("members", [900, 1100, 1300, 1400, 2000])
def test_mails_are_counted_as_members_as_they_always_are(tmp_path, monkeypatch, members):
    """Each message is one, and its text another."""
    monkeypatch.setattr(small, "_LEFT", 600)
    path = tmp_path / "a.mbox"
    path.write_bytes(boxed(f"From: a@b.org\nSubject: budget {number}\n\nDear Ann,\n" for number in range(700)))
    long, short = long_and_short(path, monkeypatch, Config(limits=Limits(members=members), key=b"k" * 32))
    assert short == long
    assert long[-1].reason is (Reason.LIMIT if members < 1400 else None)


def test_no_long_way_is_gone_for_mails_without_a_number(scan, monkeypatch):
    asked = []
    honest = members.small.hits_in
    monkeypatch.setattr(members.small, "hits_in", lambda *args, **more: asked.append(args) or honest(*args, **more))
    found = scan(boxed(f"From: a@b.org\nSubject: {number}\n\nDear Ann,\n" for number in range(50)), "a.mbox")
    assert not asked
    assert [outcome.media_type for outcome in found.outcomes] == ["message/rfc822"] * 50 + ["application/mbox"]


def test_nothing_is_said_only_of_what_was_read_whole_and_has_nothing():
    def refuse():
        raise OSError(5, "x")

    lock = Encryption("encrypted", "AES")
    given = [
        blob(WORDS),
        blob(JSON, "a.json"),
        blob(PERSON),
        blob(WORDS, f"{SSN}.txt"),
        blob(WORDS, encryption=lock),
        blob(b"name,ssn\n", "a.csv"),
        Blob("a.txt", refuse),
        blob(WORDS * small.LARGEST),
        Blob("a.txt", lambda: io.BytesIO(WORDS * small.LARGEST), size=12),  # larger than it says
        Blob("a.txt", lambda: io.BytesIO(WORDS)),  # of a size that nobody knows
    ]
    told = list(in_lots(given))
    assert [type(item) for item in told] == [Nothing, Nothing, *[Blob] * 7, Nothing]
    assert [item.blob if isinstance(item, Nothing) else item for item in told[:2]] == given[:2]
    assert told[6] is given[6]


@pytest.mark.parametrize(("data", "most"), [(WORDS, 256), (WORDS * 5000, 18)])
def test_so_many_wait_and_no_more(data, most):
    given = []

    def container():
        for number in range(600):
            given.append(number)
            yield blob(data)

    assert isinstance(next(in_lots(container())), Nothing)
    assert len(given) == most


def test_none_waits_while_a_member_of_unknown_size_is_unpacked():
    told = []

    def opens():
        told.append(len(seen))
        return io.BytesIO(WORDS)

    seen = []
    seen.extend(in_lots([blob(WORDS), blob(WORDS), Blob("a.txt", opens), blob(WORDS)]))
    assert told == [2]
    assert len(seen) == 4


def test_a_member_is_opened_once():
    opened = []

    def opens():
        opened.append(1)
        return io.BytesIO(PERSON)

    (member,) = in_lots([Blob("a.txt", opens, size=len(PERSON))])
    assert [member.open().read(), member.open().read()] == [PERSON, PERSON]
    assert len(opened) == 1


def test_a_member_is_read_before_the_next_one_is_asked_for():
    now = []

    def container():
        for number in range(3):
            now[:] = [number]
            yield Blob("a.txt", lambda number=number: io.BytesIO(b"words %d\n" % now[0]) if now == [number] else None)

    assert [type(item) for item in in_lots(container())] == [Nothing] * 3


def test_what_stands_before_damage_is_told():
    def broken():
        yield blob(WORDS)
        yield Gap(Reason.CORRUPT, "x")
        yield blob(PERSON, "b.txt")
        raise ZeroDivisionError

    lots = in_lots(broken())
    assert [type(next(lots)) for _ in range(3)] == [Nothing, Gap, Blob]
    with pytest.raises(ZeroDivisionError):
        next(lots)


def test_members_that_are_too_deep_are_refused_and_not_read(scan):
    data = zipped([("b.zip", zipped([("a.txt", WORDS)]))])
    outcomes = scan(data, "a.zip", Config(limits=Limits(depth=1))).outcomes
    assert [(one.status, one.reason) for one in outcomes if len(one.at) == 2] == [(Status.NOT_SCANNED, Reason.LIMIT)]


@pytest.mark.parametrize("data", [b"-----BEGIN PGP MESSAGE-----\n\nx\n", b"\x85\x01\x0c\x03" + bytes(20)])
def test_what_is_locked_or_no_text_is_given_out_in_its_turn(data):
    """Who asks for what may hold its key, asks while the container is at it."""
    now = []

    def container():
        for number, each in enumerate([WORDS, data, WORDS]):
            now[:] = [number]
            yield blob(each)

    given = [(type(item), now[0]) for item in in_lots(container())]
    assert given == [(Nothing, 1), (Blob, 1), (Nothing, 2)]


def test_a_search_that_fails_leaves_all_to_the_long_way(monkeypatch):
    monkeypatch.setattr(small, "triggers_in", lambda _: 1 / 0)
    assert [type(item) for item in in_lots([blob(WORDS), blob(JSON)])] == [Blob, Blob]


def test_no_long_way_is_gone_for_texts_without_a_number(scan, monkeypatch):
    asked = []
    honest = members.small.hits_in
    monkeypatch.setattr(members.small, "hits_in", lambda *args, **more: asked.append(args) or honest(*args, **more))
    found = scan(zipped([(f"{number}.txt", WORDS) for number in range(50)]), "a.zip")
    assert not asked
    assert [outcome.media_type for outcome in found.outcomes] == ["text/plain"] * 50 + ["application/zip"]
    assert not found.findings


def token(claims):
    return base64.b64encode(json.dumps(claims).encode()).decode().rstrip("=")


def test_tokens_in_a_log_with_nothing_in_them_are_no_members(scan):
    """They are looked at together, and no limit counts them: a log has more of them than an archive has members."""
    lines = [f"10:00:01 bearer {token({'sub': str(at), 'iat': 1700000000 + at})}\n" for at in range(300)]
    lines[150] = f"10:00:01 bearer {token({'name': 'Ann Lee', 'ssn': '010-94-0001', 'iat': 1700000000})}\n"
    scanned = scan("".join(lines).encode(), "a.log", Config(limits=Limits(members=20)))
    assert [found.at[0] for found in scanned.findings] == [Step(Axis.LINE, 151)]
    assert [outcome.status for outcome in scanned.outcomes] == [Status.SCANNED] * 2
    assert [outcome.at[0] for outcome in scanned.outcomes if outcome.at] == [Step(Axis.LINE, 151)]


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [{"sub": "1234567", "iat": 1700000000}, {"name": "Ann Lee", "ssn": SSN}, {"ssn": SSN}, {"a": f"{SSN} "}]
        ),
        max_size=5,
    )
)
def test_tokens_are_told_the_same_both_ways(tmp_path, monkeypatch, claims):
    path = tmp_path / "a.log"
    path.write_text("".join(f"bearer {token(one)} ok\n" for one in claims))
    long, short = long_and_short(path, monkeypatch)
    assert short == long
