"""`yoriai draw`: a pool to a panel, by a lottery that anyone can repeat.

yoriai draw PEOPLE.csv FEATURES.csv SETTINGS.toml --out DIR [--algorithm A] [--seed N]
yoriai draw commit PEOPLE.csv FEATURES.csv SETTINGS.toml --out DIR [--algorithm A] [--seed N]
yoriai draw open DIR --outside NUMBER
yoriai draw verify DIR
yoriai draw replace DIR --away ID,ID [--nearest]
yoriai draw letters SETTINGS.toml
"""

from __future__ import annotations

import argparse
import os
from collections.abc import Callable

# One thread: CPU time is what is measured, and sums come out the same on any number of cores.
for _variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
    os.environ.setdefault(_variable, "1")

from yoriai.cli.draw import commands  # noqa: E402 - numpy reads the variables when it is imported

#: subcommand -> (what it does with its words, how many words it takes)
SUBCOMMANDS: dict[str, tuple[Callable[[argparse.Namespace, list[str]], int], int]] = {
    "commit": (commands.commit, 3),
    "open": (commands.open_draw, 1),
    "verify": (commands.verify, 1),
    "replace": (commands.replace, 1),
    "letters": (commands.letters, 1),
}
USAGE = """%(prog)s PEOPLE.csv FEATURES.csv SETTINGS.toml --out DIR [--algorithm NAME] [--seed N]
       %(prog)s commit PEOPLE.csv FEATURES.csv SETTINGS.toml --out DIR [--algorithm NAME] [--seed N]
       %(prog)s open DIR --outside NUMBER
       %(prog)s verify DIR
       %(prog)s replace DIR --away ID,ID [--nearest]
       %(prog)s letters SETTINGS.toml"""


def configure(parser: argparse.ArgumentParser) -> None:
    """Arguments of all forms of the command."""
    parser.usage = USAGE % {"prog": parser.prog}
    parser.add_argument("words", nargs="+", metavar="FILE", help="files, or a subcommand and its files")
    parser.add_argument("--out", metavar="DIR", help="folder for the results / 結果を置くフォルダー")
    parser.add_argument(
        "--algorithm",
        choices=["maximin", "leximin", "single"],
        default="maximin",
        help="how chances are balanced / 選び方 (maximin)",
    )
    parser.add_argument("--seed", type=int, metavar="N", help="seed of the draw / くじの種")
    parser.add_argument("--outside", metavar="NUMBER", help="public number from outside / 外からの数")
    parser.add_argument(
        "--nearest", action="store_true", help="accept missed quotas / 枠を外れる交代も認める"
    )
    parser.add_argument("--away", metavar="ID,ID", help="who cannot come / 来られない人")
    parser.set_defaults(parser=parser)


def run(args: argparse.Namespace) -> int:
    """Run the form of the command that the words name."""
    first, *rest = args.words
    action, wanted = SUBCOMMANDS.get(first, (commands.draw, 3))
    words = rest if first in SUBCOMMANDS else args.words
    if len(words) != wanted:
        args.parser.error(f"{wanted} file(s) expected, got {len(words)}")
    for option in {"open": ("outside",), "replace": ("away",), "verify": (), "letters": ()}.get(
        first, ("out",)
    ):
        if getattr(args, option) is None:
            args.parser.error(f"--{option} is missing")
    return action(args, words)
