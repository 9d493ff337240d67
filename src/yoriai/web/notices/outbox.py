"""Mails as files, where no mail server is set up: one file for each mail (Django's file backend)."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from email import message_from_bytes, policy
from pathlib import Path

from django.conf import settings


def files() -> list[Path]:
    """The files of the outbox, in order; none where mails go to a server."""
    folder = getattr(settings, "EMAIL_FILE_PATH", None)
    return sorted(Path(folder).glob("*.log")) if folder and Path(folder).is_dir() else []


def is_to(path: Path, mails: Collection[str]) -> bool:
    """Whether one of the mails in a file goes to one of the addresses (small letters)."""
    found = {address for address in mails if address}
    for part in path.read_bytes().split(b"-" * 79 + b"\n"):
        header = message_from_bytes(part, policy=policy.default)["To"]
        if header and {one.addr_spec.casefold() for one in header.addresses} & found:
            return True
    return False


def delete(paths: Iterable[Path]) -> None:
    """Delete files of the outbox."""
    for path in paths:
        path.unlink(missing_ok=True)
