"""Readings in plain Japanese: texts mark them as `{漢字|かんじ}`."""

from __future__ import annotations

import re

MARK = re.compile(r"\{([^{}|<>\n]+)\|([ぁ-ゖァ-ヺー・ ]+)\}")
#: Text in these elements is shown without markup, and attributes are never marked up.
_PLAIN = re.compile(
    r"(<(title|option|textarea|script|style|text|desc)\b.*?</\2\s*>|<[^>]*>)", re.DOTALL | re.IGNORECASE
)
_RUBY = r"<ruby>\1<rp>（</rp><rt>\2</rt><rp>）</rp></ruby>"


def plain(text: str) -> str:
    """The text without its readings."""
    return MARK.sub(r"\1", text)


def in_brackets(text: str) -> str:
    """The text with its readings in brackets, for mails: 漢字（かんじ）."""
    return MARK.sub(r"\1（\2）", text)


def with_ruby(html: str) -> str:
    """HTML whose marks in running text are ruby, and in tags, titles and options are dropped."""
    pieces = _PLAIN.split(html)
    out = []
    for number, piece in enumerate(pieces):
        kind = number % 3  # 0 running text, 1 a tag or a plain element, 2 its name
        if kind == 0:
            out.append(MARK.sub(_RUBY, piece))
        elif kind == 1:
            out.append(plain(piece))
    return "".join(out)
