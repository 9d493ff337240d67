"""Mails as files, where no mail server is set up (Django's file backend): one or more mails in each file."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Iterable
from email import message_from_bytes, policy
from pathlib import Path

from django.conf import settings

#: What the backend writes after each mail.
_RULE = b"-" * 79 + b"\n"


def files() -> list[Path]:
    """The files of the outbox, in order; none where mails go to a server."""
    folder = getattr(settings, "EMAIL_FILE_PATH", None)
    return sorted(Path(folder).glob("*.log")) if folder and Path(folder).is_dir() else []


def _is_to(mail: bytes, mails: Collection[str]) -> bool:
    header = message_from_bytes(mail, policy=policy.default)["To"]
    return header is not None and any(one.addr_spec.casefold() in mails for one in header.addresses)


def is_to(path: Path, mails: Collection[str]) -> bool:
    """Whether one of the mails in a file goes to one of the addresses (small letters)."""
    return any(_is_to(mail, mails) for mail in path.read_bytes().split(_RULE))


def marks(paths: Iterable[Path], mails: Collection[str], speaks_of: Callable[[str], bool]) -> list[str]:
    """Fingerprints of the mails that go to one of these addresses (small letters) or speak of somebody.

    A fingerprint says nothing of what stands in the mail.
    """
    return [
        _mark(mail)
        for path in paths
        for mail in path.read_bytes().split(_RULE)
        if mail.strip() and (_is_to(mail, mails) or speaks_of(_text(mail)))
    ]


def _mark(mail: bytes) -> str:
    return hashlib.sha256(mail).hexdigest()


def _text(mail: bytes) -> str:
    """Headers and words of a mail, decoded."""
    read = message_from_bytes(mail.lstrip(), policy=policy.default)
    words = [str(value) for value in read.values()]
    for part in read.walk():
        content = part.get_payload(decode=True)
        if isinstance(content, bytes):
            words.append(content.decode(part.get_content_charset("utf-8"), "replace"))
    return "\n".join(words)


def take_out(paths: Iterable[Path], marked: Collection[str]) -> None:
    """Take the mails with these fingerprints out of the files; a file without mails goes.

    A file is written anew beside the old one and then takes its place: whatever happens, none is half.
    """
    for path in paths:
        mails = [mail for mail in path.read_bytes().split(_RULE) if mail.strip()]
        kept = [mail for mail in mails if _mark(mail) not in marked]
        if not kept:
            path.unlink()
        elif len(kept) < len(mails):
            new = path.with_suffix(".new")
            new.write_bytes(b"".join(mail + _RULE for mail in kept))
            new.replace(path)
