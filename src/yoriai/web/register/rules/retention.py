"""How long data are kept: months for each purpose after its last use, and who is past that time.

個人情報保護法22条: data that are no longer needed are to be erased without delay. What "needed" means is
decided here for each purpose, and nobody is erased without somebody looking at the list.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from .numbers import add_months


@dataclass(frozen=True)
class Purpose:
    """What data are kept for: its name, what counts as its last use, and the usual months."""

    label: str
    meaning: str
    months: int


PURPOSES = {
    "entry": Purpose("台帳に載せた人", "載せた日、または記載を直した日から", 36),
    "role": Purpose("団体での役割", "役割が終わった日から。続いているあいだは数えません", 60),
    "consent": Purpose("同意にもとづく案内など", "同意が終わった日から。続いているあいだは数えません", 12),
    "sending": Purpose("お便りや案内の発送", "最後に送った日から", 24),
    "use": Purpose("相談や受付での利用", "職員が最後にページを開いた日から", 36),
}


@dataclass(frozen=True)
class Use:
    """The last use for one purpose; `day` is None while it goes on."""

    purpose: str
    day: date | None


@dataclass(frozen=True)
class Due:
    """Until when somebody is kept, and for which purpose that is so."""

    until: date
    purpose: str
    last: date

    @property
    def sentence(self) -> str:
        """Why the time is over, in words."""
        label = PURPOSES[self.purpose].label
        return f"最後の利用は{self.last:%Y-%m-%d}（{label}）。保存は{self.until:%Y-%m-%d}まででした。"


def kept_until(uses: list[Use], months: Mapping[str, int]) -> Due | None:
    """The last day of keeping over all purposes; None while one of them goes on."""
    if any(use.day is None for use in uses):
        return None
    dues = [Due(add_months(use.day, months[use.purpose]), use.purpose, use.day) for use in uses if use.day]
    return max(dues, key=lambda due: (due.until, due.purpose))


def is_over(due: Due | None, day: date) -> bool:
    """Whether the time of keeping has passed."""
    return due is not None and due.until < day
