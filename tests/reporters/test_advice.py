"""What is said to do about what was not read."""

import pytest

from piiscan.model import Reason
from piiscan.reporters import advice

KEY = "move the key away from what it opens, or read it with --password-file"
AGAIN = "lock it again with AES of 128 bits or more, or delete it"


@pytest.mark.parametrize(
    ("verdict", "key", "said"),
    [
        ("encrypted", None, "nothing while its key is kept well"),
        ("encrypted", "id_rsa", KEY),
        ("weak", None, f"read it with --password-file; {AGAIN}"),
        (
            "weak",
            "id_rsa",
            f"{KEY}; {AGAIN}",
        ),
        ("opaque", None, "ask its owner what it is: it looks random, and nothing proves that it is encrypted"),
    ],
)
def test_of_what_is_locked_it_depends_on_the_lock_and_its_key(share, verdict, key, said):
    records = share().unread("a.bin", Reason.ENCRYPTED, "locked", verdict=verdict).records(3)
    (record,) = (record for record in records if record["type"] == "outcome")
    assert advice.unread(record | {"encryption": record["encryption"] | {"key_beside": key}}) == said
