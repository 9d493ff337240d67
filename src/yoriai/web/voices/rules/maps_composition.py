"""Who took part, beside the census: counts that name nobody."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

from ..models import AskedAttribute, Conversation

#: A cell with fewer people than this is not shown.
PRIVACY_MINIMUM = 5

FEW, WITHHELD = "few", "withheld"


def composition(
    conversation: Conversation, declared: Mapping[str, Mapping[int, str]], *, present: set[int]
) -> dict[str, Any]:
    """For each asked attribute: how many of the people on the map told which value, and the census.

    Small cells are left out before anything is stored: see `suppressed`.
    """
    asked = conversation.attributes.order_by("pk").prefetch_related("census")
    return {"attributes": [_attribute(row, declared.get(row.key, {}), present) for row in asked]}


def suppressed(counts: Mapping[str, int]) -> dict[str, int | str]:
    """Counts without those under the privacy minimum ("few").

    A single hidden cell could be worked out from the total, so the smallest other cell is withheld
    with it ("withheld"). Ties are broken by the order of the cells.
    """
    shown: dict[str, int | str] = {
        value: FEW if number < PRIVACY_MINIMUM else number for value, number in counts.items()
    }
    hidden = [value for value, number in shown.items() if number == FEW]
    rest = [(number, value) for value, number in counts.items() if shown[value] != FEW]
    if len(hidden) == 1 and rest and counts[hidden[0]]:
        shown[min(rest, key=lambda cell: cell[0])[1]] = WITHHELD
    return shown


def _attribute(row: AskedAttribute, told: Mapping[int, str], present: set[int]) -> dict[str, Any]:
    given = Counter(value for person, value in told.items() if person in present)
    counts = {choice["value"]: given[choice["value"]] for choice in row.choices}
    answered = sum(counts.values())
    shown = suppressed({**counts, "": len(present) - answered})
    census = {figure.value: figure.people for figure in row.census.all()}
    return {
        "key": row.key,
        "label": {"ja": row.label_ja, "easy": row.label_easy, "en": row.label_en},
        "source": "、".join(sorted({figure.source for figure in row.census.all()})),
        "values": [_value(choice, shown[choice["value"]], answered, census) for choice in row.choices],
        "silent": shown[""],
    }


def _value(
    choice: Mapping[str, str], people: int | str, answered: int, census: Mapping[str, int]
) -> dict[str, Any]:
    residents, total = census.get(choice["value"]), sum(census.values())
    return {
        "value": choice["value"],
        "label": {name: choice.get(name, "") for name in ("ja", "easy", "en")},
        "people": people,
        "share": round(people / answered, 4) if isinstance(people, int) and answered else None,
        "census": residents,
        "census_share": round(residents / total, 4) if residents is not None and total else None,
    }
