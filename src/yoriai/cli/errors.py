"""What every command says when its input is wrong: one sentence, exit code 2."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path


@dataclass
class BadInput(Exception):
    """Input that cannot be used: where (file, row, column), what is wrong, what is expected.

    `row` counts lines of the file from 1, the header included. `wrong` and `expected` are
    (Japanese, English) pairs; the sentence is printed in the language of the user's locale.
    """

    file: Path | str
    wrong: tuple[str, str]
    expected: tuple[str, str]
    row: int | None = None
    column: str | None = None

    def sentence(self, language: str) -> str:
        """The one line that the user reads."""
        return self._japanese() if language == "ja" else self._english()

    def _japanese(self) -> str:
        where = "".join(
            [
                str(self.file),
                f" {self.row}行目" if self.row else "",
                f" {self.column}列" if self.column else "",
            ]
        )
        return f"{where}: {self.wrong[0]}。{self.expected[0]}"

    def _english(self) -> str:
        where = "".join(
            [
                str(self.file),
                f", row {self.row}" if self.row else "",
                f", column {self.column}" if self.column else "",
            ]
        )
        return f"{where}: {self.wrong[1]}; expected {self.expected[1]}"

    def __str__(self) -> str:
        return self._english()


def user_language() -> str:
    """`ja` when the locale of the shell is Japanese, else `en`."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        value = os.environ.get(name, "")
        if value:
            return "ja" if value.startswith("ja") else "en"
    return "en"
