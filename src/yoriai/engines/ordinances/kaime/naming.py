"""Says a place in words, in the numerals of the house."""

from __future__ import annotations

from yoriai.engines.ordinances.operations import Place, Step
from yoriai.engines.ordinances.text.numerals import write_number

_UNITS = {"article": "条", "paragraph": "項", "item": "号"}
_SAME = {**_UNITS, "appendix": "表", "supplement": "附則"}
_PARTS = {"title": "題名", "toc": "目次", "preamble": "前文", "main": "本則", "supplement": "附則"}


def say(place: Place, numerals: str = "half", supplement: str = "附則") -> str:
    """`第5条第2項第3号ア`, `同条ただし書`, `第2号から第8号まで`."""
    words = "".join(_step(step, numerals, supplement) for step in place.steps)
    if place.upto is not None:
        last = _step(place.upto, numerals, supplement)
        words += "及び" + last if _next_article(place.steps[-1], place.upto) else "から" + last + "まで"
    if place.with_heading:
        words += "（見出しを含む。）"
    joint = "の" if place.part.endswith(("見出し", "名")) else ""
    return words + joint + place.part


def _next_article(first: Step, last: Step) -> bool:
    """「第5条及び第6条　削除」: the two numbers of one line."""
    return first.kind == "article" and last.number == (first.number[0] + 1,) and len(first.number) == 1


def _step(step: Step, numerals: str, supplement: str) -> str:  # noqa: PLR0911 - one line a kind
    if step.same:
        return "同" + (step.name or _SAME[step.kind])
    if step.kind == "supplement":
        return supplement
    if step.kind in _PARTS:
        return _PARTS[step.kind]
    if step.kind == "sub":
        return step.name
    if step.kind == "row":
        return step.name + "の項"
    if step.kind == "remark":
        return "備考" + (write_number(step.number[0], numerals) if step.number else "")
    return _numbered(step, numerals)


def _numbered(step: Step, numerals: str) -> str:
    digits = [write_number(value, numerals) for value in step.number]
    tail = "".join("の" + value for value in digits[1:])
    if step.kind == "appendix":
        if not digits:
            return step.name
        return f"様式第{digits[0]}号{tail}" if step.name == "様式" else f"{step.name}第{digits[0]}{tail}"
    return f"第{digits[0]}{_UNITS.get(step.kind, step.name)}{tail}"
