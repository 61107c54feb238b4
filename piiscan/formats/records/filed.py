"""Files of records that each have one length: of which kind one is. What knows a kind is loaded where one may be."""

from __future__ import annotations

from piiscan.later import later

_NUMBERED = later(rb"[RTAEWH][A-Z]{0,2}[0-9]")  # the mark of a record, and at once a number; "The" begins many a text
_SHORTEST = 500  # bytes of what begins a report of unclaimed property


def filed_kind(text: bytes) -> str:
    """A file of records that each have one length, as banks and agencies take them; "" for none."""
    if text.startswith(b"101"):
        from piiscan.formats.records.nacha import is_nacha

        return "nacha" if is_nacha(text) else ""
    if text.startswith(b"EH "):
        from piiscan.formats.records.loan_application import is_application

        return "loan-application" if is_application(text) else ""
    if text[4:10] == b"HEADER" and text[:4].isdigit():
        return "metro-2"
    if (text[:1] in b"RTAEWH" and _NUMBERED.match(text)) or text[9:12] == b"TPV":
        from piiscan.formats.records.tax_filing import size_of

        return "tax-filing" if size_of(text) else ""
    if text[:1] == b"1" and len(text) > _SHORTEST and not text[1:10].translate(None, b"0123456789 "):
        from piiscan.formats.records.unclaimed import size_of as unclaimed_size

        return "unclaimed" if unclaimed_size(text) else ""
    return ""
