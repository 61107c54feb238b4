"""Tokens in which nothing is are left out by the thousand, and nothing else is: all is told as without that."""

from __future__ import annotations

import base64
import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from piiscan import small
from piiscan.config import Config, Limits
from piiscan.formats.encoded import idle, triggers
from piiscan.formats.encoded.crowds import crowd_in
from piiscan.model import Finding, Source
from piiscan.scan import scan_one


def token(text: str) -> str:
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


CLAIMS = [
    {"sub": "135532298", "iat": 1700000000},
    {"sub": 135532298, "exp": 1700000000, "iat": 1700000000},
    {"name": "Ann Lee", "ssn": "010-94-0001"},
    {"ssn": "010940001"},
    {"a": "010-94-0001 ", "b": [1, 2, 3]},
    {"account_id": 123456789},
    {"rows": [["ssn"], ["010-94-0001"]]},
    {"ssn_sha256": "0a" * 32},
    {"e": token('{"ssn": "010-94-0001"}')},
    {"p": "-----BEGIN PGP MESSAGE-----", "n": 1234567},
    {"n": "<1234567>|"},
]
WORDS = [token(json.dumps(claims)) for claims in CLAIMS]
TEXT = st.lists(
    st.tuples(
        st.sampled_from([".", '"', "=", " ", "\n", "a", "/", "\\n", "rot13: .", "%31", ";"]),
        st.sampled_from(
            [*WORDS, WORDS[0], WORDS[1], WORDS[0][1:], WORDS[0] + "A", "eyJ", WORDS[0] * 2, "MDEwOTQwMDAx"]
        ),
        st.sampled_from([".", ".", '"', "=", "==", " ", "\n", "\r\n", "\\n", "&", "-", "+", "; "]),
    ).map("".join),
    max_size=30,
).map("".join)


def events(path: Path, config: Config) -> list:
    return list(scan_one(Source(str(path.parent), path.name, str(path), path.stat().st_size), config))


@settings(max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(TEXT, st.sampled_from(["a.txt", "a.json"]), st.sampled_from([Limits(), Limits(depth=0), Limits(members=2)]))
def test_all_is_told_as_one_by_one(tmp_path: Path, text: str, name: str, limits: Limits) -> None:
    path, config = tmp_path / name, Config(key=b"k" * 32, limits=limits)
    path.write_text(f"10:00:01 Ann Lee {text} x\n", encoding="utf-8", newline="")
    triggers._looked_at = triggers._FEW
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(triggers, "searcher", lambda: crowd_in)
        patch.setattr(small, "LARGEST", -1)  # else nothing is decoded of what has nothing
        one_by_one = events(path, config)
        patch.setattr(small, "LARGEST", 65536)
        patch.setattr(idle, "_FEW", 1)
        assert events(path, config) == one_by_one


def test_of_a_log_of_tokens_those_are_taken_out_that_hold_something(tmp_path: Path, monkeypatch) -> None:
    words = [token(json.dumps({"sub": str(at), "iat": 1700000000 + at})) for at in range(135532298, 135533798)]
    words[700] = WORDS[2]
    path = tmp_path / "a.log"
    path.write_text("".join(f"10:00:01 eyJhbGciOiJIUzI1NiJ9.{word}.{token('x' * 30)}\n" for word in words))
    taken = []
    honest = small.may_wait
    monkeypatch.setattr(small, "may_wait", lambda *args: taken.append(args[0]) or honest(*args))
    (found,) = (event for event in events(path, Config()) if isinstance(event, Finding))
    assert found.person is not None
    assert taken == [json.dumps(CLAIMS[2]).encode()]
