"""Plain paragraphs of Word documents: whichever way they are read, the same text comes at the same places."""

from __future__ import annotations

from collections import Counter

from format_samples import given_to_expat
from hypothesis import example, given, settings
from hypothesis import strategies as st

from piiscan.formats.markup import expat
from piiscan.formats.markup.expat import BrokenXmlError
from piiscan.formats.office import docx_plain
from piiscan.formats.office.docx_story import Story
from piiscan.formats.segments.flow import Flow

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
_TEXTS = (
    "Ann Lee 010-94-0001", "", " ", "  two  spaces ", "a\nb", "&amp;lt;&lt;b&gt; &quot;", "&#65;", "&nbsp;", "\u00e9\u00a0\u00fc", "a ]]&gt; b",
    "]]>", "\r\n", "a\tb", "010-94-0002 \u4e2d",
)  # fmt: skip
_RUNS = (
    "<w:r><w:t>{}</w:t></w:r>", '<w:r w:rsidR="00A1"><w:rPr><w:b/><w:sz w:val="22"/></w:rPr><w:t xml:space="preserve">{}</w:t></w:r>',
    "<w:r><w:t>{}</w:t><w:tab/><w:t>x</w:t></w:r>", "<w:r><w:br/><w:t>{}</w:t></w:r>", '<w:proofErr w:type="spellStart"/><w:r><w:t>{}</w:t></w:r>',
    "<w:r><w:t>{}</w:t></w:r><w:r><w:t>{}</w:t></w:r>", '<w:ins w:id="1"><w:r><w:t>{}</w:t></w:r></w:ins>', "<w:del><w:r><w:delText>{}</w:delText></w:r></w:del>",
    '<w:r><w:br w:type="page"/><w:t>{}</w:t></w:r>', "<w:r><w:noBreakHyphen/><w:t>{}</w:t></w:r>", "<w:r><w:instrText>QUOTE 010-94-0005 {}</w:instrText></w:r>",
    '<w:bookmarkStart w:id="0" w:name="a"/><w:r><w:t>{}</w:t></w:r><w:bookmarkEnd w:id="0"/>', "<w:r><w:ruby><w:rt><w:r><w:t>{}</w:t></w:r></w:rt></w:ruby></w:r>",
    "<w:r><w:pict><w:txbxContent><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:txbxContent></w:pict></w:r>", "<w:r><w:t>{}", "", "<w:x>{}</w:x>",
    "<mc:AlternateContent><mc:Choice><w:r><w:t>{}</w:t></w:r></mc:Choice><mc:Fallback><w:p><w:r><w:t>{}</w:t></w:r></w:p></mc:Fallback></mc:AlternateContent>",
)  # fmt: skip
_AROUND = (
    ("<w:p>", "</w:p>"), ('<w:p w14:paraId="1"><w:pPr><w:pStyle w:val="P"/><w:rPr><w:b/></w:rPr></w:pPr>', "</w:p>"), ("<w:p/><w:p>", "</w:p>"),
    ("<w:p>", "</w:p>\n "), ('<w:p><w:pPr><w:tabs><w:tab w:val="x"/></w:tabs></w:pPr>', "</w:p>"), ("<w:sdt><w:sdtContent><w:p>", "</w:p></w:sdtContent></w:sdt>"),
    ("<w:tbl><w:tr><w:tc><w:p>", "</w:p></w:tc><w:tc><w:p><w:r><w:t>c</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"), ("<!-- <w:p>", "</w:p> -->"),
    ("<w:tbl><w:tr><w:tc><w:tbl><w:tr><w:tc><w:p>", "</w:p></w:tc></w:tr></w:tbl><w:p/></w:tc></w:tr></w:tbl>"), ("<![CDATA[", "]]>"),
    ('<x:y xmlns:w="urn:x" xmlns:x="urn:y"><w:p>', "</w:p></x:y>"), ("<w:p>", ""), ("<w:p", "</w:p>"), ('<w:docPr descr="card 010-94-0007"/><w:p>', "</w:p>"),
)  # fmt: skip
_paragraphs = st.builds(
    lambda around, run, text: around[0] + run.replace("{}", text) + around[1],
    st.one_of(st.sampled_from(_AROUND[:2]), st.sampled_from(_AROUND)),
    st.one_of(st.sampled_from(_RUNS[:6]), st.sampled_from(_RUNS)),
    st.one_of(st.sampled_from(_TEXTS[:6]), st.sampled_from(_TEXTS)),
)


def document(body: str) -> bytes:
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    names = f'xmlns:w="{_W}" xmlns:mc="{_MC}" xmlns:w14="urn:w14"'
    return f"{head}<w:document {names}><w:body>{body}<w:sectPr/></w:body></w:document>".encode()


def told(data: bytes, size: int, *, plain: bool) -> tuple[list, str]:
    story, damage = Story(Flow(), ()), ""
    handlers = story.start, story.end, story.text
    pieces = [data[at : at + size] for at in range(0, len(data), size)]
    try:
        for _ in docx_plain.parse(story, pieces, *handlers) if plain else expat.parse(pieces, *handlers):
            pass
    except BrokenXmlError as error:
        damage = str(error)
    story.close()
    return [
        (segment.data, segment.shape, segment.series, [segment.locate(at) for at in range(0, len(segment.data), 3)])
        for segment in story.flow.finish()
    ], damage


def said(segments) -> Counter[bytes]:
    return Counter(line for segment in segments for line in bytes(segment[0]).splitlines() if line.strip())


@settings(max_examples=120, deadline=None)
@example(
    [_AROUND[0][0] + _RUNS[0].replace("{}", "Ann Lee 010-94-0001")], ["<w:p><w:r><w:t>Bob Ray 010-94-0002</w:p>"], 1, 7
)
@example(  # an entity in two pieces is none
    [_AROUND[0][0] + run.replace("{}", "x") + "</w:p>" for run in (_RUNS[0], "<w:r><w:t>&am</w:t><w:t>p;</w:t></w:r>")],
    [],
    1,
    64,
)
@given(
    st.lists(_paragraphs, max_size=12),
    st.lists(_paragraphs, max_size=3),
    st.integers(1, 5),
    st.sampled_from([7, 64, 1000, 1 << 20]),
)
def test_both_ways_give_the_same(paragraphs, more, times, size):
    data = document("".join([*paragraphs, *more * times, *paragraphs]))
    (quick, damage), (slow, wanted) = told(data, size, plain=True), told(data, 1 << 20, plain=False)
    assert damage == wanted
    if damage:  # expat holds back the text right before it, more or less of it by how the pieces are cut
        missing = said(slow) - said(quick)
        assert missing.total() <= 1
        assert all(any(line.startswith(cut) for cut in said(quick) - said(slow)) for line in missing)
    else:
        assert quick == slow


def test_plain_paragraphs_do_not_reach_expat(monkeypatch):
    seen = given_to_expat(monkeypatch)
    data = document("".join(f"<w:p><w:r><w:t>Ann {at}</w:t></w:r></w:p>" for at in range(900)))
    assert told(data, 65536, plain=True) == told(data, 65536, plain=False)
    assert len(b"".join(seen)) < 4096


def test_texts_that_are_not_plain_are_not_asked_about_for_ever(monkeypatch):
    asked = given_to_expat(monkeypatch)
    data = document("<w:p><w:r><w:cr/><w:t>x</w:t></w:r></w:p>" * 3000)
    assert told(data, 65536, plain=True) == told(data, 65536, plain=False)
    assert len(asked) < 300


def test_a_mark_cut_in_two_by_a_long_text():
    long = "<w:p><w:r><w:t>" + "x" * 300_000
    data = document(f"{long}</w:t></w:r></w:p><!-- <w:p><w:r><w:t>no</w:t></w:r></w:p> --><w:p/>")
    for size in (65536, 1 << 20):
        assert told(data, size, plain=True) == told(data, size, plain=False)
