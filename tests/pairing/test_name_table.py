"""The table of names: what it knows, how it folds, and that its two lookups agree."""

import hashlib
import importlib
import pkgutil
import re
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from piiscan import pairing
from piiscan.config import NameList
from piiscan.pairing.names import table as name_table
from piiscan.pairing.names.table import UNLISTED, Entry, fold, key, lookup, pack, use

DATA = Path(name_table.__file__).parents[2] / "data"


@pytest.mark.parametrize(
    ("token", "folded"),
    [
        ("O'Brien", "obrien"),
        ("O’Brien", "obrien"),
        ("JEAN-BAPTISTE", "jeanbaptiste"),
        ("Nguyễn", "nguyen"),
        ("Nguye\u0302\u0303n", "nguyen"),
        ("Đặng", "dang"),
        ("João", "joao"),
        ("Peña", "pena"),
        ("Łukasz", "lukasz"),
        ("Sørensen", "sorensen"),
        ("Strauß", "strauss"),
        ("Æthelred", "aethelred"),
        ("de la Cruz", "delacruz"),
        ("St. John", "stjohn"),
        ("ＡＮＮ", "ann"),
        ("Σωκράτης", "σωκρατησ"),
        ("", ""),
        ("1234 -'", ""),
    ],
)
def test_fold(token, folded):
    assert fold(token) == folded


@pytest.mark.parametrize("token", ["Smith", "Silva", "Nguyen", "Pierre", "Murphy", "Sok", "Patel", "Sarkisian", "Khan"])
def test_surnames_of_massachusetts_are_listed(token):
    assert lookup(token).surname > 0


@pytest.mark.parametrize("token", ["Mary", "José", "Thi", "Fatima", "Sokha", "Marie", "Wei", "Armen", "Kwame", "Aisha"])
def test_given_names_are_listed(token):
    assert lookup(token).given > 0


def test_frequency_is_ordered():
    assert lookup("Smith").surname > lookup("Sarkisian").surname > 0
    assert lookup("John").given > lookup("Armen").given > 0


@pytest.mark.parametrize(
    ("token", "word"),
    [
        ("Smith", 1),
        ("Grace", 1),
        ("John", 1),
        ("Pham", 0),
        ("Park", 2),
        ("Hope", 2),
        ("Will", 3),
        ("May", 3),
        ("Order", 3),
    ],
)
def test_word_class(token, word):
    assert lookup(token).word == word


@pytest.mark.parametrize("token", ["", " ", "x", "phoeungg", "qqqq", "ß" * 30, "a" * 500, "Кузнецов", "王", "123"])
def test_unlisted(token):
    assert lookup(token) == UNLISTED


@pytest.mark.parametrize("token", ["allothernames", "infantof", "notnamed", "babyboy"])
def test_what_registries_write_for_no_name_is_not_listed(token):
    assert lookup(token)[:2] == (0, 0)


@pytest.mark.parametrize("token", ["UNKNOWN", "Female", "baby", "none"])
def test_placeholders_are_words_only(token):
    assert lookup(token) == Entry(0, 0, 3)


def test_case_and_accents_do_not_matter():
    assert lookup("GARCÍA") == lookup("garcia") == lookup("Garcia") != UNLISTED


@given(st.binary(max_size=40).filter(lambda raw: not raw.endswith(b"\0")))
def test_key_is_a_remainder_of_48_bits(raw):
    number = 0
    for byte in (raw[::-1] + b"\0" * 8) if raw else b"":
        number = (number * 256 + byte) % name_table.PRIME
    assert key(raw) == number < 1 << 48


@given(st.text())
def test_any_text_has_an_answer(token):
    assert len(lookup(token)) == 3


@given(st.tuples(st.integers(0, 15), st.integers(0, 15), st.integers(0, 3)))
def test_pack_and_back(parts):
    assert name_table._unpack(pack(Entry(*parts))) == parts


def test_the_file_names_its_sources_and_is_small():
    raw = (DATA / "names.bin").read_bytes()
    head = raw[: raw.index(b"\n\n")].decode("ascii")
    assert head.startswith(name_table.MAGIC.decode().rstrip())
    assert len(re.findall(r"sha256 [0-9a-f]{64}$", head, re.MULTILINE)) == 4
    provenance = (DATA / "PROVENANCE.md").read_text("utf-8")
    for digest in re.findall(r"[0-9a-f]{64}", head):
        assert digest in provenance
    assert hashlib.sha256(raw).hexdigest() in provenance
    assert len(raw) < 2 << 20


def test_damaged_files_are_refused(tmp_path, monkeypatch):
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "names.bin").write_bytes(b"something else")
    monkeypatch.setattr(name_table, "files", lambda _: tmp_path)
    with pytest.raises(ValueError, match="not a table"):
        name_table._table.__wrapped__()


def test_the_build_script_needs_nothing_to_be_imported():
    look = "import sys, build_names; print(sorted({'pyarrow', 'msgpack'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", look], cwd=DATA, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
    sys.path.insert(0, str(DATA))
    try:
        import build_names
    finally:
        sys.path.remove(str(DATA))
    assert build_names.frequency_class(0) == 0
    assert [build_names.frequency_class(count) for count in (1, 100, 199, 256, 2_400_000)] == [1, 1, 2, 3, 15]
    assert [
        build_names.word_class(*pair) for pair in ((0.0, 9), (1e-4, 0), (1e-5, 10**6), (1e-4, 10**5), (1e-3, 10**4))
    ] == [
        0,
        3,
        1,
        2,
        3,
    ]


# The operator's names

OWN = NameList(
    3,
    np.sort(np.array([key(b"quorblat"), key(b"boston")], np.uint64)).tobytes(),
    np.array([key(b"xanvira")], np.uint64).tobytes(),
)


@pytest.fixture
def own():
    use(OWN)
    yield
    use(None)


@pytest.mark.usefixtures("own")
def test_names_of_the_operator_are_known_as_the_most_common_ones():
    assert lookup("Quorblat") == Entry(15, 0, 0)
    assert lookup("XANVIRA") == Entry(0, 15, 0)
    boston = lookup("Boston")
    use(None)
    assert boston == lookup("Boston")._replace(surname=15)
    assert lookup("Boston").surname < 15
    assert lookup("Quorblat") == UNLISTED


def test_every_cache_that_hangs_on_names_is_emptied():
    free = {
        "role_of",
        "_roles",
        "is_of_others",
        "is_asked_for",
        "is_firm",
        "is_party",
        "is_ssn_hash",
        "says_nothing",
        "is_type",
        "_is_value",
        "_last_word",
        "_said",
        "titled",
        "greeted",
        "is_closing",
        "title",
        "is_stamped",
        "heads",
        "enters",
        "role",
        "group_of",
        "_is_telling",
        "is_of_role",
        "_key_words",
        "speaker",
        "is_own",
        "meaning_of",
        "country_group",
        "persons_of",
        "acts",
        "may_name_kin",
        "may_speak_of_somebody",
        "_may_name_the_dead",
        "_content",
        "state_evidence",
        "zip_evidence",
        "country_evidence",
        "word_hash",
        "_key",
        "_classified",
        "kind_of_title",
        "_form",
        "_under",
        "read_statement",
        "form_of",
    }  # of a key or a header, by the lexicon of headers; of words and marks; of places; of letters; of grades; of keys; of numbers; of literals
    caches = {}
    for module in pkgutil.walk_packages(pairing.__path__, "piiscan.pairing."):
        members = vars(importlib.import_module(module.name)).values()
        caches |= {
            one.__name__: one for one in members if getattr(one, "cache_info", None) and one.cache_info().maxsize
        }
    assert free < set(caches)
    marked = [id(cached) for cached in name_table._OPERATOR.caches]
    assert {name for name, cached in caches.items() if id(cached) not in marked} <= free | {
        "column_role",
        "is_person",
        "names_person",
        "_folded",
        "split_key",
        "_normal",
        "_code_columns",
        "_is_by_key",
        "_names_number",
    }
