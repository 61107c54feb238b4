"""Records read past the parser give what they give through it: the same JSON, in the same places."""

from __future__ import annotations

import json
from collections import Counter
from unittest.mock import patch

import pytest
from format_samples import read
from hypothesis import given, settings
from hypothesis import strategies as st

from piiscan.formats.markup.xml_runs import Runs
from piiscan.formats.markup.xml_shapes import shape_of

_CELLS = (
    "Ann Lee", "Q {n} 010-94-{n:04}", "", "caf\u00e9 {n}", "\u00a0x", "x\u3000", " {n} ", "a &amp; b &lt;{n}&gt;", "&quot;", '"{n}"', "a\\b",
    "&#65;{n}", "two\nlines {n}", "x<b>y{n}</b>", "<!-- {n} -->", "<![CDATA[{n}]]>", "]]", "100%", "%s", "\u4e2d\u6587", "\x1f",
)  # fmt: skip
_FIELDS = (
    "<name>{c}</name>", "<ssn>{c}</ssn>", "<ssn kind='x'>{c}</ssn>", '<id no="{n}"/>', "<e/>", "<e></e>", "<e />", "<a><b>{c}</b><b>{n}</b></a>",
    '<field name="SSN">{c}</field>', "<field name='k{n}'>{c}</field>", "<id root='2.16.840.1.113883.4.1' extension='{n}'/>",
    "<x:y>{c}</x:y>", "<z q='{c}' r='{n}'>t</z>", "<l><m><k>{n}</k></m><m><k>{c}</k></m></l>", "text {n}", "<z q='' r=' '>{c}</z>",
    "<w a='1'\n b='{n}'\n>{c}</w>", "<name part='first'>{c}</name>", "<name type='{n}'>{c}</name>", "<FL val='k{n}'>{c}</FL>",
)  # fmt: skip
_GAPS = ("", "\n", "\r\n  ", "\n\n", " <!-- 010-94-0001 -->", "\r", "t", "<other>1</other>", "</p></r><r><p><q>1</q>")


def _told(document: bytes, *, past: bool) -> tuple[list[str], dict[str, list[str]], list[str]]:
    if past:
        result = read(document, "a.xml")
    else:
        with patch.object(Runs, "take", lambda self, data: self._feed(data)):
            result = read(document, "a.xml")
    return result.text.splitlines(), result.places, [str(gap) for gap in result.gaps]


@st.composite
def _documents(draw: st.DrawFn) -> bytes:
    shapes = draw(st.lists(st.lists(st.sampled_from(_FIELDS), min_size=1, max_size=5), min_size=1, max_size=3))
    gaps = draw(st.lists(st.sampled_from(_GAPS), min_size=1, max_size=3))
    cells = draw(st.lists(st.sampled_from(_CELLS), min_size=1, max_size=6))
    head = draw(st.sampled_from(["", "<?xml version='1.0'?>", "\ufeff", "<?xml version='1.0' encoding='latin-1'?>"]))
    bare = draw(st.sampled_from(["", "q", "p", "x:q"]))  # records of attributes alone
    out = [head, "<r xmlns:x='u'>"]
    nth = 0
    for at in range(draw(st.integers(1, 40))):
        fields = shapes[at * at % len(shapes)]
        inner = draw(st.sampled_from(["", "\n "])).join(fields)
        if bare and draw(st.booleans()):
            cell = cells[nth % len(cells)].replace("{n:04}", f"{nth:04}").replace("{n}", str(nth)).replace('"', "'")
            out.append(f'<{bare} no="{nth}"\tname="{cell}" />' + gaps[at % len(gaps)])
            nth += 1
            continue
        out.append(f"<p{draw(st.sampled_from(['', ' id=$7$']))}>".replace("$", '"'))
        for part in inner.replace("{c}", "\0{c}\0").split("\0"):
            out.append(
                (cells[nth % len(cells)] if part == "{c}" else part)
                .replace("{n}", str(nth))
                .replace("{n:04}", f"{nth:04}")
            )
            nth += 1
        out.append("</p>" + gaps[at % len(gaps)])
    return "".join([*out, draw(st.sampled_from(["</r>", "", "</r", "<p>"]))]).encode()


@settings(max_examples=100, deadline=None)
@given(_documents())
def test_the_same_as_through_the_parser(document):
    assert _told(document, past=True) == _told(document, past=False)


def _records(count: int) -> str:
    return "\n".join(
        f"<p id='{at}'><name>Ann Lee</name><ssn>010-94-{at % 10000:04}</ssn>\n<town>Lynn{' &amp; Co' * (at % 3)}</town><e/></p>"
        for at in range(count)
    )


def _flat(lines: list[str]) -> Counter[str]:
    """The records of a document, however many stand together."""
    found: Counter[str] = Counter()
    for line in lines:
        inner = json.loads(line)
        inner = inner.get("r", inner)  # what is left for the element round all
        for one in inner["p"] if inner and isinstance(inner["p"], list) else [inner["p"]] if inner else []:
            found[json.dumps(one)] += 1
    return found


@pytest.mark.parametrize("depth", [1, 2, 3])
@pytest.mark.parametrize("width", [2, 4])
def test_elements_in_others_of_their_name(depth, width):
    """Records are taken inside of one that is then told of by the parser: where it begins is not where that is now."""
    inner = "".join(f"<field name='k{at}'>010-94-{at:04}</field>\n" for at in range(8))
    for _ in range(depth):
        inner = f"<child>\n<object>\n{inner}</object>\n<packing><q>1</q><q>2</q><q>3</q></packing>\n</child>\n" * width
    document = f"<r>\n{inner}</r>".encode()
    assert _told(document, past=True) == _told(document, past=False)


@pytest.mark.long
def test_a_long_document_of_records():
    document = f"<?xml version='1.0'?>\n<r>{_records(6000)}</r>".encode()
    with patch.object(Runs, "_feed", autospec=True, side_effect=Runs._feed) as fed:
        quick = _told(document, past=True)
    assert sum(len(call.args[1]) for call in fed.mock_calls) < 20_000
    slow = _told(document, past=False)
    assert quick[1:] == slow[1:]
    assert len(quick[1]) == 6000
    assert _flat(quick[0]) == _flat(slow[0])


@pytest.mark.long
@pytest.mark.parametrize("ends", ["/>", " />", "\n/>", "></p>"])
def test_a_long_document_of_rows_that_are_attributes_alone(ends):
    """As FOR XML RAW and many dumps write it."""
    rows = "\n".join(f'<p id="{at}" name="Ann Lee" ssn="010-94-{at % 10000:04}"{ends}' for at in range(6000))
    document = f"<?xml version='1.0'?>\n<r>{rows}</r>".encode()
    with patch.object(Runs, "_feed", autospec=True, side_effect=Runs._feed) as fed:
        quick = _told(document, past=True)
    assert sum(len(call.args[1]) for call in fed.mock_calls) < 20_000 or ends == "></p>"
    slow = _told(document, past=False)
    assert quick[1:] == slow[1:]
    assert len(quick[1]) == 6000
    assert _flat(quick[0]) == _flat(slow[0])
    assert min(len(quick[0]), len(slow[0])) > 1000  # from a large document they leave as records of their own


@pytest.mark.long
def test_fields_that_are_named_by_an_attribute_stay_together():
    """Each of them is a value, and no record."""
    fields = "".join(f'<add key="k{at}" value="words {at}"/>\n' for at in range(20_000))
    document = f'<r><add key="name" value="Ann Lee"/><add key="ssn" value="010-94-0001"/>{fields}</r>'.encode()
    lines = _told(document, past=True)[0]
    assert len(lines) < 10
    assert json.loads(lines[0])["r"].items() >= {"name": "Ann Lee", "ssn": "010-94-0001"}.items()
    assert lines == _told(document, past=False)[0]


def test_of_attributes_alone_those_of_one_stay_together_in_a_text():
    document = b'<r>text <p id="1" ssn="010-94-0001"/><p id="2" ssn="010-94-0002"/> and <q id="3"/> more</r>'
    (line,) = _told(document, past=True)[0]
    told = json.loads(line)["r"]
    assert told["p"] == [{"id": "1", "ssn": "010-94-0001"}, {"id": "2", "ssn": "010-94-0002"}]
    assert told["id"] == "3"


@pytest.mark.parametrize(
    "begins",
    [
        "<?xml version='1.0' encoding='iso-8859-1'?><r>",
        "<!DOCTYPE r [<!ATTLIST p kind CDATA 'x'>]><r>",
        "<!DOCTYPE r [<!ENTITY e 'x'>]><r>",
        "<r><!--",
        "<r><![CDATA[",
    ],
)
def test_what_only_the_parser_knows(begins):
    document = f"{begins}{_records(300)}]]>--></r>".encode("latin-1")
    assert _told(document, past=True) == _told(document, past=False)


def test_damage_has_its_line_and_its_place():
    document = f"<r>{_records(2000)}\n<p><name>Bob</nam>\n010-96-0001</p></r>".encode()
    quick, slow = _told(document, past=True), _told(document, past=False)
    assert quick[1:] == slow[1:]
    assert "line 4001" in quick[2][0]


def test_mixed_content_has_no_shape():
    assert shape_of(b"<p>x<b>1</b></p>") is None
    assert shape_of(b"<p><b>1</b><!-- c --></p>") is None
    assert shape_of(b"<p>1</p>") is None
    assert shape_of(b"<p><b>1</b></p>") is not None
