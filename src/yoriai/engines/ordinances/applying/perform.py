"""Carries one operation out on the tree."""

from __future__ import annotations

from collections.abc import Sequence

from yoriai.engines.ordinances.applying import words
from yoriai.engines.ordinances.applying.house import Dress, House
from yoriai.engines.ordinances.applying.insert import Inserter
from yoriai.engines.ordinances.applying.moves import Mover
from yoriai.engines.ordinances.applying.resolve import Resolver
from yoriai.engines.ordinances.applying.rewrite import Rewriter
from yoriai.engines.ordinances.operations import (
    Context,
    Move,
    Operation,
    Remove,
    Rewrite,
    RewriteText,
    SetHeading,
    Shift,
    Words,
)
from yoriai.engines.ordinances.text.lines import Line


def perform(  # noqa: PLR0917 - all of them are the state of one sentence
    operation: Operation,
    block: Sequence[Line],
    resolver: Resolver,
    house: House,
    dress: Dress,
    turn: int,
) -> None:
    """One operation of the sentence that `resolver` has begun; `turn` counts sentences.

    Raises Unfit when it does not fit.
    """
    match operation:
        case Context(places):
            for place in places:
                resolver.inside = resolver.one(place)
        case Words():
            words.change(resolver, operation, dress, turn)
        case Rewrite() | RewriteText() | SetHeading():
            Rewriter(resolver, house, dress, turn).perform(operation, list(block))
        case Remove() | Move() | Shift():
            Mover(resolver, house).perform(operation, turn)
        case _:
            Inserter(resolver, house, dress, turn).add(operation, list(block))
