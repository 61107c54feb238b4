"""The HTML report as Chromium shows it: light, dark, narrow, on paper. Pictures stay in the directory of the test."""

import io

import pytest

from piiscan.model import Classification, Duty, Reason, Residency
from piiscan.reporters import html_page
from piiscan.reporters.terminal import Look

from . import browser
from .test_tickets import exposure

if browser.found() is None:
    pytest.skip("no Chromium here", allow_module_level=True)

CONTRAST = """(() => {
  const channel = v => (v /= 255) <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4;
  const light = c => { const [r, g, b] = c.match(/[\\d.]+/g).map(Number); return .2126 * channel(r) + .7152 * channel(g) + .0722 * channel(b); };
  const ground = node => {
    for (; node; node = node.parentElement) {
      const colour = getComputedStyle(node).backgroundColor;
      if (colour !== 'rgba(0, 0, 0, 0)' && colour !== 'transparent') return colour;
    }
    return 'rgb(255, 255, 255)';
  };
  let least = [99, ''];
  for (const node of document.querySelectorAll('body *')) {
    const own = [...node.childNodes].some(child => child.nodeType === 3 && child.data.trim());
    if (!own || !node.checkVisibility()) continue;
    const [a, b] = [light(getComputedStyle(node).color), light(ground(node))].sort((x, y) => y - x);
    const ratio = (a + .05) / (b + .05);
    if (ratio < least[0]) least = [ratio, node.tagName + '.' + node.className];
  }
  return least;
})()"""


BROKEN = """(() => {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), broken = [];
  for (let node; node = walker.nextNode();) {
    if (!node.parentElement.checkVisibility() || node.parentElement.closest('code, .name')) continue;
    for (const word of node.data.matchAll(/(?<!\\S)[\\p{L}\\d]{2,14}(?=[,;:.)]?(\\s|$))/gu)) {
      const range = document.createRange();
      range.setStart(node, word.index);
      range.setEnd(node, word.index + word[0].length);
      if (new Set([...range.getClientRects()].map(one => Math.round(one.top))).size > 1) broken.push(word[0]);
    }
  }
  return broken;
})()"""
"""Words of a usual length that stand on two lines."""


@pytest.fixture(scope="module")
def chromium(tmp_path_factory):
    opened = browser.Browser(tmp_path_factory.mktemp("profile"))
    yield opened
    opened.close()


@pytest.fixture
def page(share, tmp_path):
    long = "a very long name without an end " + "x" * 300
    built = share(("/srv/share", "/" + "y" * 200))
    built.found("hr/staff.xlsx", 30, duties=(Duty("17.04(2)(a)", "mode 0644: every user may read it"),))
    built.found(f"{long}/<script>document.title='hit'</script>\u202e.xlsx", 3, residency=Residency.UNKNOWN)
    built.found("review.xlsx", 2, Classification.REVIEW, reasons=("z" * 200,) * 5)
    built.found("alone.xlsx", 1, Classification.ELEMENT_ONLY, person=None)
    built.unread(long).unread("old.zip", Reason.ENCRYPTED, "needs a password", verdict="weak")
    built.found("vendor/acme.xlsx", 2).found("home/list.xlsx", 2)
    gone = "its owner, number 1054321, has no account any more"
    lies = {
        "vendor/acme.xlsx": exposure("wide", None, "0644", [gone, "is in vendor, a folder for service providers"]),
        "home/list.xlsx": exposure("some", "a.longer.name.of.an.account@corporation.example"),
    }
    lies["vendor/acme.xlsx"]["uid"] = 1_054_321
    records = [
        {**one, "exposure": lies[one["file"]]} if one["type"] == "outcome" and one["file"] in lies else one
        for one in built.records()
    ]
    out = io.StringIO()
    html_page.write(records, out, Look())
    path = tmp_path / "report.html"
    path.write_text(out.getvalue(), "utf-8")
    return path


@pytest.mark.long
@pytest.mark.parametrize(
    ("width", "dark", "media"),
    [(1280, False, ""), (1280, True, ""), (800, False, ""), (400, False, ""), (400, True, ""), (700, False, "print")],
    ids=["light", "dark", "tablet", "narrow", "narrow-dark", "print"],
)
def test_it_shows_well(chromium, page, width, dark, media):
    chromium.show(page, width, dark=dark, media=media)
    assert chromium.complaints() == ([], [])
    assert chromium.value("document.documentElement.scrollWidth") <= width
    assert chromium.value("document.title").startswith("Personal information in")
    chromium.value("document.querySelectorAll('details').forEach(one => one.open = true)")
    assert chromium.value("document.documentElement.scrollWidth") <= width
    assert chromium.value(BROKEN) == []
    ratio, where = chromium.value(CONTRAST)
    assert ratio >= 4.5, where
    ground = chromium.value("getComputedStyle(document.body).backgroundColor")
    assert (ground == "rgb(255, 255, 255)") is not (dark and not media)
    picture = page.with_name("shown.png")
    chromium.picture(picture, whole=False)
    image = pytest.importorskip("PIL.Image")
    with image.open(picture) as shown:
        assert len(shown.convert("RGB").getcolors(1 << 24)) > 20


def test_it_is_used_by_keyboard(chromium, page):
    chromium.show(page, 1280)
    found = []
    for _ in range(12):
        for kind in ("rawKeyDown", "keyUp"):
            chromium.call("Input.dispatchKeyEvent", type=kind, key="Tab", code="Tab", windowsVirtualKeyCode=9)
        found.append(chromium.value("document.activeElement.textContent"))
        assert chromium.value("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    assert found[0] == "Skip to the content"
    assert found[1] == "In short"


def test_a_link_to_a_file_opens_its_findings(chromium, page):
    chromium.show(page, 1280)
    chromium.value("document.querySelector('a[href=\"#file4\"]').click()")
    assert chromium.value("document.getElementById('file4').parentElement.open")


def test_it_prints(chromium, page):
    pdfium = pytest.importorskip("pypdfium2")
    paper = page.with_suffix(".pdf")
    chromium.show(page, 1280)
    chromium.paper(paper)
    document = pdfium.PdfDocument(paper)
    text = "\n".join(sheet.get_textpage().get_text_range() for sheet in document)
    assert "Confidential" in text
    assert f"1 / {len(document)}" in text
    assert "Social Security number" in " ".join(text.split())  # no word is broken in two
    assert "closed on the screen, so not printed" in text
    assert 'sheet "Payroll" › F2' in text
    assert "Skip to the content" not in text
    document.close()
