"""What a number is whose label names another thing: the types of SPEC §6b, told by the words of the label.

Rule: a type is for people to read and for counts; that the number is no element, the label has decided already.
"""

from __future__ import annotations

from functools import cache

from piiscan.detectors.lexicon import fold

_TYPES: dict[str, tuple[str, ...]] = {
    "itin": ("itin", "individual taxpayer identification"),
    "atin": ("atin", "adoption taxpayer"),
    "ein": ("ein", "fein", "employer identification", "employer id", "federal id"),
    "ptin": ("ptin", "preparer"),
    "npi": ("npi", "national provider"),
    "dea": ("dea",),
    "imei": ("imei", "imsi", "iccid", "meid", "esn"),
    "isbn": ("isbn", "issn"),
    "upc": ("upc", "ean", "gtin", "sku", "asin", "barcode"),
    "vin": ("vin", "vehicle identification"),
    "tracking": ("tracking", "shipment", "parcel", "waybill", "awb", "bol", "usps", "ups", "fedex", "dhl", "container"),
    "phone": ("phone", "phones", "telephone", "tel", "mobile", "cell", "fax", "pager", "hotline"),
    "zip": ("zip", "plus"),
    "passport": ("passport", "pasaporte", "passaporte", "visa no"),
    "duns": ("duns",),
    "cusip": ("cusip", "isin", "sedol"),
    "order": ("order", "invoice", "purchase", "receipt", "pedido", "factura", "quote", "po"),
    "ticket": ("ticket", "case", "claim", "incident", "request", "docket"),
    "part": ("part", "serial", "model", "item", "product", "lot", "batch", "asset"),
    "medical-record": ("mrn", "medical record", "chart", "patient"),
    "identifier": ("id", "identifier", "guid", "uuid", "employee", "customer", "member", "student", "user", "group"),
    "date": ("date", "timestamp", "time", "year"),
    "place": ("latitude", "longitude", "lat", "lon", "lng", "coordinates", "fips", "geoid", "census tract"),
    "count": ("population", "households", "count", "total", "quantity", "qty", "amount", "balance"),
}


@cache
def _by_word() -> dict[str, str]:
    return {phrase: name for name, phrases in _TYPES.items() for phrase in phrases}


def lookalike_of(label: str) -> str:
    """The type a label's words name, "other" if none; the first in the order of the table above.

    >>> lookalike_of("IMEI No."), lookalike_of("Employer Identification Number"), lookalike_of("purchase_order")
    ('imei', 'ein', 'order')
    """
    words = fold(label).replace("#", " ").split()
    joined = f" {' '.join(words)} "
    return next((name for phrase, name in _by_word().items() if f" {phrase} " in joined), "other")
