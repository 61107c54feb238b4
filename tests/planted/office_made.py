"""Files that LibreOffice made, stored as they came but for the pictures of their first page.

Made by LibreOffice 7.4.7 of Debian 12 from the flat files of `office_odf`, written to lo.fodt, lo.fods and lo.fodp:

    soffice --headless --convert-to odt lo.fodt        (ods from lo.fods, odp from lo.fodp)

What it does not carry over (it knows no list of a validation without a cell that has it) is not in them.
"""

from __future__ import annotations

import base64
from collections.abc import Callable, Mapping

from planted import HERE, Case, Plant


def _stored(name: str, places: Mapping[str, tuple[str, str]]) -> Callable[[Plant], bytes]:
    def build(plant: Plant) -> bytes:
        plant.places.update(places)
        return base64.b64decode((HERE / "made" / f"{name}.b64").read_text("ascii"))

    return build


_ODT = {
    "010-94-0002": ("number split over spans", "line 3"),
    "010-94-0004": ("number under tracked changes, now", "line 6"),
    "010-94-0005": ("deletion whose place is lost", "line 2"),
    "010-94-0006": ("user field", "fields"),
    "010-94-0007": ("heading", "line 4"),
    "010-94-0008": ("list item", "line 5"),
    "010-94-0009": ("comment", "line 7 › comment"),
    "010-94-0010": ("number before a footnote mark", "line 8"),
    "010-94-0011": ("footnote", "line 8 › note"),
    "010-94-0013": ("text box", "line 9"),
    "010-94-0014": ("cell of a table", "table 1 › row 2 › column 2"),
    "010-94-0015": ("last cell of a table", "table 1 › row 3 › column 2"),
    "010-94-0016": ("form in a table", "table 2 › row 2 › column 2"),
    "010-94-0017": ("form field", "fields"),
    "010-94-0018": ("target of a link", "links"),
    "010-94-0020": ("hidden section", "line 12"),
    "010-94-0021": ("after a tab", "line 13"),
    "010-94-0022": ("after a line break", "line 13"),
    "010-94-0023": ("header", "header › line 1"),
    "010-94-0024": ("header of the first page", "header › line 2"),
    "010-94-0025": ("footer", "footer › line 1"),
    "010-94-0026": ("footer of left pages", "footer › line 2"),
    "010-94-0027": ("title", "properties"),
    "010-94-0028": ("first author", "properties"),
    "010-94-0029": ("property of its own", "properties"),
}
_ODS = {
    "010-94-0002": ("hidden sheet", 'sheet "Hid" › D2'),
    "010-94-0003": ("cell behind merged ones", 'sheet "Merged" › C2'),
    "010-94-0004": ("cell below", 'sheet "Merged" › C3'),
    "010-94-0011": ("number with its zeros in the format", 'sheet "Pay" › B2'),
    "010-94-0012": ("comment", 'sheet "Pay" › A44 › comment'),
    "010-94-0013": ("drawing in a cell", 'sheet "Pay" › C44 › drawing'),
    "010-94-0014": ("second line of a cell", 'sheet "Pay" › D44'),
    "010-94-0015": ("text of a formula", 'sheet "Pay" › E44'),
    "010-94-0016": ("cell", 'sheet "Pay" › B3'),
    "010-94-0017": ("cell behind repeated rows", 'sheet "Pay" › B44'),
    "010-94-0022": ("title", "properties"),
    "010-94-0023": ("first author", "properties"),
    "010-94-0024": ("property of its own", "properties"),
}
_ODP = {
    "010-94-0002": ("number split over spans", "slide 1 › line 2"),
    "010-94-0003": ("notes", "slide 1 › notes › line 1"),
    "010-94-0004": ("cell of a table", "slide 1 › table 1 › row 2 › column 2"),
    "010-94-0005": ("comment", "slide 2 › comment"),
    "010-94-0006": ("text", "slide 1 › line 1"),
    "010-94-0007": ("shape in a group", "slide 1 › line 3"),
    "010-94-0008": ("alternative text", "slide 2 › line 1"),
    "010-94-0009": ("hidden page", "slide 2 › line 2"),
    "010-94-0014": ("title", "properties"),
    "010-94-0015": ("first author", "properties"),
    "010-94-0016": ("property of its own", "properties"),
}

CASES = [
    Case("ODT", "LibreOffice", "a.odt", _stored("writer.odt", _ODT)),
    Case("ODS", "LibreOffice", "a.ods", _stored("calc.ods", _ODS)),
    Case("ODP", "LibreOffice", "a.odp", _stored("impress.odp", _ODP)),
]
