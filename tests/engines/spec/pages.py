"""Reads a specification page: Markdown whose fenced blocks are run, so that the manual is the test.

Blocks, by the word behind the fence:

* ``file NAME``    the block is written to NAME before the next command
* ``run``          lines `$ yoriai …` are run in order; the rest is what they print (standard output
                   and error together), closed by `[exit N]` when the exit code is not 0
* ``result NAME``  what the file NAME holds afterwards
* ``result NAME KEY KEY …``  the same for a JSON file, these keys only, one `key: value` a line
* ``python``       a doctest

With UPDATE_SPECS=1 in the environment the printed and resulting blocks are written anew.
"""

from __future__ import annotations

import contextlib
import doctest
import io
import json
import re
import shlex
from dataclasses import dataclass
from pathlib import Path

from yoriai.cli.main import main

FENCE = re.compile(r"^```(file|run|result|python)[ ]?(.*)$")


@dataclass
class Block:
    """One fenced block: its kind, the words behind the kind, its lines and where it starts."""

    kind: str
    words: list[str]
    lines: list[str]
    line: int

    @property
    def text(self) -> str:
        return "".join(line + "\n" for line in self.lines)


def read(page: str) -> list[str | Block]:
    """The page as plain lines and blocks, in order."""
    parts: list[str | Block] = []
    block: Block | None = None
    for number, line in enumerate(page.splitlines(), start=1):
        if block is not None:
            if line == "```":
                parts.append(block)
                block = None
            else:
                block.lines.append(line)
        elif match := FENCE.match(line):
            block = Block(match[1], shlex.split(match[2]), [], number)
        else:
            parts.append(line)
    assert block is None, f"block opened in line {block.line} is never closed"
    return parts


def write(parts: list[str | Block]) -> str:
    """The inverse of `read`."""
    out = []
    for part in parts:
        if isinstance(part, str):
            out.append(part + "\n")
        else:
            out.append("```" + " ".join([part.kind, *part.words]) + "\n" + part.text + "```\n")
    return "".join(out)


def renewed(block: Block, folder: Path) -> Block:
    """The block as it is when run in `folder`."""
    if block.kind == "file":
        path = folder / block.words[0]
        path.parent.mkdir(exist_ok=True)
        path.write_text(block.text, encoding="utf-8")
        return block
    if block.kind == "run":
        return Block(block.kind, block.words, _run(block), block.line)
    if block.kind == "result":
        return Block(block.kind, block.words, _result(block, folder), block.line)
    return _doctest(block)


def _run(block: Block) -> list[str]:
    lines: list[str] = []
    for command in [line for line in block.lines if line.startswith("$ ")]:
        words = shlex.split(command[2:])
        assert words[0] == "yoriai", f"line {block.line}: only yoriai is run here"
        printed = io.StringIO()
        with contextlib.redirect_stdout(printed), contextlib.redirect_stderr(printed):
            code = main(words[1:])
        lines += [command, *printed.getvalue().splitlines()]
        if code:
            lines.append(f"[exit {code}]")
    return lines


def _result(block: Block, folder: Path) -> list[str]:
    name, *keys = block.words
    text = (folder / name).read_text(encoding="utf-8")
    if not keys:
        return text.splitlines()
    values = json.loads(text)
    return [f"{key}: {json.dumps(values[key], ensure_ascii=False)}" for key in keys]


def _doctest(block: Block) -> Block:
    test = doctest.DocTestParser().get_doctest(block.text, {}, "page", None, block.line)
    report = io.StringIO()
    runner = doctest.DocTestRunner()
    runner.run(test, out=report.write)
    assert not runner.failures, report.getvalue()
    return block
