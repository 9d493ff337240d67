"""Changes words in the places that an operation names."""

from __future__ import annotations

from dataclasses import dataclass

from yoriai.engines.ordinances.applying.house import Dress
from yoriai.engines.ordinances.applying.pieces import masked, occurrences, replace, sentence_span
from yoriai.engines.ordinances.applying.resolve import Resolver
from yoriai.engines.ordinances.kaime.naming import say
from yoriai.engines.ordinances.operations import Change, Place, Words
from yoriai.engines.ordinances.text.fold import fold
from yoriai.engines.ordinances.text.rows import is_remark_head
from yoriai.engines.ordinances.text.tree import Kind, Node


@dataclass(frozen=True)
class Scope:
    """A node whose text an operation may change; `part` narrows it to one sentence."""

    node: Node
    part: str = ""


def scopes(resolver: Resolver, place: Place) -> list[Scope]:
    """Everything under a place whose words the operation reaches, headings only where named."""
    nodes = resolver.find(place)
    if place.part in ("見出し", "前の見出し"):
        return [Scope(_heading(resolver, node)) for node in nodes]
    if place.part.endswith("名"):
        return [Scope(nodes[0])]
    if place.part == "各号":
        return [Scope(each) for item in resolver.stem(nodes[0]).children for each in item.body()]
    if place.part == "各号列記以外の部分":
        return [Scope(resolver.stem(nodes[0]))]
    if place.part:
        return _sentence_scope(resolver, nodes[0], place)
    return [Scope(each) for node in nodes for each in _under(resolver, node, place)]


def _heading(resolver: Resolver, node: Node) -> Node:
    if node.heading is None:
        raise resolver.fail(f"{node.mark or node.text[:10]}には見出しがありません")
    return node.heading


def _sentence_scope(resolver: Resolver, node: Node, place: Place) -> list[Scope]:
    stem = resolver.stem(node)
    if sentence_span(stem.text, place.part) is None:
        raise resolver.fail(f"元の条例の「{say(place)}」が見つかりません")
    return [Scope(stem, place.part)]


def _under(resolver: Resolver, node: Node, place: Place) -> list[Node]:
    if node.kind is Kind.CONTAINER:
        return [each for inner in resolver.extent(node) for each in inner.walk()]
    if node.kind is Kind.MAIN or place.with_heading:
        return list(node.walk())
    if node.kind is Kind.LINE and (table := resolver.parents.get(id(node))) and table.kind is Kind.APPENDIX:
        return row_lines(table, node)
    return list(node.body())


def row_lines(table: Node, row: Node) -> list[Node]:
    """A row, and the lines below it that carry on without a name of their own."""
    start = next(index for index, each in enumerate(table.children) if each is row)
    found = [row]
    if is_remark_head(row.text):
        return table.children[start:]
    for each in table.children[start + 1 :]:
        deeper = len(each.indent) > len(row.indent)
        if not deeper and not each.text.startswith(("\t", "│　", "| ")):
            break
        found.append(each)
    return found


def _spans(scope: Scope, turn: int) -> tuple[str, int, int]:
    text = masked(scope.node, turn)
    if not scope.part:
        return text, 0, len(text)
    span = sentence_span(scope.node.text, scope.part)
    return (text, *span) if span is not None else (text, 0, 0)


def check(resolver: Resolver, operation: Words) -> None:
    """Whether every quotation stands in the base.

    Raises Unfit when one does not.
    """
    for place in operation.places:
        reached = scopes(resolver, place)
        for change in operation.changes:
            for old in change.olds:
                if not _lines_at(reached, old) and not any(_found(scope, old, 0) for scope in reached):
                    raise _missing(resolver, place, old)


def _found(scope: Scope, old: str, turn: int) -> list[int]:
    text, low, high = _spans(scope, turn)
    return occurrences(text, fold(old), low, high)


def _missing(resolver: Resolver, place: Place, old: str) -> Exception:
    return resolver.fail(
        f"元の条例の「{say(place)}」に「{_one_line(old)}」が見当たりません",
        "改正前の条例にあるとおりの字句を引いてください",
    )


def _one_line(words: str) -> str:
    return " ".join(line.strip() for line in words.strip("\n").split("\n"))


def change(resolver: Resolver, operation: Words, dress: Dress, turn: int) -> None:
    """Make every change in every place, all occurrences.

    Raises Unfit when a quotation does not stand in a place.
    """
    for place in operation.places:
        reached = scopes(resolver, place)
        for each in operation.changes:
            for old in each.olds:
                if not _change(reached, each, old, dress, turn):
                    raise _missing(resolver, place, old)


def _change(reached: list[Scope], each: Change, old: str, dress: Dress, turn: int) -> int:
    if lines := _lines_at(reached, old):
        _change_lines(lines, each, turn)
        return 1
    count = 0
    for scope in reached:
        for at in reversed(_found(scope, old, turn)):
            _put(scope.node, at, old, each, dress, turn)
            count += 1
    return count


def _put(node: Node, at: int, old: str, each: Change, dress: Dress, turn: int) -> None:  # noqa: PLR0917
    stop = at + len(old)
    if each.verb == "加":
        replace(node, stop, stop, dress(each.new), turn)
        return
    replace(node, at, stop, dress(each.new), turn)


def _lines_at(reached: list[Scope], old: str) -> list[Node]:
    """The lines of a table that a quotation of several lines covers."""
    wanted = [fold(line).strip() for line in old.strip("\n").split("\n")]
    if len(wanted) < 2:
        return []
    nodes = [scope.node for scope in reached]
    have = [fold(node.mark + node.gap + node.text).strip() for node in nodes]
    for start in range(len(have) - len(wanted) + 1):
        if have[start : start + len(wanted)] == wanted:
            return nodes[start : start + len(wanted)]
    return []


def _change_lines(lines: list[Node], each: Change, turn: int) -> None:
    """Lines for lines; a different number of lines is hung below the last."""
    new = each.new.strip("\n").split("\n") if each.new else []
    for node, text in zip(lines, new, strict=False):
        words = text.strip(" \u3000")
        if words != node.text:
            replace(node, 0, len(node.text), words, turn)
    last = lines[min(len(new), len(lines)) - 1]
    for text in reversed(new[len(lines) :]):
        last.children.insert(0, Node(Kind.LINE, indent=last.indent, text=text.strip(" \u3000"), end=last.end))
    for node in lines[len(new) :]:
        node.indent = node.mark = node.gap = node.text = node.end = ""
