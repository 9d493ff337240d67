"""Sets one paper in a process of its own: its order comes in as JSON, the PDF goes out.

    python -m yoriai.web.exports.typeset < order.json > paper.pdf

Typst keeps what it worked out (half a megabyte for each label); here that is given back with the process.
"""

from __future__ import annotations

import json
import sys

import typst


def pdf_of(template: str, fonts: str, data: str) -> bytes:
    """The template with these data as PDF; the same data give the same bytes."""
    made = typst.compile(template, font_paths=[fonts], ignore_system_fonts=True, sys_inputs={"data": data})
    assert isinstance(made, bytes)
    return made


if __name__ == "__main__":
    sys.stdout.buffer.write(pdf_of(**json.load(sys.stdin)))
