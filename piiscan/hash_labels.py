"""A label of a Social Security number and a word for hashes beside each other: "SSN (SHA-256)", "MD5 of his SSN".

Rule: what a text is looked through for (`formats.encoded`) and what is then a label (`matcher.hashed`) is one pattern:
else a hash would be found or not by what stands elsewhere in its text.
"""

from __future__ import annotations

_NUMBER = rb"(?i:ssn|s\.s\.n|social[ _-]?sec)"
_HASH = rb"(?i:hash|sha[ _-]?[1-5]|md5|digest|crypt|argon2|pbkdf2)"
_BETWEEN = rb"[A-Za-z :(_'-]{0,24}"  # no more: of every line that has a label all that is let in here is looked at
HASH_LABELS = (_NUMBER + _BETWEEN + _HASH, _HASH + rb"[0-9-]{0,4}" + _BETWEEN + _NUMBER)
"""By which of both comes first."""
HASH_PARTS = (_NUMBER, _HASH)
"""Each of them has both of these."""
