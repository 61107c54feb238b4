"""Text in the code pages of mainframes."""

# Python has no codec for cp1047: it is cp037 with three pairs of code points exchanged.
_TO_1047 = bytes.maketrans(b"\xad\xba\xbd\xbb\x5f\xb0", b"\xba\xad\xbb\xbd\xb0\x5f")


def ebcdic(text: str, page: str = "cp037") -> bytes:
    """Text in a code page of mainframes, lines ended by LF (0x25)."""
    return text.encode("cp037").translate(_TO_1047) if page == "cp1047" else text.encode(page)
