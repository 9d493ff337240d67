"""Which corporations of the nationwide file a centre takes."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from .portal_places import prefecture_of


@dataclass(frozen=True)
class Filter:
    """All (nothing is named), those of one prefecture, or those of chosen authorities."""

    prefecture: str = ""
    authorities: frozenset[str] = frozenset()

    @classmethod
    def of(cls, options: Mapping[str, Any]) -> Filter:
        """The filter of an import's options."""
        names = frozenset(unicodedata.normalize("NFKC", name) for name in options.get("authorities", ()))
        return cls(str(options.get("prefecture", "")), names)

    def takes(self, authority: str, address: str) -> bool:
        """Whether a corporation with this 所轄庁 and place is wanted."""
        if self.authorities:
            return unicodedata.normalize("NFKC", authority) in self.authorities
        if self.prefecture:
            return prefecture_of(authority, address) == self.prefecture
        return True
