"""Says the same change of words in several 条 once: 「第53条から第55条までの規定中「A」を「B」に改める。」"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

from yoriai.engines.ordinances.kaime.render import render
from yoriai.engines.ordinances.operations import Place, Sentence, Words
from yoriai.engines.ordinances.profile import Profile


def merged(sentences: Sequence[Sentence], profile: Profile) -> list[Sentence]:
    """Runs of neighbouring sentences with one and the same change become one sentence."""
    out: list[Sentence] = []
    for key, group in groupby(sentences, key=_key):
        run = list(group)
        out.append(_one(run, profile) if key is not None and len(run) > 1 else run[0])
        if key is None:
            out += run[1:]
    return out


def _key(sentence: Sentence) -> object:
    """What has to be equal; None for a sentence that stands alone."""
    if len(sentence.operations) != 1 or not isinstance(sentence.operations[0], Words):
        return None
    operation = sentence.operations[0]
    plain = [place for place in operation.places if place.steps[0].kind == "article" and not place.upto]
    if len(plain) != len(operation.places) or any(place.part for place in plain):
        return None
    return operation.changes


def _one(run: Sequence[Sentence], profile: Profile) -> Sentence:
    places: list[Place] = []
    for sentence in run:
        (operation,) = sentence.operations
        assert isinstance(operation, Words)
        places += operation.places
    first = run[0].operations[0]
    assert isinstance(first, Words)
    done = (replace(first, places=tuple(_ranged(places))),)
    return Sentence(done, (), run[0].line, render(done, profile))


def _ranged(places: Sequence[Place]) -> list[Place]:
    """Three or more 条 in a row, each named whole, are a range; only when they are all there is."""
    numbers = [place.steps[0].number for place in places]
    whole = all(len(place.steps) == 1 for place in places)
    plain = all(len(number) == 1 for number in numbers)
    if len(places) < 3 or not whole or not plain:
        return list(places)
    if [number[0] for number in numbers] != list(range(numbers[0][0], numbers[0][0] + len(numbers))):
        return list(places)
    return [Place(places[0].steps, places[-1].steps[0])]
