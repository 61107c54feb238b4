"""The HTML report: what it says, that nothing in it acts, and that what it leaves out is said."""

import base64
import hashlib
import io
import json
import re
from collections import Counter
from itertools import pairwise

import pytest

html5lib = pytest.importorskip("html5lib", reason="the HTML parser as browsers have it")

from piiscan.model import Axis, Classification, Duty, Encryption, Reason, Residency, Step  # noqa: E402
from piiscan.reporters import html_files, html_kept, html_page  # noqa: E402
from piiscan.reporters.html_kept import Distinct, Folders  # noqa: E402
from piiscan.reporters.terminal import Look, escape  # noqa: E402

HOSTILE = [
    "<script>alert(1)</script>.csv",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    "</style></title></bdi></table><script>x</script>",
    "<!-- --><!DOCTYPE x><![CDATA[",
    "&lt;b&gt; &amp; &#60;b> &copy",
    "javascript:alert(1)",
    "http://e.example/a.css",
    "\x1b[2J\u202efdp\n\r\t\0\udcff\ufeff",
    "עברית/قائمة.csv",
    "{{constructor}} ${x} `y`",
]


def written(records):
    out = io.StringIO()
    html_page.write(records, out, Look())
    return out.getvalue()


def parsed(text):
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)  # a mistake in the mark-up is an exception
    return parser.parse(text)


def said(node):
    return re.sub(r"\s+", " ", "".join(node.itertext()))


def section(page, key):
    return next(node for node in page.iter("section") if node.get("aria-labelledby") == key)


def table(node):
    return [[said(cell).strip() for cell in row if cell.tag in {"td", "th"}] for row in node.iter("tr")]


def everything(share):
    member = (Step(Axis.MEMBER, "inner/list.csv"),)
    built = share(("/srv/share", "exports"))
    built.found("hr/staff.xlsx", 2, duties=(Duty("17.04(2)(a)", "mode 0644: every user may read it"),))
    built.found("hr/unknown.xlsx", residency=Residency.UNKNOWN)
    built.found("elsewhere.xlsx", classification=Classification.NON_RESIDENT, residency=Residency.ELSEWHERE)
    built.found("review.xlsx", classification=Classification.REVIEW)
    built.found("numbers.xlsx", classification=Classification.ELEMENT_ONLY, person=None)
    built.found("locked.xlsx", encryption=Encryption("encrypted", "AES", 256, opened=True))
    built.found("mail/box.zip", member=member).unread("mail/box.zip", Reason.CORRUPT, "ends early", member)
    built.unread("scan.png").unread("secret.zip", Reason.ENCRYPTED, "needs a password", verdict="encrypted")
    built.unread("old.zip", Reason.ENCRYPTED, "needs a password", verdict="weak")
    return built


def test_the_short_part_says_the_numbers_in_plain_words(share):
    page = parsed(written(everything(share).records()))
    short = said(section(page, "short"))
    assert "Personal information lies where it can be read without a key." in short
    assert "persons in Massachusetts5" in short
    assert "files or parts not read that might hold more3" in short
    assert "In 4 files there are 5 persons together with a number that the law protects." in short


THROWN_AWAY = (Duty("17.03(2)(b)", "is in the bin"),)


def test_what_to_do_names_what_lies_where_it_should_not(share):
    built = share()
    built.found("bin/a.xlsx", 2, duties=THROWN_AWAY)
    built.found("www/b.xlsx", 1, duties=(Duty("17.04(6)", "is in www"), Duty("17.04(2)(a)", "is in www")))
    built.found("sent/c.xlsx", 3, duties=(Duty("17.04(3)", "is in the mail folder sent"),))
    acts = said(section(parsed(written(built.records())), "do"))
    assert acts.index("look who has fetched it: 1 file, with 1 person") < acts.index("Let only")
    assert "not changed for years, unless somebody needs it: 1 file, with 2 persons" in acts
    assert "Move what lies in mail, transfer or cloud folders: 1 file, with 3 persons" in acts
    alone = share().found("a.xlsx").found("bin/b.xlsx", 1, Classification.ELEMENT_ONLY, person=None, duties=THROWN_AWAY)
    for built in (share().found("a.xlsx"), alone):
        acts = said(section(parsed(written(built.records())), "do"))
        assert not any(word in acts for word in ("Take off", "for good", "transfer"))


def test_every_section_has_what_it_is_for(share):
    page = parsed(written(everything(share).records()))
    duty = table(section(page, "duties"))[1]
    assert [duty[0], *duty[2:]] == ["17.04(2)(a)", "mode 0644: every user may read it", "1", "2"]
    assert table(section(page, "folders"))[1] == ["hr (in /srv/share)", "", "3", "0"]
    keys = [cell.get("class").split() for cell in section(page, "folders").iter("th") if cell.get("class")]
    assert [names[-1] for names in keys] == ["bars", "key0", "key1"]  # what the colours of the bars mean
    files = table(section(page, "files"))
    severe = "medium who may read it is not known × 2 persons"
    assert files[0] == ["File", "Severity", "Persons", "in Massachusetts", "Numbers", "Also seen"]
    assert files[1] == [
        "hr/staff.xlsx in /srv/share",
        severe,
        "2",
        "2",
        "2 SSN",
        "mode 0644: every user may read it",
    ]
    assert "17.02" not in files[1]
    coverage = said(section(page, "coverage"))
    assert "gap unsupported: no reader for this kind of content" in coverage
    assert "scan.png (in /srv/share) an image" in coverage
    assert "mail/box.zip › inner/list.csv (in /srv/share) ends early" in coverage
    assert "no gap encrypted (needs a key, so not a gap) 1" in coverage
    assert "weak needs a key, but the cipher is under 128 bits" in said(section(page, "locks"))
    findings = said(section(page, "findings"))
    assert "medium personal information, Massachusetts (high confidence)" in findings
    assert 'sheet "Payroll" › F2' in findings
    assert "A… L…" in findings
    assert "restrict who reads it; delete what is not needed" in findings


def test_nothing_found_and_all_read(share):
    built = share()
    page = parsed(written(built.records(0, "nothing at or above the gate")))
    assert "Nothing was found, and everything was read." in said(section(page, "short"))
    assert "Nothing: every file was read to its end." in said(section(page, "coverage"))
    keys = {node.get("aria-labelledby") for node in page.iter("section")}
    assert keys == {"short", "coverage", "about"}


def test_nothing_found_but_not_all_read(share):
    text = said(section(parsed(written(share().unread("a.png").records(3, "gaps"))), "short"))
    assert "Nothing was found, but not everything was read." in text


@pytest.mark.parametrize(
    ("code", "gate", "words"),
    [
        (1, {}, "The scan was told to fail at personal information. It failed."),
        (0, {"fail_on": "review"}, "personal information, or what may be some and is to be reviewed. It did not fail."),
        (
            3,
            {"fail_on_residency": "massachusetts", "fail_on_kind": ["payment_card"], "fail_on_count": 2000},
            (
                "only of persons known to live in Massachusetts; only with a number of these kinds: payment card; only from "
                "2,000 findings on. It did not fail at that, but not everything was read."
            ),
        ),
        (0, {"fail_on": "none"}, "Result of the scan: why."),
        (1, {"fail_on": ["<b>"]}, "Result of the scan: why."),
        (143, {}, "Result of the scan: why."),
    ],
)
def test_what_the_scan_was_told_to_fail_at_is_said_in_plain_words(share, code, gate, words):
    head, *others = share().found("a.xlsx").records(code, "why")
    head["options"] |= {"fail_on": "personal_information", "fail_on_residency": "unknown"} | gate
    assert words in said(section(parsed(written(iter([head, *others]))), "short"))


def test_an_interrupted_scan_says_so_first(share):
    text = said(parsed(written(share().found("a.xlsx").records(130, "interrupted", interrupted=True))).find("body"))
    assert text.index("Interrupted.") < text.index("Personal information lies")


def test_owner_and_openness_where_the_stream_has_them(share):
    seen = {"level": "wide", "why": ["every user may read it", "in a web root"], "owner": "j.doe", "uid": 1000}
    gone = {"level": "some", "why": ["a group of 40 may read it"], "owner": None, "uid": 4711}
    records = list(share().found("a.xlsx", 2).found("b.xlsx").records())
    for record in records:
        if record["type"] == "outcome":
            record["exposure"] = seen if record["file"] == "a.xlsx" else gone
    page = parsed(written(records))
    assert table(section(page, "files"))[1:] == [
        [
            "a.xlsx",
            "high every user may read it × 2 persons",
            "2",
            "2",
            "2 SSN",
            "j.doe",
            "in a web root",
        ],
        [
            *("b.xlsx", "medium a group of 40 may read it × 1 person", "1", "1", "1 SSN"),
            *("no account has the number 4711", ""),
        ],
    ]
    assert table(section(page, "severity")) == [
        ["Severity", "Persons compared", "Persons", "Files", "open to all near it", "open to more than need it"],
        ["high", "", "2", "1", "1", "0"],
        ["medium", "", "1", "1", "0", "1"],
    ]
    assert table(section(page, "owners"))[1:] == [
        ["j.doe", "", "1", "2"],
        ["no account has the number 4711", "", "1", "1"],
    ]


def test_a_place_that_has_no_owners_is_among_none(share):
    records = list(share().found("a.xlsx").records())
    records[-2]["exposure"] = {"level": "wide", "why": ["everybody may read it"], "owner": None, "uid": None}
    page = parsed(written(records))
    assert table(section(page, "files"))[1][5] == "not known"
    assert "owners" not in {node.get("aria-labelledby") for node in page.iter("section")}


def test_the_page_loads_nothing_and_runs_nothing(share):
    text = written(everything(share).records())
    page = parsed(text)
    policy = next(node for node in page.iter("meta") if node.get("http-equiv")).get("content")
    own = "".join(next(page.iter("style")).itertext())
    digest = base64.b64encode(hashlib.sha256(own.encode()).digest()).decode()
    assert policy == f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    assert text.index("Content-Security-Policy") < text.index("<style>")
    for forbidden in ("url(", "@import", "expression", "//"):
        assert forbidden not in own
    harmless(page)


def harmless(page):
    tags = Counter(node.tag for node in page.iter() if isinstance(node.tag, str))
    assert not tags.keys() & {
        "script",
        "link",
        "img",
        "iframe",
        "object",
        "embed",
        "base",
        "form",
        "input",
        "image",
        "use",
    }
    for node in page.iter():
        for key, value in node.attrib.items():
            assert key not in {"src", "srcset", "style", "xlink:href", "action", "background", "poster", "srcdoc"}, key
            assert not key.startswith("on")
            assert key != "href" or re.fullmatch(r"#[a-z]+\d*", value)


def test_headings_captions_and_anchors(share):
    page = parsed(written(everything(share).records()))
    levels = [int(node.tag[1]) for node in page.iter() if re.fullmatch(r"h\d", str(node.tag))]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    for node in page.iter("table"):
        assert said(node.find("caption"))
        assert all(cell.get("scope") and said(cell) for cell in node.iter("th"))
    ids = [node.get("id") for node in page.iter() if node.get("id")]
    assert len(ids) == len(set(ids))
    assert {node.get("href")[1:] for node in page.iter("a")} <= set(ids)
    assert page.get("lang") == "en"


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_name_is_nothing_but_a_name(share, name):
    at = (Step(Axis.MEMBER, name),)
    built = share((f"/{name}", "/other")).found(
        f"{name}/{name}", member=at, reasons=(name,), duties=(Duty(name, name),)
    )
    built.unread(f"x{name}", Reason.CORRUPT, name, at, verdict="weak")
    plain = list(share(("/plain", "/other")).found("p/p", member=(Step(Axis.MEMBER, "p"),)).unread("xp").records())
    records = list(built.records(1, name))
    records[0]["tool"] = {"name": "piiscan", "version": name}
    for record in records:
        if record["type"] == "outcome" and not record["container"]:
            record["exposure"] = {"level": name, "why": [name], "owner": name, "uid": 1}
        if record["type"] == "finding":
            record["person"]["masked"] = record["elements"][0]["masked"] = record["elements"][0]["kind"] = name
            record["confidence"] = record["classification"] = name
    text = written(json.loads(json.dumps(record)) for record in records)
    page = parsed(text)
    harmless(page)
    assert said(page.find("body")).count(re.sub(r"\s+", " ", escape(name))) > 15
    usual = {node.tag for node in parsed(written(plain)).iter() if isinstance(node.tag, str)}
    assert {node.tag for node in page.iter() if isinstance(node.tag, str)} <= usual | {
        "li",
        "ul",
        "details",
        "h3",
        "b",
        "p",
    }
    assert all(char.isprintable() or char == "\n" for char in text)


def test_what_is_left_out_is_said(share, monkeypatch):
    monkeypatch.setattr(html_files, "FILES", 3)
    monkeypatch.setattr(html_files, "FINDINGS", 8)
    monkeypatch.setattr(html_files, "ALL", 12)
    monkeypatch.setattr(html_files, "FEWEST", 4)
    built = share()
    for number in range(10):
        built.found(f"d{number}/f{number}.xlsx", number + 8).unread(f"{number}.png")
        built.unread(f"{number}x.png")
    page = parsed(written(built.records()))
    files = section(page, "files")
    assert [row[0] for row in table(files)[1:]] == ["d9/f9.xlsx", "d8/f8.xlsx", "d7/f7.xlsx"]
    assert "7 more files with findings not shown on this page. All of them: piiscan report" in said(files)
    findings = section(page, "findings")
    assert [len(table(node)) - 1 for node in findings.iter("table")] == [4, 4, 4]
    assert "13 more findings in this file are not shown on this page." in said(findings)
    assert "10 more are not shown on this page." in said(section(page, "coverage"))


def test_the_worst_findings_of_a_file_are_kept(share, monkeypatch):
    monkeypatch.setattr(html_files, "FINDINGS", 5)
    built = share().found("a.xlsx", 50, Classification.REVIEW)
    closing = built.events.pop()
    built.found("a.xlsx", 2)
    built.events[-1] = closing
    rows = table(section(parsed(written(built.records())), "findings"))
    assert [row[0].split(",")[0] for row in rows[1:]] == ["medium personal information"] * 2 + [
        "low to be reviewed"
    ] * 3


def test_what_a_file_has_beyond_the_list_of_the_scan_is_said(share):
    records = list(share().found("a.xlsx", 2).records())
    records[-2]["counts"]["personal_information"]["ssn"] = 5000
    text = said(section(parsed(written(records)), "findings"))
    assert "5,000 numbers were counted in this file; the scan lists 2 findings of it" in text


def test_different_persons_are_counted_within_a_bound():
    few, many = Distinct(), Distinct()
    for number in range(1_000):
        few.add(str(number % 700))
    assert few.number() == (700, True)
    for number in range(60_000):
        many.add(str(number % 30_000))
    number, exact = many.number()
    assert not exact
    assert 0.93 * 30_000 < number < 1.07 * 30_000
    assert len(many._known) == len(many._least) == html_kept.DISTINCT


def test_folders_are_counted_exactly_in_a_bound(monkeypatch):
    monkeypatch.setattr(html_kept, "FOLDERS", 10)
    folders = Folders()
    for number in range(100):
        seen = html_files.Seen("/r", f"top{number % 3}/{number}/x/a.csv")
        seen.counts["persons"] = Counter(massachusetts=1)
        folders.add(seen)
    assert folders.depth == 1
    assert folders.first() == [
        (("/r", "top0"), Counter(massachusetts=34)),
        (("/r", "top1"), Counter(massachusetts=33)),
        (("/r", "top2"), Counter(massachusetts=33)),
    ]


def test_what_was_decided_about_a_finding_is_said_and_makes_it_no_worst_one(share):
    records = list(share().found("a.xlsx", 2).records())
    records[1]["mark"] = {"as": "accepted", "settled": True, "reason": "<i>a pilot</i>", "by": "jd", "at": "2026-01-02"}
    rows = table(section(parsed(written(records)), "findings"))[1:]
    assert [row[0].split()[0] for row in rows] == ["medium", "info"]
    assert "marked accepted by jd on 2026-01-02: <i>a pilot</i>" in rows[1][0]


def test_long_names_and_many_elements_do_not_make_a_large_page(share):
    built = share()
    long = "x&" * 600
    for number in range(220):
        built.found(f"{number}{long}", reasons=(long, *map(str, range(50))))
    text = written(built.records())
    assert len(text) < 1_500_000
    assert "20 more files with findings not shown" in " ".join(re.sub("<[^>]*>", " ", text).split())
