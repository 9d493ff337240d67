"""Reading the source: how many audit events an action writes on the longest way through it."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from yoriai.web.ui.texts import WEB


@dataclass(frozen=True)
class Module:
    """One actions module."""

    file: Path

    @property
    def name(self) -> str:
        return self.file.relative_to(WEB).as_posix()

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.file.read_text(encoding="utf-8"))

    @cached_property
    def functions(self) -> dict[str, ast.FunctionDef]:
        return {node.name: node for node in self.tree.body if isinstance(node, ast.FunctionDef)}

    def events(self, name: str) -> int:
        """The most events that one call of this function writes, through the helpers of its module too."""
        return self._most(self.functions[name].body, frozenset({name}))

    def _most(self, body: list[ast.stmt], above: frozenset[str]) -> int:
        if not body:
            return 0
        first, rest = body[0], body[1:]
        if isinstance(first, ast.If):
            ways = [first.body if _ends(first.body) else first.body + rest, first.orelse + rest]
            return self._here(first.test, above) + max(self._most(way, above) for way in ways)
        if isinstance(first, ast.Try):
            ways = [first.body + first.orelse, *(handler.body for handler in first.handlers)]
            return max(self._most(way + first.finalbody + rest, above) for way in ways)
        if isinstance(first, (ast.With, ast.For, ast.While)):
            return self._most(first.body + rest, above)
        return self._here(first, above) + (0 if _ends([first]) else self._most(rest, above))

    def _here(self, node: ast.AST, above: frozenset[str]) -> int:
        own = sum(isinstance(part, ast.Call) and _is_record(part) for part in ast.walk(node))
        later = {id(part.value) for part in ast.walk(node) if isinstance(part, ast.Attribute)}  # task.enqueue
        names = {part.id for part in ast.walk(node) if isinstance(part, ast.Name) and id(part) not in later}
        names -= above
        helpers = [self.functions[name] for name in sorted(names & set(self.functions))]
        return own + sum(self._most(helper.body, above | {helper.name}) for helper in helpers)

    def records(self) -> list[ast.Call]:
        """Every place where an event is written."""
        return [node for node in ast.walk(self.tree) if isinstance(node, ast.Call) and _is_record(node)]


def modules() -> list[Module]:
    """Every actions module of the house."""
    return [Module(file) for file in sorted([*WEB.glob("*/actions.py"), *WEB.glob("*/actions/*.py")])]


def _is_record(call: ast.Call) -> bool:
    return ast.unparse(call.func) == "audit.record"


def _ends(body: list[ast.stmt]) -> bool:
    return isinstance(body[-1], (ast.Return, ast.Raise, ast.Continue))
