"""References: dangling, to a 削除, 各号 without a list, 読替え of words that are not there."""

from __future__ import annotations

import re
from collections.abc import Iterator

from yoriai.engines.ordinances.checks.finding import Finding, place_of
from yoriai.engines.ordinances.hane.references import Index, references
from yoriai.engines.ordinances.text.fold import bare, fold
from yoriai.engines.ordinances.text.tree import Kind, Node

_READ_AS = re.compile("中?「([^「」]+)」とあるのは、?「")


def dangling(root: Node, index: Index) -> Iterator[Finding]:
    """References to what is not there, or is 削除."""
    for reference in references(root):
        if reference.foreign:
            continue
        place = place_of(reference.node, index.parents)
        if not reference.targets:
            yield Finding(
                reference.node.line, place, f"「{reference.text}」に当たる規定がありません。", "引用"
            )
        elif any(_dead(target) for target in reference.targets):
            yield Finding(
                reference.node.line, place, f"「{reference.text}」は削除された規定を指しています。", "引用"
            )


def _dead(target: Node) -> bool:
    body = target.children[0].text if target.kind is Kind.ARTICLE and target.children else target.text
    return bare(body) == "削除"


def lists(root: Node, index: Index) -> Iterator[Finding]:
    """「次の各号」 needs a list of at least two."""
    for node in root.walk():
        if node.kind is not Kind.PARAGRAPH or not re.search("次の各号|次に掲げる", node.text):
            continue
        items = sum(child.kind is Kind.ITEM for child in node.children)
        place = place_of(node, index.parents)
        if "次の各号" in node.text and items == 0 and not _lines_below(node):
            yield Finding(node.line, place, "「次の各号」とありますが、号がありません。", "各号")
        elif "次の各号" in node.text and items == 1:
            yield Finding(node.line, place, "「次の各号」とありますが、号が一つしかありません。", "各号")


def _lines_below(node: Node) -> bool:
    return any(child.kind is Kind.LINE for child in node.children)


def read_as(root: Node, index: Index) -> Iterator[Finding]:
    """「第5条中「A」とあるのは「B」と」: A has to stand in 第5条."""
    for reference in references(root):
        match = _READ_AS.match(fold(reference.node.text), reference.high)
        if match is None or reference.foreign or not reference.targets:
            continue
        said = "".join(fold(each.text) for target in reference.targets for each in target.body())
        if match[1] not in said:
            place = place_of(reference.node, index.parents)
            text = f"「{match[1]}」を読み替えるとありますが、{reference.text}にその字句がありません。"
            yield Finding(reference.node.line, place, text, "読替え")
