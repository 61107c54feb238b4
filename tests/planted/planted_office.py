"""Documents, workbooks and presentations of the two families of packages, and RTF."""

from __future__ import annotations

import office_made
import office_odf
import office_pptx
import office_rtf

CASES = [*office_pptx.CASES, *office_odf.CASES, *office_made.CASES, *office_rtf.CASES]
