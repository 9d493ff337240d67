"""Builds 条, 項, 号 and its 細分 from lines: 本則, 附則, and the blocks of an 改め文."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from yoriai.engines.ordinances.text import lines as marks
from yoriai.engines.ordinances.text.lines import Line, Mark
from yoriai.engines.ordinances.text.numerals import ROMAN
from yoriai.engines.ordinances.text.tree import Kind, Node


@dataclass
class Builder:
    """Where the reader of a body stands."""

    part: Node
    lines: Sequence[Line]
    article: Node | None = None
    paragraph: Node | None = None
    stack: list[Node] = field(default_factory=list)  # 号, 細分 … that are open
    heading: Node | None = None
    pending: list[str] = field(default_factory=list)
    last: Node | None = None  # the last line with text
    numbered: bool = False  # whether the 項 of the open 条 carry numbers
    iroha: bool | None = None  # known from around a block; None: told from how the list begins

    def read(self) -> None:
        """Put every line into `part`."""
        for index, line in enumerate(self.lines):
            self._read_line(index, line)
        self._leave_heading()
        self.part.tail += self.pending

    def _read_line(self, index: int, line: Line) -> None:
        if not line.text.strip(" \u3000\t"):
            self.pending.append(line.text + line.end)
        elif marks.is_note(line.text):
            self._note(line)
        elif mark := marks.container_mark(line.text):
            self._container(mark, line)
        elif (mark := marks.article_mark(line.text)) and self._may_open(mark):
            self._article(index, mark, line)
        elif self._is_heading(index, line):
            self._open_heading(line)
        else:
            self._provision(line)

    def _may_open(self, mark: Mark) -> bool:
        """「第2条協働は…」 without a blank opens a 条 only where its number follows the 条 before."""
        if mark.gap or not mark.rest or mark.rest[0] in "(（":
            return True
        before = self.article.number if self.article is not None else (0,)
        return mark.number == (before[0] + 1,) or mark.number[:-1] == before

    def _note(self, line: Line) -> None:
        words = [*self._take_pending(), line.text + line.end]
        if self.heading is not None:
            self.heading.after += words
        elif self.last is None:
            self.part.after += words
        else:
            (self.article or self.last).tail += words

    def _settle_notes(self) -> None:
        """Notes in the middle of a 条 stay where they are: behind the last line, not behind the 条."""
        if self.last is not None:
            holder = self.article or self.last
            self.last.after += holder.tail
            holder.tail = []

    def _is_heading(self, index: int, line: Line) -> bool:
        if not marks.HEADING.match(line.text) or marks.item_marks(line.text):
            return False
        following = self._next_text(index)
        if following is None:
            return False
        if marks.article_mark(following) is not None:
            return True
        return (
            self.article is None
            and not marks.HEADING.match(following)
            and not marks.container_mark(following)
        )

    def _next_text(self, index: int) -> str | None:
        for line in self.lines[index + 1 : index + 6]:
            if line.text.strip(" \u3000\t") and not marks.is_note(line.text):
                return line.text
        return None

    def _open_heading(self, line: Line) -> None:
        self._leave_heading()
        match = marks.HEADING.match(line.text)
        assert match is not None
        self.heading = Node(
            Kind.HEADING,
            indent=match[1],
            text=match[2],
            trail=match[3],
            end=line.end,
            line=line.number,
            before=self._take_pending(),
        )

    def _leave_heading(self) -> None:
        """A heading that nothing follows is an ordinary line."""
        if self.heading is not None:
            self.heading.kind = Kind.LINE
            self._hang(self.heading)
            self.heading = None

    def _take_pending(self) -> list[str]:
        taken, self.pending = self.pending, []
        return taken

    def _head(self, node: Node) -> None:
        """Give a node the heading that waits for it, and the blank lines before."""
        if self.heading is not None:
            node.before, self.heading.before = self.heading.before, []
            self.heading.after += self._take_pending()
            node.heading, self.heading = self.heading, None
        else:
            node.before = self._take_pending()

    def _container(self, mark: Mark, line: Line) -> None:
        self._leave_heading()
        node = _node(Kind.CONTAINER, mark, line)
        node.before = self._take_pending()
        self.part.children.append(node)
        self.article = self.paragraph = None
        self.stack = []
        self.last = node

    def _article(self, index: int, mark: Mark, line: Line) -> None:
        node = Node(Kind.ARTICLE, mark.number, mark.upto, mark.indent, mark.mark, line=line.number)
        self._head(node)
        first = Node(Kind.PARAGRAPH, (1,), line=line.number)
        first.text, first.trail = marks.trailing(mark.rest)
        node.gap, first.end = mark.gap, line.end
        self._inline_heading(node, first)
        node.children.append(first)
        self.part.children.append(node)
        self.article, self.paragraph, self.stack, self.last = node, first, [], first
        self.numbered = self._numbers_ahead(index)

    @staticmethod
    def _inline_heading(node: Node, first: Node) -> None:
        if first.text[:1] not in ("(", "（") or node.heading is not None:
            return
        close = first.text.find("）" if first.text[0] == "（" else ")") + 1
        name, rest = first.text[:close], first.text[close:]
        if not 2 < close <= 40 or "。" in name or (rest and rest[0] not in " \u3000"):
            return
        node.heading = Node(Kind.HEADING, indent=node.gap, text=name, family="inline", line=node.line)
        first.text = rest.lstrip(" \u3000")
        node.gap = rest[: len(rest) - len(first.text)]

    def _numbers_ahead(self, index: int) -> bool:
        for line in self.lines[index + 1 :]:
            if marks.article_mark(line.text) or marks.container_mark(line.text):
                return False
            mark = marks.paragraph_mark(line.text)
            if mark is not None and mark.number == (2,):
                return True
        return False

    def _provision(self, line: Line) -> None:
        if mark := marks.paragraph_mark(line.text):
            self._paragraph(_node(Kind.PARAGRAPH, mark, line))
        elif mark := self._item_mark(line):
            self._item(mark, line)
        else:
            self._plain(line)

    def _item_mark(self, line: Line) -> Mark | None:
        found = marks.item_marks(line.text)
        if not found or (
            self.paragraph is None and self.article is None and self.part.kind is Kind.SUPPLEMENT
        ):
            return None
        open_families = [node.family for node in self.stack]
        mark = next((each for each in found if each.kind in open_families), found[0])
        return self._by_order(mark)

    def _by_order(self, mark: Mark) -> Mark:
        """イロハ and (i)(ii) are told from アイウ and abc by what their list begins with."""
        name = mark.mark.strip("()（）")
        family = mark.kind
        if family == "kata" and self._is_iroha(name):
            family = "iroha"
        elif family == "pkata" and (self._runs("piroha") or (name[0] == "イ" and self._opens("pkata"))):
            family = "piroha"
        elif family == "platin" and (self._runs("proman") or (name in ("i", "ｉ") and self._opens("platin"))):
            family = "proman"
        else:
            return mark
        value = ROMAN.index(name) + 1 if family == "proman" and name in ROMAN else marks.iroha(name[0])
        return Mark(family, mark.indent, mark.mark, (value, *mark.number[1:]), mark.gap, mark.rest)

    def _is_iroha(self, name: str) -> bool:
        if self.iroha is not None:
            return self.iroha
        return self._runs("iroha") or (name[0] == "イ" and self._opens("kata"))

    def _runs(self, family: str) -> bool:
        return any(node.family == family for node in self.stack)

    def _opens(self, family: str) -> bool:
        return not self._runs(family)

    def _paragraph(self, node: Node) -> None:
        self._settle_notes()
        self._head(node)
        empty_first = (
            self.article is not None and node.number == (1,) and self.paragraph is self.article.children[0]
        )
        if (
            empty_first
            and self.paragraph is not None
            and not self.paragraph.text
            and self.article is not None
        ):
            self.article.end = self.paragraph.trail + self.paragraph.end
            self.article.children.clear()
        (self.article or self.part).children.append(node)
        self.paragraph, self.stack, self.last = node, [], node

    def _item(self, mark: Mark, line: Line) -> None:
        self._settle_notes()
        self._leave_heading()
        while self.stack and self.stack[-1].family != mark.kind and self._runs(mark.kind):
            self.stack.pop()
        if self.stack and self.stack[-1].family == mark.kind:
            self.stack.pop()
        node = _node(Kind.SUB if self.stack else Kind.ITEM, mark, line)
        node.before = self._take_pending()
        parent = self.stack[-1] if self.stack else self.paragraph or self.part
        parent.children.append(node)
        self.stack.append(node)
        self.last = node

    def _plain(self, line: Line) -> None:
        words = line.text.lstrip(" \u3000\t")
        text, trail = marks.trailing(words)
        indent = line.text[: len(line.text) - len(words)]
        node = Node(Kind.LINE, indent=indent, text=text, trail=trail, end=line.end, line=line.number)
        if self._is_paragraph(node):
            node.kind = Kind.PARAGRAPH
            siblings = (self.article or self.part).children
            node.number = (sum(each.kind is Kind.PARAGRAPH for each in siblings) + 1,)
            self._paragraph(node)
        else:
            self._settle_notes()
            self._leave_heading()
            node.before = self._take_pending()
            self._hang(node)

    def _is_paragraph(self, node: Node) -> bool:
        if not node.text.endswith(("。", "。）", "。)")) and not (
            self.last is None and self.heading is not None
        ):
            return self.paragraph is None and self.article is None and node.text.endswith("る。")
        if self.article is None:
            return not (self.paragraph is not None and self.paragraph.mark)
        return not self.numbered and self.last is not None and self._complete()

    def _complete(self) -> bool:
        assert self.last is not None
        return bool(self.stack) or self.last.text.endswith(("。", "。）", "。)"))

    def _hang(self, node: Node) -> None:
        holder = self.stack[-1] if self.stack else self.paragraph or self.part
        holder.children.append(node)
        self.last = node


def _node(kind: Kind, mark: Mark, line: Line) -> Node:
    text, trail = marks.trailing(mark.rest)
    return Node(
        kind,
        mark.number,
        mark.upto,
        mark.indent,
        mark.mark,
        mark.gap,
        text,
        trail,
        line.end,
        mark.kind,
        line.number,
    )


def parse_body(part: Node, lines: Sequence[Line], *, iroha: bool | None = None) -> Node:
    """Fill `part` with the provisions that the lines hold."""
    Builder(part, lines, iroha=iroha).read()
    return part
