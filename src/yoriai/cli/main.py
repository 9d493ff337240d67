"""`yoriai COMMAND …`: finds the command and turns bad input into one sentence and exit code 2."""

from __future__ import annotations

import argparse
import importlib
import os
import sys
from collections.abc import Sequence
from types import ModuleType

from yoriai import __version__
from yoriai.cli.errors import BadInput, user_language

#: command -> what it does. Each is a module `yoriai.cli.<command>` with `configure(parser)` and `run(args)`.
COMMANDS = {
    "map": "votes -> opinion map, groups, slate and guarantees / 投票から意見の地図をつくる",
    "seat": "people -> tables over rounds / 参加者の席替え表をつくる",
    "draw": "pool -> panel by a lottery anyone can repeat / 無作為抽出で委員を選ぶ",
    "ordinance": "改め文 and 新旧対照表 from two texts / 条例の改め文と新旧対照表をつくる",
}


def _module(command: str) -> ModuleType:
    return importlib.import_module(f"yoriai.cli.{command}")


def _parser(chosen: str | None) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="yoriai", description="寄合: engines for citizens' work, on files.")
    parser.add_argument("--version", action="version", version=f"yoriai {__version__}")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name, summary in COMMANDS.items():
        sub = commands.add_parser(name, help=summary, description=summary)
        if name == chosen:  # only the chosen command is imported, so that --help is quick
            _module(name).configure(sub)
    return parser


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit code (0 done, 1 findings, 2 bad input or impossible wish)."""
    words = list(sys.argv[1:] if argv is None else argv)
    chosen = next((word for word in words if word in COMMANDS), None)
    args = _parser(chosen).parse_args(words)
    try:
        return int(_module(args.command).run(args))
    except BadInput as problem:
        print(problem.sentence(user_language()), file=sys.stderr)
        return 2


def run() -> None:
    """Entry point of the installed command; a reader who stops listening (`| head`) is no error."""
    try:
        code = main()
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = 0
    sys.exit(code)
