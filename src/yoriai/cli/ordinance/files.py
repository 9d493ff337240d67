"""Reads ordinances, 改め文 and settings from files; says in one sentence what is wrong with them."""

from __future__ import annotations

import tomllib
from pathlib import Path

from yoriai.cli.errors import BadInput
from yoriai.engines.ordinances.operations import Unfit
from yoriai.engines.ordinances.profile import BadSetting, Profile, learn, settle
from yoriai.engines.ordinances.text.parser import parse
from yoriai.engines.ordinances.text.source import NotText, Source, decode
from yoriai.engines.ordinances.text.tree import Kind, Node


def read_text(path: Path) -> tuple[str, Source]:
    """The text of a file and how it is stored. Raises BadInput."""
    try:
        data = path.read_bytes()
    except OSError as problem:
        raise BadInput(
            path,
            ("ファイルを開けません", f"cannot be opened ({problem.strerror})"),
            ("条文のテキストファイルを指定してください", "a text file"),
        ) from None
    try:
        return decode(data)
    except NotText as problem:
        raise BadInput(
            path,
            ("文字として読めません", "is not text"),
            ("UTF-8 か Shift_JIS（CP932）で保存してください", "UTF-8 or CP932"),
            row=problem.line,
        ) from None


def read_ordinance(path: Path) -> tuple[str, Source, Node]:
    """Text, storage and tree of an ordinance. Raises BadInput when it has no provision."""
    text, source = read_text(path)
    root = parse(text)
    if not any(node.kind in (Kind.ARTICLE, Kind.PARAGRAPH) for node in root.walk()):
        raise BadInput(
            path,
            ("条も項も見つかりません", "has no article or paragraph"),
            ("「第１条　…」のような行がある条文を指定してください", "lines such as 「第１条　…」"),
            row=1,
        )
    return text, source, root


def read_profile(path: Path | None, root: Node) -> Profile:
    """What the ordinance shows, and the settings of the user over it. Raises BadInput."""
    learnt = learn(root)
    if path is None:
        return learnt
    text, _ = read_text(path)
    try:
        return settle(learnt, tomllib.loads(text))
    except tomllib.TOMLDecodeError as problem:
        raise BadInput(
            path,
            ("設定ファイルとして読めません", f"is not TOML ({problem})"),
            ('「comma = "，"」のような行で書いてください', 'lines such as comma = "，"'),
        ) from None
    except BadSetting as problem:
        key, reason = problem.args
        raise BadInput(
            path,
            (f"設定「{key}」が正しくありません", f"setting {key} is wrong"),
            (str(reason), "a key and value that `yoriai ordinance profile` prints"),
            column=str(key),
        ) from None


def unfit(path: Path, problem: Unfit) -> BadInput:
    """The sentence for an 改め文 that cannot be read or does not fit."""
    return BadInput(
        path,
        (problem.reason, f"the amendment does not fit: {problem.reason}"),
        (
            problem.expected or "元の条文に合う改め文が要ります",
            problem.expected or "an amendment that fits its base",
        ),
        row=problem.line or None,
    )
