"""Variables of MATLAB, as scipy writes them.

scipy 1.17.1, `scipy.io.savemat(out, values, do_compression=True)`; the date in the header is taken out:

    cell = np.empty((2, 2), dtype=object)
    cell[:] = [["Ann Lee", "010-94-0001"], ["Bob Ray", "010-94-0002"]]
    person = {"name": "Ann Lee", "ssn": "010-94-0003", "inner": {"note": "Ann Lee, SSN 010-94-0004"}}
    rows = np.array([("Ann Lee", "010-94-0005"), ("Bob Ray", "010-94-0006")], dtype=[("name", "O"), ("ssn", "O")])
    frame = {"name": np.array(["Ann Lee", "Bob Ray"], dtype=object), "ssn": np.array([[10940007.0], [10940008.0]])}
    values = {"text": "Ann Lee, SSN 010-94-0009 \\xe9", "cell": cell, "person": person, "rows": rows, "frame": frame,
              "chars": np.array(["Ann Lee, SSN 010-94-0010", "Bob Ray, SSN 010-94-0011"]), "numbers": np.array([[1.5, 2], [3, 4]])}
"""

from __future__ import annotations

import base64
import lzma

_PACKED = """
TUFUTEFCIDUuMCBNQVQtZmlsZSwgYnkgc2NpcHkgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgIC
AgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAAAAAAAAAAAAABSU0PAAAARwAAAHic42NgYAgAYjYg5gBiFgYIYIXyGYFYCkyzMJSk
VpQIANnSQOyYl6fgk5qqoxAc7KdgYGiga2mia2BgYKlweCVYPwAJxAnuDwAAAGQAAAB4nONjYGCwYGRgYAPSHEAMZIIBK5TPBMWMDCwMyak5OX
wg9QwI9Sxo6kH62ZHMEYDyHfPyFHxSUxnI1e+Un6QQlFgJ1u9AQD83mn4Q38DQQNfSRNfAwMAQLE65OUZgcQCokg0mDwAAAJYAAAB4nONjYGCo
YGRgYAPSHEDMxAABrFA+IxIGqSlILSrOzwPJs4D5IHEhIM5LzE1lYCguBkoxZOblpRZBzeEDYgsGhPksWMxnh9IgIADlO+blKfikpoL1OxDQz4
2mH8Q3MDTQtTTRNTAwMIa7YwIDcf6EiLOA5RihavLyS1Jh5ngQcI8EmnskEP7RUQgO9lNAOM4EAIHIFw4PAAAAdQAAAHic42NgYIhgZGBgA9Ic
QMzEAAGsUD4jVIyRgYWhKL+8mBVIs0LFuYA4LzE3laG4OA+qjYEPiC0YEOaxYDGPHUqDgACU75iXp+CTmgrW70BAPzeafhDfwNBA19JE18DAwJ
QidzjlJykEJVZSwR1mYHEAjYwQhw8AAAB9AAAAeJzjY2Bg8GBkYGAD0hxAzMQAAaxQPiMSBomlFSXmpoLZLGA+SJwLiPNAwsXFeVDtDHxAvIIB
YS4jFnOZkMRB6i2Q1LNgUc+OpF4AynfMy1PwSU0lW79TfpJCUGIlWL8Dkn42NP0wt8L0c0LNAIIHZ+6mOIIYZ4E0ALRrEjEPAAAAWAAAAHic42
NgYMgAYjYg5gBiFgYIYIXymYBYAogZoWLJGYlFxUBaAIgNgNjRKS8/L0lBwScoNTG1UkdHQSEYCPz8FBQMDAwNDQx0dS0tTUx0dQ0MwHxDABQV
DqwPAAAAOQAAAHic42NgYIgAYjYg5oDSIMAK5TNBMSMQswNxXmluUmpRMQMnkK3AAAM/7CE0hwNUAEoLOAAA5O4FyA==
"""
_PLAIN = """
/Td6WFoAAATm1rRGAgAhARYAAAB0L+Wj4AcXAXhdACaQRs5Auzcx+/MidVzEuDIm7yV0qA9IjeAuLWW+zq7Ox30TXo48G7vQmI78H3ldX+asFZ
gMRKdpp8m9QbW7Lv6VPblR/BucaoL14ouu9phBa1ebMxbM87dCIaI8ic4VCVArxv5YHC+U2/DPEi7h/6UJbcQsX/7a6fxkD2X/ILHUBVcj44vj
K5y+a+yiN4tx9vazNp6hIJS6I7v0njcfSFi5E03ScBf72lQpVHs8y779Tz8CsdqGyi2AL8DvynyEJJBJ65fhiZ+XBhiDYIUgrlaOKum9pFjANq
CzD4cd0Y5ibrdKz3mpJ0azLw2zUGPhYzdnr+BIV6t+P5WyjvrvezxCj0ZrL8/M/z5ptBYfgr+ZntoB6JuCo6cIEFdlCRCLFEm9rDvdR9HQKvIp
Ll7xtNwT8XP64Co+uswC320CNQrB+GKdfhuvG3KR0deGnx07148Mvfv/ZStoqAd02aU95/MRAyZLMrI0Nwhqlj9+vtqmSIyqqTATLgAAtxeBmC
4FQ0sAAZQDmA4AABkeaHCxxGf7AgAAAAAEWVo=
"""


def packed() -> bytes:
    """Each variable deflated, as MATLAB does since version 7."""
    return base64.b64decode(_PACKED)


def plain() -> bytes:
    """As it was before (in XZ here)."""
    return lzma.decompress(base64.b64decode(_PLAIN))
