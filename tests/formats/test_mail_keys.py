"""What in a mail, or in another one of its thread, tells the key to what is attached."""

from __future__ import annotations

import mailbox
from email.message import EmailMessage

import pytest
from locked_samples import made
from mapi_samples import msg
from sealed_samples import sample

LOCKED = sample("sym-AES.gpg")
TELLS = "The password is Sommer24!\n"


@pytest.fixture
def keys(scan):
    """What is said to hold the key to what is locked."""

    def told(data, name):
        found = [each.encryption for each in scan(data, name).outcomes if each.encryption is not None]
        return [each.key_beside for each in found if each.verdict == "encrypted"]

    return told


def mail(text="see attached\n", subject="Payroll", notes=(), *, locked=True, **fields) -> EmailMessage:
    message = EmailMessage()
    for name, value in {"From": "a@example.com", "To": "b@example.com", "Subject": subject, **fields}.items():
        message[name.replace("_", "-")] = value
    message.set_content(text)
    for name, data in notes:
        message.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    if locked:
        message.add_attachment(LOCKED, maintype="application", subtype="octet-stream", filename="pay.gpg")
    return message


@pytest.mark.parametrize(
    ("message", "key"),
    [
        (mail(), None),
        (mail(TELLS), "body of the message"),
        (mail(subject="password: Sommer24!"), "subject of the message"),
        (mail(notes=[("note.txt", TELLS.encode())]), "note.txt"),
        (mail(notes=[("note.txt", b"see you on Monday")]), None),
        (mail(notes=[("run.sh", b"gpg --batch --passphrase Sommer24 -d a\n")]), "run.sh"),
        (mail(notes=[("keys/a.p12", made("empty.p12"))]), "keys/a.p12"),
        (mail(notes=[("a.csv", TELLS.encode())]), None),
    ],
    ids=range(8),
)
def test_what_in_a_mail_tells_the_key(keys, message, key):
    assert keys(message.as_bytes(), "a.eml") == [key]


def test_an_attachment_does_not_tell_its_own_key(keys):
    message = mail(locked=False, notes=[("password.gpg", LOCKED)])
    assert keys(message.as_bytes(), "a.eml") == [None]


@pytest.mark.parametrize(
    ("values", "before", "key"),
    [
        ({}, b"", None),
        ({0x1000: TELLS}, b"", "body of the message"),
        ({0x1013: f"<p>{TELLS}</p>".encode()}, b"", "body of the message"),
        ({0x0037: "password: Sommer24!"}, b"", "subject of the message"),
        ({}, TELLS.encode(), "note.txt"),
    ],
    ids=range(5),
)
def test_what_in_a_message_of_outlook_tells_the_key(keys, values, before, key):
    attached = [({0x3707: "note.txt"}, before or b"x"), ({0x3707: "pay.gpg"}, LOCKED)]
    data = msg({0x0037: "Payroll", 0x1000: "see attached", **values}, [], attached)
    assert keys(data, "a.msg") == [key]


def box(tmp_path, *messages) -> bytes:
    found = mailbox.mbox(tmp_path / "a.mbox")
    for message in messages:
        found.add(message)
    found.close()
    return (tmp_path / "a.mbox").read_bytes()


@pytest.mark.parametrize(
    ("other", "told"),
    [
        (mail(TELLS, "Re: Payroll", locked=False), True),
        (mail(TELLS, "AW: RE[2]: payroll", locked=False), True),
        (mail(TELLS, "something else", locked=False, In_Reply_To="<1@example.com>"), True),
        (mail(TELLS, "something else", locked=False, References="<0@example.com> <1@example.com>"), True),
        (mail(TELLS, "something else", locked=False), False),
        (mail("when will it come?\n", "Re: Payroll", locked=False), False),
    ],
    ids=range(6),
)
@pytest.mark.parametrize("first", [True, False])
def test_another_message_of_the_thread_tells_the_key(keys, tmp_path, other, told, first):
    asked = mail(Message_ID="<1@example.com>")
    rest = [mail(f"number {number}\n", f"about {number}", locked=False) for number in range(5)]
    messages = [asked, *rest, other] if first else [other, *rest, asked]
    key = f"message {7 if first else 1}"
    assert keys(box(tmp_path, *messages), "a.mbox") == [key if told else None]


def test_a_subject_that_says_nothing_makes_no_thread(keys, tmp_path):
    data = box(tmp_path, mail(subject="Re:"), mail(TELLS, "Fwd:", locked=False))
    assert keys(data, "a.mbox") == [None]


def test_without_a_lock_no_message_is_looked_into(scan, tmp_path, monkeypatch):
    monkeypatch.setattr("piiscan.formats.mail.threads.Threads.key", lambda *_: 1 / 0)
    monkeypatch.setattr("piiscan.formats.mail.keys.MailKeys.key", lambda *_: 1 / 0)
    data = box(tmp_path, mail(TELLS, locked=False, notes=[("a.txt", b"Ann Lee, SSN 010-94-0001\n")]))
    assert len(scan(data, "a.mbox").findings) == 1
