"""Windows metafiles, made by MS-EMF, MS-EMFPLUS and MS-WMF, and two that LibreOffice drew."""

from __future__ import annotations

import base64
import struct
import zlib
from collections.abc import Sequence


def record(kind: int, body: bytes) -> bytes:
    body += bytes(-len(body) % 4)
    return struct.pack("<II", kind, len(body) + 8) + body


def emr_text(
    text: str, x: int = 0, y: int = 0, *, options: int = 0, narrow: bool = False, widths: Sequence[int] = ()
) -> bytes:
    """EMR_EXTTEXTOUTW, or A."""
    data = text.encode("cp1252" if narrow else "utf-16-le")
    data += bytes(-len(data) % 4)
    head = bytes(16) + struct.pack("<Iff", 1, 1.0, 1.0)
    spaced = 76 + len(data) if widths else 0
    head += struct.pack("<iiIII16xI", x, y, len(text), 76, options, spaced)
    return record(83 if narrow else 84, head + data + struct.pack(f"<{len(widths)}i", *widths))


def emr_small(text: str, x: int = 0, y: int = 0) -> bytes:
    return record(108, struct.pack("<iiIIIff", x, y, len(text), 0x300, 1, 1.0, 1.0) + text.encode("cp1252"))


def emr_many(texts: Sequence[str]) -> bytes:
    head = bytes(16) + struct.pack("<IffI", 1, 1.0, 1.0, len(texts))
    at, tables, data = 40 + 40 * len(texts), b"", b""
    for number, text in enumerate(texts):
        raw = text.encode("utf-16-le") + bytes(len(text) % 2 * 2)
        tables += struct.pack("<iiIII16xI", 0, 100 * number, len(text), at + len(data), 0, 0)
        data += raw
    return record(97, head + tables + data)


def emr_plus(*records: bytes) -> bytes:
    data = b"EMF+" + b"".join(records)
    return record(70, struct.pack("<I", len(data)) + data)


def plus(kind: int, body: bytes, flags: int = 0) -> bytes:
    body += bytes(-len(body) % 4)
    return struct.pack("<HHII", kind, flags, len(body) + 12, len(body)) + body


def plus_string(text: str, x: float = 0, y: float = 0) -> bytes:
    return plus(0x401C, struct.pack("<III4f", 0, 0, len(text), x, y, 0, 0) + text.encode("utf-16-le"))


def emf(*records: bytes, description: str = "") -> bytes:
    told = (description + "\0\0").encode("utf-16-le") if description else b""
    head = (
        bytes(32)
        + b" EMF"
        + struct.pack(
            "<IIIHHIIIiiii", 0x10000, 0, len(records) + 2, 1, 0, len(told) // 2, 108 if told else 0, 0, 1, 1, 1, 1
        )
    )
    return record(1, head.ljust(100, b"\0") + told) + b"".join(records) + record(14, struct.pack("<III", 0, 16, 20))


def meta(kind: int, body: bytes) -> bytes:
    body += bytes(len(body) % 2)
    return struct.pack("<IH", len(body) // 2 + 3, kind) + body


def meta_text(text: str, x: int = 0, y: int = 0, encoding: str = "cp1252") -> bytes:
    data = text.encode(encoding)
    return meta(0x0521, struct.pack("<h", len(data)) + data + bytes(len(data) % 2) + struct.pack("<hh", y, x))


def meta_long(text: str, x: int = 0, y: int = 0, *, options: int = 0, widths: Sequence[int] = ()) -> bytes:
    data = text.encode("cp1252")
    body = struct.pack("<hhhH", y, x, len(data), options) + (bytes(8) if options & 6 else b"")
    return meta(0x0A32, body + data + bytes(len(data) % 2) + struct.pack(f"<{len(widths)}h", *widths))


def meta_font(charset: int) -> bytes:
    return meta(0x02FB, struct.pack("<5h8B", 10, 0, 0, 0, 400, 0, 0, 0, charset, 0, 0, 0, 0) + b"Arial\0")


def wmf(*records: bytes, placeable: bool = True) -> bytes:
    body = b"".join(records) + meta(0, b"")
    head = struct.pack("<HHHIHIH", 1, 9, 0x0300, 9 + len(body) // 2, 4, 100, 0)
    return (b"\xd7\xcd\xc6\x9a" + bytes(18) if placeable else b"") + head + body


def drawn(name: str) -> bytes:
    """A slide of "Ann Lee, SSN 010-94-0001, Boston MA 02139": soffice --convert-to emf (wmf) slide.fodp (7.4.7)."""
    return zlib.decompress(base64.b64decode(_DRAWN[name]))


_DRAWN = {
    "emf": (
        "eNrtVb9LW1EU/u7LszWa1lSkDSJiglppKyTqUmghFc0g2sEUt/pjCAXxF/XH7BJnURylHTp0LXTo6F6h0FGdCgUH/wAdJH4n79y8q0bddPGE79"
        "1z7znvnPvO+XKvATCDUJI+MOqF84lZoPgWaBscyQEGBw+BDNd9nJcUF/J8L2GA7Qu2nUEfbz55YAC8ItoIhntpsgYt1OOEF9/Z56sYV4jvMJFV"
        "3xSVmMZrzUYrensWxupJx8d39CcI9FqiXvNNKqI6P4oGiOncSt2FeZPGekQ0qi77Tmr8ViKBy/Wzdjs+Vz+jfp+//CmPHU7MTkLqI+2ocWKWSq"
        "WKn9giWqvDSIDjF8DXBuAB1xaeBbqs29H6uL7WL6VxmaPkfqvdt81LGqx2OXtw9+pKX+Hbub36t7DXUclhgroUT1ksR9ZNRfUGUMA0pjCGZXIy"
        "T20Oi7gXV55qXRMK+5+yPZUaf5B+Ev/Y3B9s5F+SeysachuOrVn771XJtUq8Yw/m2I1h9qbA00L6ksd7jmmeO2l04zX6+EyXf5myx08m2lDsMs"
        "YYxzWiqPPfCO17JphvOu/8R3XdQvw/mvCb6xzuR+75did8+66c2iDPfpFUK7HLfBNbwzV8k3uvH/PswRKfwroR8k+Y1kNm9ZJpKHNLuDREnCDQ"
        "LSdSXmDfrcKZRXPzWXqV/ar1nJ6xcb0TPeeOe6x3E9Qu+hl41ZWN"
    ),
    "wmf": (
        "eNrtFj1Mk1Hw3vu+goVC0RBo1DQfjYBBSr4CgySSFAQGQhmoqZNKh8aESCEWnFnazcTUuJgYGRxcSRgcmVyKMXExQacmJB0cHEHEevd++j3+Y2"
        "J04TX37t579+7u3d13188f3r8EMWbnC8Pf/ERdaWaAhPXUB9ACtk17NHfVBeFX/d3ExG0mbjCoNEoM8LVeSiFM60fgjQ68O8O99YN5gPwwgDOe"
        "mCBuuhMjHXBwRHAjifdCKPDVobONcRtuPeSAAqAXwUFAcTdYnMFVILsBeMvGF7LlvgLinUKIK94IEgElLxz31+hrcWCa7jB4bIO+CJK+gNCo9M"
        "0q8Ks1eZMgoNZ6NBxatypZTQiXFE12dyj5YYQQHPWfPte4W/Exxff49UeBOw2ZXQjkHwqHz5BZrVZrfHRmKV9VLAk7PQCrQYA63FtslzTta6x5"
        "TF7NF1FyUUfVfKu2W+vFNFi5bthg2mqOwcybA7ba/8DWGdLBpF/y++gsYzxjNZKPQQbmIA0pWMacTCKVhRycD3O0Kb+GFOhvSseUfHyH4olQxu"
        "CuYSA/YXK/8Hu5DcbZZRV/foyuFYQRjEEWozGFsclgtaC4JGEasYt1x4UoDMEgzq74xQTHOioqKthEGSnEBYS8WpfAO99icv3cuLMNx9MaiP8e"
        "897cYOS+dZ5v/yXf3qqcKmKevcOkehI4mm90Fjwl36jvjcICxmAJZ8q6BOYfZVo/ZtYAZhqI3KJcmkTYBUnrnIhweb55TM7k2Nm19KTzk/YnVI"
        "1tUT2RGz2uWfUmUOetqmc0iocTFeCF4dl5qr+cMVGHbdYk7PhhOIf2o0zUd/jJZa/Ru7Jb7/E/j6q8zwXuYyFhj5+TbNqpZ5aIa1hobbPJTlCx"
        "DqtZ2umr9T8p0RL4u2Gv7KP6FfKUiX8AN30Mu8xi+2qwYhFUrJ0egtUg7RFnN6tWTW1eB9Pvl/IspY0d8I5nC/m/0zpbl/QCqKju8fz+oZrBxz"
        "Jz6dSyk0xnc6f4Vb+TQx/i/oa1urJNdXYkm3WmMpleJ5mcdtyYGx0ajLquG+t11lkRf5tYKQssj7gEtN5iJayLRG2DN9OvhPUvLGQX/WWbvqnR"
        "hdzSQtZJjDhuf2xgCL+DAptku/h9EHeEr6NUfTvH/vaLec3XMl5avhlFgN/zkhii"
    ),
}
