"""Words under amendment: what was kept, put in and taken out, and by which sentence."""

from __future__ import annotations

from yoriai.engines.ordinances.text.fold import fold
from yoriai.engines.ordinances.text.tree import Node, Piece


def pieces_of(node: Node) -> list[Piece]:
    """The pieces of a node's text, made when first asked for."""
    if not node.pieces and node.text:
        node.pieces = [Piece(node.text)]
    return node.pieces


def masked(node: Node, turn: int) -> str:
    """The folded text in force, with what this sentence put in blotted out: no quotation may match there."""
    if not node.pieces:
        return fold(node.text)
    return "".join(
        "\0" * len(piece.text) if piece.state == "+" and piece.turn == turn else fold(piece.text)
        for piece in node.pieces
        if piece.state != "-"
    )


def occurrences(text: str, word: str, start: int, stop: int) -> list[int]:
    """Where the folded word stands in text[start:stop], left to right, not overlapping."""
    found = []
    at = text.find(word, start, stop)
    while at >= 0:
        found.append(at)
        at = text.find(word, at + len(word), stop)
    return found


def replace(node: Node, start: int, stop: int, new: str, turn: int) -> None:
    """Put `new` for text[start:stop] of the text in force."""
    out: list[Piece] = []
    at = 0
    placed = False
    for piece in pieces_of(node):
        if piece.state == "-":
            out.append(piece)
            continue
        low, high = max(start - at, 0), min(stop - at, len(piece.text))
        if not placed and start - at <= len(piece.text) and (low < high or start == stop):
            head, gone, rest = (
                piece.text[:low],
                piece.text[low : max(high, low)],
                piece.text[max(high, low) :],
            )
            out += [Piece(head, piece.state, piece.turn), *_gone(piece, gone)]
            out += [Piece(new, "+", turn), Piece(rest, piece.state, piece.turn)]
            placed = True
        elif placed and low < high:
            out += [*_gone(piece, piece.text[:high]), Piece(piece.text[high:], piece.state, piece.turn)]
        else:
            out.append(piece)
        at += len(piece.text)
    if not placed:
        out.append(Piece(new, "+", turn))
    node.pieces = [piece for piece in out if piece.text]
    node.text = "".join(piece.text for piece in node.pieces if piece.state != "-")


def _gone(piece: Piece, text: str) -> list[Piece]:
    """Taken-out words stay as a trace, unless an earlier sentence had put them in."""
    return [Piece(text, "-")] if piece.state == "=" else []


def sentences(text: str) -> list[tuple[int, int]]:
    """The sentences of a provision as (start, stop); 。 inside brackets ends none."""
    out, start, depth = [], 0, 0
    for index, mark in enumerate(text):
        depth += {"（": 1, "(": 1, "「": 1, "）": -1, ")": -1, "」": -1}.get(mark, 0)
        if mark == "。" and depth <= 0:
            out.append((start, index + 1))
            start = index + 1
    if text[start:].strip():
        out.append((start, len(text)))
    return out


def sentence_span(text: str, part: str) -> tuple[int, int] | None:
    """Where 本文, ただし書, 前段, 後段, 中段 or 第N段 stands in the text of a provision."""
    spans = sentences(text)
    proviso = next((at for at, (low, _) in enumerate(spans) if fold(text[low:]).startswith("ただし、")), None)
    if part == "ただし書":
        return spans[proviso] if proviso is not None else None
    if part == "本文":
        return (0, spans[proviso][0]) if proviso else None
    return _section(part, spans[:proviso] if proviso else spans)


def _section(part: str, spans: list[tuple[int, int]]) -> tuple[int, int] | None:
    if len(spans) < 2:
        return None
    order = {"前段": 0, "中段": 1 if len(spans) == 3 else -9, "後段": len(spans) - 1}
    at = order.get(part)
    if at is None:
        digits = fold(part).strip("第段")
        at = (int(digits) if digits.isdecimal() else "一二三四五六七八九".find(digits) + 1) - 1
    return spans[at] if 0 <= at < len(spans) else None
