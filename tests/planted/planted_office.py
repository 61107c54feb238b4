"""Documents, workbooks and presentations of the two families of packages, and RTF."""

from __future__ import annotations

import office_pptx

CASES = [*office_pptx.CASES]
