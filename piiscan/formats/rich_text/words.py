"""The control words of RTF that matter to its text (RTF Specification 1.9.1), and the code pages of its fonts."""

from __future__ import annotations

import codecs

# Words that stand for a character, or for the space between two.
CHARACTERS: dict[bytes, str] = {
    b"tab": "\t", b"line": "\n", b"softline": "\n", b"lbr": "\n", b"emdash": "—", b"endash": "–", b"bullet": "•",
    b"lquote": "‘", b"rquote": "’", b"ldblquote": "“", b"rdblquote": "”", b"emspace": " ", b"enspace": " ",
    b"qmspace": " ", b"column": "\n", b"page": "\n\f\n",
}  # fmt: skip
SYMBOLS: dict[bytes, str] = {b"~": "\u00a0", b"_": "-", b"\\": "\\", b"{": "{", b"}": "}", b"\t": "\t"}
# Groups whose text is not the text of the document: looks, numbers of list items, copies for older readers.
SKIPPED = frozenset(
    b"colortbl stylesheet listtext pntext pntxta pntxtb nonesttables nonshppict shprslt bkmkstart bkmkend atnid atnref"
    b" atndate atntime atnparent atnicn ftnsep ftnsepc ftncn aftnsep aftnsepc aftncn fldtype themedata private"
    b" colorschememapping datastore latentstyles listtable listoverridetable rsidtbl revtbl xmlnstbl".split()
)
# Groups with text that stands apart: the part it is, and whether its paragraphs are counted.
PARTS: dict[bytes, str] = {
    b"header": "header", b"headerl": "header", b"headerr": "header", b"headerf": "header",
    b"footer": "footer", b"footerl": "footer", b"footerr": "footer", b"footerf": "footer",
}  # fmt: skip
INSIDE: dict[bytes, str] = {
    b"footnote": "note", b"annotation": "comment", b"atnauthor": "comment", b"fldinst": "field", b"ffname": "field",
    b"ffdeftext": "field", b"ffhelptext": "field", b"ffstattext": "field", b"ffl": "field", b"xe": "index",
    b"tc": "index", b"shptxt": "text box", b"dptxbxtext": "text box",
}  # fmt: skip
VARIABLE = "variable"
# Groups whose text is a value, with what it is the value of.
PROPERTIES: dict[bytes, str] = {
    **{
        word: word.decode()
        for word in b"title subject author manager company operator category keywords comment doccomm hlinkbase".split()
    },
    b"staticval": "",
    b"linkval": "",
    b"docvar": VARIABLE,
    b"mmquery": "query",
    b"mmconnectstr": "connection",
    b"mmdatasource": "data source",
}
# What the properties of a shape may say in words (MS-ODRAW names them).
SHAPE_TEXTS = frozenset({"wzDescription", "gtextUNICODE", "wzTooltip"})
# What a picture is, by the suffix such a file would have.
BLIPS = {b"pngblip": ".png", b"jpegblip": ".jpg", b"emfblip": ".emf", b"wmetafile": ".wmf", b"dibitmap": ".bmp"}
# Groups that may be ignored by who does not know them, and have text of the document in them.
TRANSPARENT = frozenset(
    b"shpinst shppict nesttableprops userprops formfield do mailmerge background result object".split()
)

_CHARSETS = {
    0: "cp1252", 77: "mac_roman", 78: "shift_jis", 79: "euc_kr", 80: "gb2312", 81: "big5", 128: "cp932", 129: "cp949",
    130: "johab", 134: "gbk", 136: "cp950", 161: "cp1253", 162: "cp1254", 163: "cp1258", 177: "cp1255", 178: "cp1256",
    186: "cp1257", 204: "cp1251", 222: "cp874", 238: "cp1250", 254: "cp437", 255: "cp850",
}  # fmt: skip


def charset(number: int) -> str | None:
    """The codec of a character set of fonts, None for that of the document, or of symbols."""
    return _CHARSETS.get(number)


def code_page(number: int) -> str | None:
    """The codec of a code page, None if there is none.

    >>> code_page(1252), code_page(10000), code_page(65001), code_page(4)
    ('cp1252', 'mac_roman', 'utf-8', None)
    """
    name = {10000: "mac_roman", 65001: "utf-8", 936: "gbk", 1361: "johab", 708: "iso8859-6"}.get(number, f"cp{number}")
    try:
        codecs.lookup(name)
    except LookupError:
        return None
    return name
