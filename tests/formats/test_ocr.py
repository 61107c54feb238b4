"""Words in pictures, with Tesseract where it is installed, and what is said where it is not."""

from __future__ import annotations

import io

import pytest
from format_samples import pages, pdf, stream, text_page

from piiscan.config import Config, Limits
from piiscan.formats.pictures import ocr
from piiscan.model import Reason, Status, Unscannable

OCR = Config(ocr=True)


@pytest.fixture
def tesseract():
    pytest.importorskip("tesserocr", reason="tesserocr is not installed")
    pytest.importorskip("PIL.Image", reason="Pillow is not installed")
    try:
        return ocr.engine()
    except Unscannable as missing:
        pytest.skip(missing.detail)


def picture(*lines: str, frames: int = 1, mode: str = "RGB"):
    image = pytest.importorskip("PIL.Image", reason="Pillow is not installed")
    from PIL import ImageDraw, ImageFont

    made = []
    for _ in range(frames):
        page = image.new(mode, (1000, 120 + 60 * len(lines)), "white" if mode == "RGB" else (0, 0, 0, 0))
        for number, line in enumerate(lines):
            ImageDraw.Draw(page).text((40, 40 + 60 * number), line, "black", ImageFont.load_default(36))
        made.append(page)
    return made


def saved(form: str, images, **options) -> bytes:
    out = io.BytesIO()
    images[0].save(out, form, **options)
    return out.getvalue()


def places(scanned):
    return [" ".join(f"{step.axis} {step.at}" for step in at) for finding in scanned.findings for at in finding.places]


@pytest.mark.parametrize("form", ["PNG", "JPEG", "TIFF", "GIF", "BMP", "WEBP"])
@pytest.mark.usefixtures("tesseract")
def test_words_in_a_picture_are_read_where_asked_for(scan, form):
    data = saved(form, picture("Employee record", "Ann Lee, SSN 010-94-0001"))
    asked = scan(data, "a.bin", OCR)
    assert places(asked) == ["PART ocr LINE 2"] or places(asked) == ["PART ocr LINE 3"]
    assert asked.findings[0].person is not None
    assert asked.outcomes[-1].status is Status.SCANNED
    plain = scan(data, "a.bin")
    assert not plain.findings
    assert plain.outcomes[-1].reason is Reason.UNSUPPORTED


@pytest.mark.usefixtures("tesseract")
def test_what_is_transparent_is_paper(scan):
    assert scan(saved("PNG", picture("Ann Lee, SSN 010-94-0001", mode="RGBA")), "a.png", OCR).findings


@pytest.mark.usefixtures("tesseract")
def test_every_picture_of_a_tiff_is_read(scan):
    images = picture("Ann Lee, SSN 010-94-0001", frames=3)
    data = saved("TIFF", images, save_all=True, append_images=images[1:])
    assert places(scan(data, "a.tif", OCR)) == [f"PAGE {page} PART ocr LINE 1" for page in (1, 2, 3)]


def scanned_page() -> bytes:
    jpeg = saved("JPEG", picture("Ann Lee, SSN 010-94-0001"))
    image = stream(
        jpeg,
        b"/Type /XObject /Subtype /Image /Width 1000 /Height 180 /ColorSpace /DeviceRGB /BitsPerComponent 8 /Filter /DCTDecode",
    )
    return pdf([*pages([text_page([b"first page"]), b"q 500 0 0 90 50 600 cm /Im Do Q"]), image])


@pytest.mark.usefixtures("tesseract")
def test_pages_that_are_pictures_are_read(scan):
    asked = scan(scanned_page(), "a.pdf", OCR)
    assert places(asked) == ["PAGE 2 PART ocr LINE 1"]
    assert asked.outcomes[-1].status is Status.SCANNED
    assert scan(scanned_page(), "a.pdf").outcomes[-1].detail == "page 2: image only, no text"


@pytest.mark.usefixtures("tesseract")
def test_time_for_ocr_is_a_part_of_the_deadline(scan):
    outcome = scan(scanned_page(), "a.pdf", Config(ocr=True, limits=Limits(deadline=0.001))).outcomes[-1]
    assert outcome.status is Status.PARTIAL
    assert outcome.reason in {Reason.LIMIT, Reason.TIMEOUT}


@pytest.mark.usefixtures("tesseract")
def test_a_picture_that_cannot_be_decoded_is_said_to_be(scan):
    data = saved("PNG", picture("Ann Lee, SSN 010-94-0001"))
    outcome = scan(data[:60], "a.png", OCR).outcomes[-1]
    assert outcome.reason is Reason.CORRUPT


@pytest.mark.usefixtures("tesseract")
def test_too_many_pixels_are_a_limit(scan, monkeypatch):
    monkeypatch.setattr(ocr, "_PIXELS", 1000)
    assert scan(saved("PNG", picture("Ann Lee")), "a.png", OCR).outcomes[-1].reason is Reason.LIMIT


def test_what_is_missing_is_named(scan, monkeypatch):
    def missing(_module: str, extra: str):
        raise Unscannable(Reason.UNSUPPORTED, f"needs piiscan[{extra}]")

    monkeypatch.setattr(ocr, "optional", missing)
    ocr.engine.cache_clear()
    outcome = scan(b"\x89PNG\r\n\x1a\n" + bytes(50), "a.png", OCR).outcomes[-1]
    assert (outcome.reason, outcome.detail) == (Reason.UNSUPPORTED, "needs piiscan[ocr]")
    outcome = scan(scanned_page(), "a.pdf", OCR).outcomes[-1]
    assert (outcome.reason, outcome.detail) == (Reason.UNSUPPORTED, "page 2: image only, needs piiscan[ocr]")
    ocr.engine.cache_clear()


def test_missing_data_is_named(monkeypatch):
    pytest.importorskip("tesserocr", reason="tesserocr is not installed")
    monkeypatch.setattr(ocr, "_data", lambda: None)
    ocr.engine.cache_clear()
    with pytest.raises(Unscannable, match="English data of Tesseract"):
        ocr.engine()
    ocr.engine.cache_clear()


@pytest.mark.usefixtures("tesseract")
def test_columns_of_a_picture_stay_apart(scan):
    """Bare numbers below their title, which one blank between all words would make a line of prose."""
    from PIL import Image, ImageDraw, ImageFont

    page = Image.new("L", (1500, 320), 255)
    rows = (
        ("Emp", "Last Name", "First Name", "Soc Sec No"),
        ("1001", "Lee", "Ann", "773010001"),
        ("1002", "Doyle", "Kevin", "773010002"),
    )
    for number, row in enumerate(rows):
        for left, text in zip((40, 240, 600, 1000), row, strict=True):
            ImageDraw.Draw(page).text((left, 40 + 80 * number), text, 0, ImageFont.load_default(36))
    scanned = scan(saved("PNG", [page]), "a.png", OCR)
    found = [(one.person.normal, one.elements[0].value, one.classification.value) for one in scanned.findings]
    assert found == [
        ("ann lee", "773010001", "personal_information"),
        ("kevin doyle", "773010002", "personal_information"),
    ]
