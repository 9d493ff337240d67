"""`yoriai ordinance diff|apply|check|profile`: 改め文 and 新旧対照表 on files."""

from __future__ import annotations

import argparse
from pathlib import Path

from yoriai.cli.ordinance import commands


def configure(parser: argparse.ArgumentParser) -> None:
    """The four commands and their arguments."""
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="diff|apply|check|profile")
    diff = verbs.add_parser(
        "diff", help="two editions -> 改め文, 新旧対照表 / 新旧の条文から改め文と対照表をつくる"
    )
    diff.add_argument("old", type=Path, metavar="OLD")
    diff.add_argument("new", type=Path, metavar="NEW")
    diff.add_argument(
        "--out",
        type=Path,
        required=True,
        metavar="DIR",
        help="folder for the four files / 結果を置くフォルダー",
    )
    diff.add_argument(
        "--all", action="store_true", help="show unchanged articles too / 変わらない条も対照表に載せる"
    )
    _profile_option(diff)
    apply = verbs.add_parser("apply", help="base and 改め文 -> new text / 改め文を元の条文に溶け込ませる")
    apply.add_argument("old", type=Path, metavar="OLD")
    apply.add_argument("kaime", type=Path, metavar="KAIME")
    apply.add_argument(
        "--marked", action="store_true", help="HTML with changes marked / 見え消しを HTML で出す"
    )
    check = verbs.add_parser("check", help="findings in a draft / 条文や改正案の点検")
    check.add_argument("file", type=Path, metavar="FILE")
    check.add_argument(
        "--base",
        type=Path,
        metavar="OLD",
        help="FILE is an amendment of OLD / 改正案を元の条文と突き合わせる",
    )
    check.add_argument(
        "--with",
        dest="others",
        type=Path,
        metavar="DIR",
        help="other ordinances (*.txt) that may cite this one / 引用元の条例や規則のフォルダー",
    )
    profile = verbs.add_parser("profile", help="house profile of an ordinance / 条文から流儀を読み取る")
    profile.add_argument("file", type=Path, metavar="FILE")
    _profile_option(profile)


def _profile_option(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--profile", type=Path, metavar="TOML", help="settings of the house / 流儀の設定ファイル"
    )


def run(args: argparse.Namespace) -> int:
    """0 done, 1 findings; bad input is raised as BadInput."""
    verbs = {
        "diff": commands.diff,
        "apply": commands.apply,
        "check": commands.check,
        "profile": commands.profile,
    }
    return verbs[args.verb](args)
