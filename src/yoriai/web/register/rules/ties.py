"""How a tie between two organisations reads from either side."""

from __future__ import annotations

from ..models import Organisation, Tie, TieKind

#: Choices of a form, seen from one organisation: "kind" forwards, "-kind" backwards.
CHOICES = [
    ("member_of", "相手に加盟している"),
    ("-member_of", "相手が、この団体に加盟している"),
    ("supports", "相手を支援している"),
    ("-supports", "相手から支援を受けている"),
    ("agreement", "相手と協定を結んでいる"),
    ("department_of", "相手の部署である"),
    ("-department_of", "相手は、この団体の部署である"),
    ("succeeds", "相手の後を継いだ"),
    ("-succeeds", "相手が、この団体の後を継いだ"),
]


def other(tie: Tie, here: Organisation) -> Organisation:
    """The organisation at the other end."""
    return tie.second if tie.first_id == here.pk else tie.first


def choice(tie: Tie, here: Organisation) -> str:
    """The tie as one of CHOICES, seen from an organisation."""
    forwards = tie.first_id == here.pk or tie.kind == TieKind.AGREEMENT
    return tie.kind if forwards else f"-{tie.kind}"


def label(tie: Tie, here: Organisation) -> str:
    """The tie in words, seen from an organisation."""
    return dict(CHOICES)[choice(tie, here)]


def set_ends(tie: Tie, here: Organisation, there: Organisation, chosen: str) -> None:
    """Write a choice seen from `here` into the tie."""
    tie.first, tie.second = (there, here) if chosen.startswith("-") else (here, there)
    tie.kind = chosen.removeprefix("-")
