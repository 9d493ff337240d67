"""Mails as files, where no mail server is set up (Django's file backend): one or more mails in each file."""

from __future__ import annotations

from collections.abc import Collection, Iterable
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


def take_out(paths: Iterable[Path], mails: Collection[str]) -> None:
    """Take the mails to these addresses out of the files; a file without mails goes."""
    for path in paths:
        kept = [mail for mail in path.read_bytes().split(_RULE) if mail.strip() and not _is_to(mail, mails)]
        if kept:
            path.write_bytes(b"".join(mail + _RULE for mail in kept))
        else:
            path.unlink()
