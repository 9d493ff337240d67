"""Papers as PDF: a typst template of an area and its data. The Japanese font comes from a package."""

from __future__ import annotations

import functools
import importlib.util
import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .typeset import pdf_of
from .writers import Stamp

#: The one family that papers are set in (IPAex Gothic, brought by the package matplotlib-fontja).
FONT = "IPAexGothic"


@dataclass(frozen=True)
class Paper:
    """A typst template and what it shows.

    The template reads `json(bytes(sys.inputs.data))`: the keys of `data`, and `about`, a list of
    [label, text] that says who took the paper out, for what and when.
    """

    template: Path
    data: dict[str, Any]


def pdf_bytes(paper: Paper, stamp: Stamp) -> bytes:
    """The paper as PDF; the same data give the same bytes."""
    return pdf_of(**_order(paper, stamp))


def pdf_apart(paper: Paper, stamp: Stamp) -> bytes:
    """The same bytes, set in a process of its own that gives its memory back: for one paper of many."""
    words = [sys.executable, "-m", "yoriai.web.exports.typeset"]
    order = json.dumps(_order(paper, stamp)).encode()
    made = subprocess.run(words, input=order, stdout=subprocess.PIPE, check=True)  # noqa: S603 - our own words
    return made.stdout


def _order(paper: Paper, stamp: Stamp) -> dict[str, str]:
    data = json.dumps(paper.data | {"about": stamp.lines()}, ensure_ascii=False)
    return {"template": str(paper.template), "fonts": str(font_folder()), "data": data}


@functools.cache
def font_folder() -> Path:
    """Where the package keeps the font; found without importing it, since that would need matplotlib."""
    found = importlib.util.find_spec("matplotlib_fontja")
    if found is None or not found.submodule_search_locations:
        raise RuntimeError("the font package matplotlib-fontja is missing: run make install")
    return Path(found.submodule_search_locations[0]) / "fonts"
