"""What is wrong with a file, in one sentence that names the place."""

from __future__ import annotations


class PolisProblem(ValueError):
    """A file that cannot be read: file, row (line of the file, from 1), column, and what is expected."""

    def __init__(self, file: str, message: str, *, row: int | None = None, column: str = "") -> None:
        self.file, self.row, self.column, self.message = file, row, column, message
        place = file
        if row is not None:
            place += f" の{row}行目"
        if column:
            place += f"、列「{column}」"
        super().__init__(f"{place}：{message}")
