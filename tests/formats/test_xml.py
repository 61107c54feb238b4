"""XML as JSON records, one line each; what is not well-formed is read as text from there on."""

from __future__ import annotations

import json
import re
import tracemalloc

import pytest
from format_samples import blob, read
from hypothesis import given, settings
from hypothesis import strategies as st

from piiscan.config import Limits
from piiscan.formats.base import new_context
from piiscan.formats.markup.xml import extract_xml
from piiscan.model import Reason, Segment, Shape


def records(data: bytes | str) -> list[object]:
    result = read(data.encode() if isinstance(data, str) else data, "a.xml")
    assert set(result.shapes) <= {Shape.OBJECT}
    assert result.gaps == []
    return [json.loads(line) for line in result.text.splitlines()]


@pytest.mark.parametrize(
    ("source", "wanted"),
    [
        ("<a>x</a>", {"a": "x"}),
        ("<a/>", {"a": ""}),
        ("<p><name>Ann Lee</name><ssn>010-94-0001</ssn></p>", {"p": {"name": "Ann Lee", "ssn": "010-94-0001"}}),
        ("<p id='7'><n>Ann</n></p>", {"p": {"id": "7", "n": "Ann"}}),
        ("<ssn kind='x'>010-94-0001</ssn>", {"ssn": {"kind": "x", "ssn": "010-94-0001"}}),
        ("<l><p>a</p><q>b</q><p>c</p></l>", {"l": {"p": ["a", "c"], "q": "b"}}),
        ("<l><p><n>a</n></p><p><n>b</n></p></l>", {"l": {"p": [{"n": "a"}, {"n": "b"}]}}),
        ("<p>010-<b>94</b>-00<i>0<u>1</u></i></p>", {"p": "010-94-0001"}),
        ("<r><field name='SSN'>010</field><field name='Name'>Ann</field></r>", {"r": {"SSN": "010", "Name": "Ann"}}),
        ("<r><FL val='SSN'>010</FL><FL val='Name'>Ann</FL></r>", {"r": {"SSN": "010", "Name": "Ann"}}),
        ("<c><name part='first'>A</name><name part='last'>L</name></c>", {"c": {"first name": "A", "last name": "L"}}),
        ("<c><name type='full'>Ann Lee</name></c>", {"c": {"name": "Ann Lee"}}),
        ("<c><name type='pump'>P7</name></c>", {"c": {"name": {"type": "pump", "name": "P7"}}}),
        ("<r><add key='SSN' value='010'/><add key='Name' value='Ann'/></r>", {"r": {"SSN": "010", "Name": "Ann"}}),
        ("<r><field name='SSN' type='text' value='010'/></r>", {"r": {"SSN": "010"}}),
        (  # a test plan of JMeter
            "<e name='SSN'><stringProp name='Argument.name'>SSN</stringProp><stringProp name='Argument.value'>010</stringProp></e>",
            {"e": {"name": "SSN", "Argument.name": "SSN", "value": "010"}},
        ),
        ("<r><item id='7' ssn='010-94-0001'/></r>", {"r": {"item": {"id": "7", "ssn": "010-94-0001"}}}),
        ("<r><item id='7' s='010-94-0001'>x</item></r>", {"r": {"item": {"id": "7", "s": "010-94-0001", "item": "x"}}}),
        ("<r><item id='SSN' order='3'>010</item></r>", {"r": {"SSN": "010"}}),
        ("<r><item id='SSN'/></r>", {"r": {"SSN": ""}}),
        ("<x:a xmlns:x='u' x:b='c'><x:d>e</x:d></x:a>", {"a": {"b": "c", "d": "e"}}),
        ("<a>&amp;&#65;<![CDATA[<b>]]></a>", {"a": "&A<b>"}),
        ("<a>Ann&nbsp;Lee</a>", {"a": "Ann\xa0Lee"}),
        ('<a>"q\\\n\u00e9</a>', {"a": '"q\\\n\u00e9'}),
        ("<a>t<b c='d'>e</b></a>", {"a": {"c": "d", "a": "te"}}),
    ],
)
def test_elements_as_json(source, wanted):
    assert records("<?xml version='1.0'?>" + source) == [wanted]


def test_comments_are_records():
    assert records("<?xml version='1.0'?><a><!-- 010-94-0001 -->x</a>") == [{"comment": "010-94-0001"}, {"a": "x"}]


def test_each_value_has_its_line():
    source = b"<?xml version='1.0'?>\n<l>\n <p>\n  <n>Ann</n>\n  <s a='010-94-0001'>010-94-0002</s>\n </p>\n</l>"
    assert read(source, "a.xml").places == {"010-94-0001": ["LINE 5"], "010-94-0002": ["LINE 5"]}


def test_each_line_of_a_text_and_of_a_tag_has_its_own_place():
    source = (
        b"<?xml version='1.0'?>\n<l><n>\n\nAnn Lee\nSSN 010-94-0001\n</n>\n"
        b"<p\n n='Bob'\n s='010-94-0002'/>\n<!--\n 010-94-0003\n-->\n<q a='1\n2'\n>010-94-0004</q>"
        b"<m>a <b\n>010-94-0005</b></m></l>"
    )
    assert read(source, "a.xml").places == {
        "010-94-0001": ["LINE 5"],
        "010-94-0002": ["LINE 9"],
        "010-94-0003": ["LINE 11"],
        "010-94-0004": ["LINE 15"],
        "010-94-0005": ["LINE 16"],
    }


def test_processing_instructions_are_comments():
    assert records("<?xml version='1.0'?><a><?p 010-94-0001?>x</a>") == [{"comment": "p 010-94-0001"}, {"a": "x"}]


def test_elements_that_are_too_deep_are_text_with_their_names():
    deep = "<a>" * 300 + "<p><n>Ann Lee</n><ssn k='v'>010-94-0001</ssn></p>" + "</a>" * 300
    (found,) = records("<?xml version='1.0'?>" + deep)
    assert "n: Ann Lee  k: v  ssn: 010-94-0001" in json.dumps(found)


def test_lines_are_counted_beyond_65535():
    data = b"<?xml version='1.0'?><r>\n" + b"\n" * 70_000 + b"<p>010-94-0001</p></r>"
    assert read(data, "a.xml").places == {"010-94-0001": ["LINE 70002"]}


def many(count: int) -> bytes:
    row = b"<row id='%d'><name>Ann Lee</name><ssn>010-94-0001</ssn><note>" + b"word " * 50 + b"</note></row>\n"
    return b"<?xml version='1.0'?><rows>\n" + b"".join(row % number for number in range(count)) + b"</rows>"


@pytest.mark.long
def test_records_of_a_large_document_leave_as_they_end():
    data = many(3000)
    segments = []
    tracemalloc.start()
    for segment in extract_xml(blob(data), new_context(Limits())):
        assert isinstance(segment, Segment)
        segments.append(len(segment.data))
        for line in segment.data.splitlines()[:50]:
            assert set(json.loads(line)) <= {"row", "rows"}
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert len(segments) > 3
    assert max(segments) < 600_000
    assert peak < 12 << 20


def test_one_element_of_megabytes_does_not_hold_the_memory():
    data = b"<?xml version='1.0'?><a>" + (b"words and more words, " * 30 + b"010-94-0001\n") * 2500 + b"</a>"
    result = read(data, "a.xml")
    assert len(result.places["010-94-0001"]) == 2500
    assert len(result.shapes) > 2


def test_many_leaves_in_one_element():
    data = b"<?xml version='1.0'?><a>" + b"<s>010-94-0001</s>" * 20_000 + b"</a>"
    result = read(data, "a.xml")
    assert len(result.places["010-94-0001"]) == 20_000
    for line in result.text.splitlines():
        json.loads(line)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "iso-8859-1", "windows-1252"])
def test_encodings(encoding):
    text = f"<?xml version='1.0' encoding='{encoding}'?><a>Zoë 010-94-0001</a>"
    assert records(text.encode(encoding)) == [{"a": "Zoë 010-94-0001"}]


LAUGHS = b"".join(b"<!ENTITY l%d '%s'>" % (n, b"&l%d;" % (n - 1) * 10) for n in range(1, 10))


@pytest.mark.parametrize(
    "declaration",
    [
        b"<!DOCTYPE a [<!ENTITY l0 'lol'>" + LAUGHS + b"]><a>&l9; 010-94-0001</a>",
        b"<!DOCTYPE a [<!ENTITY x '&#38;y;'>]><a>&x; 010-94-0001</a>",
    ],
)
def test_entities_are_never_expanded_and_the_text_is_still_read(declaration):
    result = read(b"<?xml version='1.0'?>\n" + declaration, "a.xml")
    assert [gap.reason for gap in result.gaps] == [Reason.CORRUPT]
    assert "declares entities" in result.gaps[0].detail
    assert result.places["010-94-0001"][0].startswith("LINE 2 COLUMN")
    assert "root:" not in result.text
    assert len(result.text) < 5000


@pytest.mark.parametrize(
    "declaration",
    [
        b"<!ENTITY x SYSTEM 'file:///etc/passwd'>",
        b"<!ENTITY % x SYSTEM 'http://127.0.0.1:1/x'> %x;",
        b"<!ENTITY % x '<!ENTITY y \"root:\">'> %x;",
        b"<!ENTITY % addindex 'IGNORE'><!ENTITY x SYSTEM 'legal.xml'>",
    ],
)
def test_what_stands_elsewhere_is_not_fetched_and_no_damage(declaration):
    result = read(b"<?xml version='1.0'?><!DOCTYPE a [" + declaration + b"]><a>&x;<s>010-94-0001</s></a>", "a.xml")
    assert result.gaps == []
    assert set(result.places) == {"010-94-0001"}
    assert "root:" not in result.text


LOG = b"<e><n>Ann Lee</n>\n<s at='1'>010-94-%04d</s></e>\n"


@pytest.mark.parametrize("count", [2, 3, 5000])
def test_roots_one_after_the_other_are_records(count):
    result = read(b"".join(LOG % n for n in range(1, count + 1)), "a.xml")
    assert result.gaps == []
    assert set(result.shapes) == {Shape.OBJECT}
    assert len(result.places) == count
    assert result.places[f"010-94-{count:04}"] == [f"LINE {2 * count}"]


def test_what_stands_between_roots_is_read():
    result = read(LOG % 1 + LOG % 2 + b"of 010-94-0003\n" + LOG % 4, "a.xml")
    assert result.gaps == []
    assert set(result.places) == {f"010-94-{n:04}" for n in range(1, 5)}


@pytest.mark.parametrize("end", [b"<?xml version='1.0'?><a>010-94-0003</a>", b"<e>010-94-0003", b"</x>010-94-0003"])
def test_damage_behind_a_root_is_told(end):
    result = read(LOG % 1 + LOG % 2 + end, "a.xml")
    assert len(result.gaps) == 1
    assert "010-94-0003" in result.places


ILLUSTRATOR = (
    b"<?xml version='1.0'?>\n<!DOCTYPE svg [<!ENTITY st0 'fill:#000'>\n<!ENTITY ns 'http://ns.example/1.0/'>%s]>\n"
)


def test_short_entities_as_drawing_programs_declare_them_are_taken():
    source = ILLUSTRATOR % b"" + b"<svg x='&ns;'><p style='&st0;'>010-94-0001</p>\n<p>&st0; 010-94-0002</p></svg>"
    result = read(source, "a.svg")
    assert result.gaps == []
    assert result.shapes == [Shape.OBJECT]
    assert result.places == {"010-94-0001": ["LINE 4"], "010-94-0002": ["LINE 5"]}
    assert "fill:#000 010-94-0002" in result.text


@pytest.mark.parametrize(
    ("declared", "named", "root", "name"),
    [(b"", b"&st0;", b"svg", "a.svg"), (b"<!ENTITY k '<b>K</b>Mail'>", b"&k;", b"book", "index.docbook")],
    ids=["of a drawing", "with marks, as in manuals"],
)
def test_records_in_which_entities_stand_are_all_read_with_them(declared, named, root, name):
    rows = b"".join(b"<p><n>%s %d</n><s>010-94-%04d</s></p>\n" % (named, n, n) for n in range(1, 3000))
    result = read(ILLUSTRATOR % declared + b"<%s>\n%s</%s>" % (root, rows, root), name)
    assert result.gaps == []
    assert len(result.places) == 2999
    assert named.decode() not in result.text


@pytest.mark.parametrize("value", [b"x" * 300, b"&st0;" * 3], ids=["long", "of another"])
def test_entities_that_are_more_than_a_few_words_are_not(value):
    source = ILLUSTRATOR % (b"<!ENTITY e '%s'>" % value) + b"<svg>&e; 010-94-0001</svg>"
    result = read(source, "a.svg")
    assert "declares entities" in result.gaps[0].detail
    assert list(result.places) == ["010-94-0001"]


def test_many_short_entities_are_not():
    many = b"".join(b"<!ENTITY e%d '%s'>" % (n, b"x" * 200) for n in range(30))
    result = read(ILLUSTRATOR % many + b"<svg>&e1; 010-94-0001</svg>", "a.svg")
    assert "declares entities" in result.gaps[0].detail


def test_a_dtd_elsewhere_is_not_fetched():
    source = b"<?xml version='1.0'?><!DOCTYPE a SYSTEM 'http://127.0.0.1:1/x.dtd'><a>010-94-0001</a>"
    assert records(source) == [{"a": "010-94-0001"}]


def test_broken_xml_is_read_as_text_from_there_on():
    source = b"<?xml version='1.0'?>\n<l>\n<p>010-94-0001</p>\n<p>x</q>\n<p>010-94-0002 & co</p>\n</l>\n"
    result = read(source, "a.xml")
    assert result.shapes == [Shape.OBJECT, Shape.PROSE]
    assert result.places == {"010-94-0001": ["LINE 3"], "010-94-0002": ["LINE 5 COLUMN 4 BYTE 57"]}
    assert result.gaps[0].detail == "not well-formed XML at line 4 (expat error 7): read as plain text from there on"


@pytest.mark.parametrize(
    ("name", "source", "told"),
    [
        ("words.txt", b"<start>\ntest\n<te -0.1\n<test> 010-94-0001\n", False),
        ("pool.jinja", b"<pool type='{{ a }}'>\n  <name>010-94-0001</name>\n  {% if b < c %}\n</pool>\n", False),
        ("ANSI_X3", b"<code_set_name> ANSI\n<comment_char> %\nCHARMAP\n<U0000> /x00 010-94-0001\n", False),
        ("staff", b"<pool type='a'>\n  <name>010-94-0001</name>\n  b < c\n</pool>\n", True),
        ("staff.xml", b"<pool type='a'>\n  <name>010-94-0001</name>\n  b < c\n</pool>\n", True),
        ("staff.txt", b"<?xml version='1.0'?>\n<pool>\n  <name>010-94-0001</name>\n  b < c\n</pool>\n", True),
    ],
)
def test_a_text_that_only_begins_with_a_tag_is_not_damaged(name, source, told):
    result = read(source, name)
    assert set(result.places) == {"010-94-0001"}
    assert len(result.gaps) == told


@pytest.mark.parametrize(
    "source",
    [
        b"<!-- of staff, see 010-94-0001 -->\n<!ELEMENT staff (person*)>\n<!ATTLIST staff id ID #IMPLIED>\n",
        b"<?xml version='1.0' encoding='UTF-8'?>\n<!ENTITY % names '010-94-0001'>\n",
        b"<person %s> holds 010-94-0001\n",
    ],
)
def test_a_dtd_and_what_is_no_xml_are_read_whole_as_text(source):
    result = read(source, "a.dtd")
    assert set(result.places) == {"010-94-0001"}
    assert result.gaps == []


def test_a_truncated_document_keeps_what_was_read():
    data = many(1000)
    result = read(data[: len(data) // 2], "a.xml")
    assert len(result.places["010-94-0001"]) >= 490
    assert len(result.gaps) == 1


def test_depth_does_not_matter():
    depth = 100_000
    source = b"<?xml version='1.0'?>" + b"<a>" * depth + b"010-94-0001" + b"</a>" * depth
    result = read(source, "a.xml")
    assert len(result.places["010-94-0001"]) == 1
    json.loads(result.text)


tree = st.recursive(
    st.text('abé "\\<&\n', max_size=8),
    lambda inner: st.lists(st.tuples(st.sampled_from("pqr"), inner), min_size=1, max_size=4),
    max_leaves=20,
)


@settings(max_examples=100, deadline=None)
@given(tree, st.integers(0, 30))
def test_every_text_arrives_and_every_record_is_json(content, fill):
    from xml.sax.saxutils import escape

    texts = []

    def rendered(node, tag):
        if isinstance(node, str):
            texts.append(node.strip().replace("\r", "\n"))
            return f"<{tag}>{escape(node)}</{tag}>"
        return f"<{tag}>{''.join(rendered(inner, name) for name, inner in node)}</{tag}>"

    source = "<?xml version='1.0'?>" + rendered([("x", content)] + [("y", "filler")] * fill, "root")
    found = [json.loads(line) for line in read(source.encode(), "a.xml").text.split("\n") if line]

    def leaves(value):
        if isinstance(value, str):
            yield value
        else:
            for inner in value.values() if isinstance(value, dict) else value:
                yield from leaves(inner)

    assert sorted(text for record in found for text in leaves(record)) == sorted(texts)


def test_elements_too_deep_for_records_do_not_run_together():
    inner = "<p><name>Ann Lee</name><ssn>010-94-0001</ssn></p>"
    result = read(("<a>" * 5000 + inner + "</a>" * 5000).encode(), "a.xml")
    assert re.search(r"name: Ann Lee +ssn: 010-94-0001", result.text)


@pytest.mark.parametrize("element", ["field", "property", "add", "param", "data", "input", "item", "entry"])
@pytest.mark.parametrize("name", ["name", "key", "id"])
def test_an_element_of_two_attributes_is_a_field(scan, element, name):
    people = (("Ann Lee", "773-01-0001"), ("Bob Ray", "773-01-0002"))
    rows = "".join(
        f"<p><{element} {name}='fullName' value='{person}'/>\n<{element} {name}='ssn' value='{ssn}'/></p>\n"
        for person, ssn in people
    )
    found = scan(f"<?xml version='1.0'?>\n<doc>{rows}</doc>\n", "a.xml")
    assert [(one[2], one[3]) for one in found.classes()] == [
        ("ann lee", ("ssn:773010001",)),
        ("bob ray", ("ssn:773010002",)),
    ]


@pytest.mark.parametrize("element", ["item", "data", "entry", "cell", "variable", "person"])
def test_numbers_in_attributes_are_found_whatever_the_element_is_called(scan, element):
    text = f"<?xml version='1.0'?>\n<doc>\n<{element} id='7' name='Ann Lee' ssn='773-01-0001'/>\n</doc>\n"
    assert [one[3] for one in scan(text, "a.xml").classes()] == [("ssn:773010001",)]
    assert [one[3] for one in scan(text.replace("/>", f">x</{element}>"), "a.xml").classes()] == [("ssn:773010001",)]


@pytest.mark.parametrize(
    ("d", "kept"),
    [
        ("M 1228 531 L 3431 531 Q 2656 2156 2228 2338 z", False),
        ("\nm4024,0071c0002 7456,1,1 2-2zM1 1h5V3", False),
        ("M 4024 0071 0002 7456", True),
        ("4024007100027456", True),
        ("Mary Lee, 010-94-0001", True),
    ],
)
def test_the_path_of_a_drawing_has_no_numbers(d, kept):
    said = records(f"<svg><path id='a' d='{d}'/><text>x</text></svg>")
    assert ("d" in said[0]["svg"]["path"]) == kept


def test_many_paths_are_as_one():
    """The quick way of like elements leaves no path in, either."""
    paths = "".join(f"<path id='a{at}' d='M {at} 531 L 3431 531 z'/>" for at in range(300))
    said = json.dumps(records(f"<svg>{paths}</svg>"))
    assert "531" not in said
    assert '"a299"' in said
