"""Word documents and workbooks of Office Open XML, and binary workbooks."""

from __future__ import annotations

import ooxml_docx
import ooxml_xlsb
import ooxml_xlsx

CASES = [*ooxml_docx.CASES, *ooxml_xlsx.CASES, *ooxml_xlsb.CASES]
