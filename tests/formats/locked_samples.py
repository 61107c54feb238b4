"""Documents that LibreOffice 7.4.7 of Debian 12 locked with the password "open sesame", stored as it wrote them.

`note.txt` is "Ann Lee, SSN 010-94-0001, Boston MA 02139", `pay.csv` a sheet of the same, `slide.fodp` one slide. A Basic macro
opened each and stored it with the filter named and the property Password:

    aes.odt         writer8 of note.txt                  aes.ods, aes.odp     calc8 of pay.csv, impress8 of slide.fodp
    blowfish.odt    writer8 after Save/ODF/DefaultVersion was set to 2 (OpenDocument 1.1)
    standard.docx   MS Word 2007 XML of note.txt, with the property EncryptionData (CryptoType "Standard", OOXPassword)
    standard.xlsx   Calc MS Excel 2007 XML of pay.csv, likewise ("Agile" it cannot write)
    rc4.doc         MS Word 97 of note.txt               rc4.xls              MS Excel 97 of pay.csv

    user.pdf   soffice --convert-to 'pdf:writer_pdf_Export:{"EncryptFile":{"type":"boolean","value":"true"},
                    "DocumentOpenPassword":{"type":"string","value":"open sesame"}}' note.txt
    owner.pdf  soffice --convert-to 'pdf:writer_pdf_Export:{"RestrictPermissions":{"type":"boolean","value":"true"},
                    "PermissionPassword":{"type":"string","value":"owner"}}' note.txt
"""

from __future__ import annotations

import base64
from pathlib import Path

PASSWORD = "open sesame"
NAMES = (
    "aes.odt",
    "aes.ods",
    "aes.odp",
    "blowfish.odt",
    "standard.docx",
    "standard.xlsx",
    "rc4.doc",
    "rc4.xls",
    "user.pdf",
)


def made(name: str) -> bytes:
    """The bytes of a document."""
    return base64.b64decode((Path(__file__).parent / "made" / f"{name}.b64").read_text("ascii"))
