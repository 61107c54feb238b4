"""Markdown: what GitHub's own renderer makes of it, and that no name is anything but a name."""

import io
import re
from html.parser import HTMLParser

import pytest

cmarkgfm = pytest.importorskip("cmarkgfm", reason="GitHub's renderer")

from piiscan.model import Axis, Reason, Step  # noqa: E402
from piiscan.reporters import markdown  # noqa: E402
from piiscan.reporters.terminal import Look  # noqa: E402


def written(records):
    out = io.StringIO()
    markdown.write(records, out, Look())
    return out.getvalue()


class Page(HTMLParser):
    """Collects elements, and the cells of each row."""

    def __init__(self, text):
        super().__init__()
        self.rows, self.text, self.cell = [], [], False
        self.feed(cmarkgfm.github_flavored_markdown_to_html(text))

    def handle_starttag(self, tag, attrs):
        assert tag in {"h2", "h3", "p", "strong", "code", "table", "thead", "tbody", "tr", "th", "td"}, tag
        assert {name for name, _ in attrs} <= {"align"}
        if tag == "tr":
            self.rows.append([])
        if tag in {"td", "th"}:
            self.rows[-1].append("")
            self.cell = True

    def handle_endtag(self, tag):
        self.cell = self.cell and tag not in {"td", "th"}

    def handle_data(self, data):
        self.text.append(data)
        if self.cell:
            self.rows[-1][-1] += data


def test_the_worst_files_what_was_not_read_and_the_totals(share):
    page = Page(written(share().found("few.xlsx").found("many.xlsx", 3).unread("b.png").records()))
    files = [row for row in page.rows if len(row) == 6]
    why, what = "medium: who may read it is not known", "personal information, Massachusetts: A… L…, ssn •••-••-0002"
    assert files == [
        ["File", "Severity", "Persons", "Findings", "Worst", "Place"],
        ["many.xlsx", f"{why} × 3 persons", "3", "3", what, 'sheet "Payroll" › F2'],
        ["few.xlsx", f"{why} × 1 person", "1", "1", what, 'sheet "Payroll" › F2'],
    ]
    assert ["unsupported", "1", "b.png"] in page.rows
    assert ["personal information: ssn", "4"] in page.rows
    assert ["files", "3"] in page.rows


def test_an_interrupted_scan_says_so_first(share):
    text = written(share().records(130, "interrupted", interrupted=True))
    assert text.index("**Interrupted") < text.index("**Exit 130**")


@pytest.mark.parametrize(
    "name",
    [
        "a|b|c.csv",
        "a\\|b\\\\|c.csv",
        "`a` ``b``` \\`.csv",
        "<img src=x onerror=alert(1)>.csv",
        "</code></td><script>x</script>",
        "[x](http://e.example) ![y](z)",
        "http://e.example/a www.e.example WWW.e.example a@e.example",
        "**bold** _em_ ~~no~~ # head",
        "&lt;b&gt; &#60;",
        "line\n\n# head\r\n- item\n\n    code",
        "\x1b[2J\u202e\udcff",
        "<!-- -->",
        "---",
    ],
)
def test_a_name_is_nothing_but_a_name(share, name):
    at = (Step(Axis.MEMBER, name),)
    built = share((f"/{name}",)).found(name, member=at).unread(f"x{name}", Reason.CORRUPT, name)
    page = Page(written(built.records(1, name)))
    shown = markdown.escape(name)
    assert [row[0] for row in page.rows if len(row) == 6][1] == shown
    assert ["corrupt", "1", f"x{shown}"] in page.rows
    assert "".join(page.text).count(shown) == 4  # the reason, the root, the finding, the gap


def test_nobody_is_called(share):
    text = written(share().found("@octocat #1 GH-2.xlsx").records())
    assert "@" not in text
    assert "#1" not in re.sub(r"&#\d+;", "", text)


def test_the_report_stays_small(share):
    built = share()
    for number in range(100):
        built.found(f"{'x&' * 400}{number}.xlsx").unread(f"{'y|' * 400}{number}.png")
    text = written(built.records())
    assert len(text) < 65_536
    assert "75 more files with findings" in text
