"""Reads the published files."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

#: weights and probabilities are multiples of 1 / UNITS
UNITS = 1_000_000_000


class Unreadable(Exception):
    """A published file is missing or not in the published form: its name and what is wrong."""

    def __init__(self, name: str, wrong: str) -> None:
        super().__init__(f"{name}: {wrong}")
        self.name = name
        self.wrong = wrong


@dataclass(frozen=True)
class Someone:
    """A person of the pool: values in the order of the features, and the shared address if any."""

    values: tuple[str, ...]
    home: str


@dataclass(frozen=True)
class Lottery:
    """What is published before the draw."""

    features: tuple[str, ...]
    people: dict[str, Someone]
    quotas: dict[tuple[str, str], tuple[int, int]]
    #: members and weight in units
    panels: list[tuple[list[str], int]]
    probabilities: dict[str, int]
    certificate: dict[str, Any]
    commitment: dict[str, Any]
    hashes: dict[str, str]

    @property
    def size(self) -> int:
        return int(self.commitment["panel_size"])

    def counts_for(self, one: str) -> list[tuple[str, str]]:
        """The quotas that a person counts for."""
        return list(zip(self.features, self.people[one].values, strict=True))


def text(files: Mapping[str, bytes], name: str) -> str:
    if name not in files:
        raise Unreadable(name, "missing")
    try:
        return files[name].decode("utf-8")
    except UnicodeDecodeError:
        raise Unreadable(name, "not UTF-8") from None


def rows(files: Mapping[str, bytes], name: str, width: int) -> list[list[str]]:
    """The rows of a CSV file under its header, each with at least `width` cells; the header first."""
    found = list(csv.reader(io.StringIO(text(files, name), newline="")))
    if not found or any(len(row) != len(found[0]) or len(row) < width for row in found):
        raise Unreadable(name, "rows of different length")
    return found


def number(files: Mapping[str, bytes], name: str) -> dict[str, Any]:
    """The content of a JSON file that holds an object."""
    try:
        content = json.loads(text(files, name))
    except json.JSONDecodeError:
        raise Unreadable(name, "not JSON") from None
    if not isinstance(content, dict):
        raise Unreadable(name, "not a JSON object")
    return content


def units(word: str, name: str) -> int:
    """A decimal number with at most nine decimals, in units."""
    try:
        scaled = Fraction(word) * UNITS
    except (ValueError, ZeroDivisionError):
        raise Unreadable(name, f"not a number: {word}") from None
    if scaled.denominator != 1:
        raise Unreadable(name, f"more than nine decimals: {word}")
    return scaled.numerator


def lottery(files: Mapping[str, bytes]) -> Lottery:
    """The files that are published before the draw. Raises Unreadable."""
    header, *pool = rows(files, "pool.csv", 2)
    _, *quotas = rows(files, "quotas.csv", 4)
    _, *panels = rows(files, "panels.csv", 2)
    _, *chances = rows(files, "probabilities.csv", 2)
    try:
        limits = {(row[0], row[1]): (int(row[2]), int(row[3])) for row in quotas}
    except ValueError:
        raise Unreadable("quotas.csv", "a bound is not a whole number") from None
    return Lottery(
        features=tuple(header[2:]),
        people={row[0]: Someone(tuple(row[2:]), row[1]) for row in pool},
        quotas=limits,
        panels=[(row[1].split(), units(row[0], "panels.csv")) for row in panels],
        probabilities={row[0]: units(row[1], "probabilities.csv") for row in chances},
        certificate=number(files, "certificate.json"),
        commitment=number(files, "commitment.json"),
        hashes={name: hashlib.sha256(content).hexdigest() for name, content in files.items()},
    )
