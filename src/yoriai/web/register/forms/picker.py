"""A box in which another entry is picked: type a part of the name, choose from the hits.

With htmx the hits come while typing; without JavaScript the form comes back with the hits to choose from.
Either way nothing else that was typed is lost, and arrow keys move among the hits (they are radio buttons).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django import forms

from yoriai.web.accounts.rules import Viewer

from .. import queries
from ..models import Organisation, Person

CHOOSE = "下の候補からひとつ選んで、もう一度送ってください。"
NOBODY = "当てはまるものがありません。よみの一部でもさがせます。まだ台帳にないときは、先に載せてください。"
WORDS = {"person": "人", "organisation": "団体"}


@dataclass
class Picked:
    """What stands in the box: the words, the number of the chosen hit, and the hits to choose from."""

    words: str = ""
    chosen: str = ""
    hits: list[Organisation | Person] = field(default_factory=list)


class PickWidget(forms.Widget):
    """A search box with its hits as radio buttons."""

    template_name = "register/picker.html"
    kind = "organisation"

    def value_from_datadict(self, data: Mapping[str, Any], _files: Any, name: str) -> Picked:
        """A chosen hit counts only for the words it was found by: other words are a new search."""
        words = str(data.get(name) or "").strip()[:100]
        asked = str(data.get(f"{name}_asked") or "").strip()
        chosen = str(data.get(f"{name}_pk") or "")
        return Picked(words, chosen if words and asked == words else "")

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        picked = value if isinstance(value, Picked) else Picked()
        context = super().get_context(name, picked.words, attrs)
        return context | {"picked": picked, "kind": self.kind, "name": name, "what": WORDS[self.kind]}


class PickField(forms.Field):
    """An organisation or a person, within what the viewer may see."""

    widget = PickWidget

    def __init__(self, kind: str, viewer: Viewer, **options: Any) -> None:
        super().__init__(**options)
        self.kind, self.viewer = kind, viewer
        self.widget.kind = kind

    def prepare_value(self, value: Any) -> Picked:
        """What the box shows: what was typed with its hits, or the entry that stands there now."""
        if isinstance(value, Picked):
            value.hits = self._hits(value)
            return value
        row = queries.pickable(self.viewer, self.kind).filter(pk=value).first() if value else None
        return Picked(row.name, str(row.pk), [row]) if row else Picked()

    def clean(self, value: Any) -> Organisation | Person | None:
        """The entry that was chosen, or that alone bears the typed name."""
        if not value.words:
            if self.required:
                raise forms.ValidationError(self.error_messages["required"], code="required")
            return None
        row = self._chosen(value) or queries.only_exact(self.viewer, self.kind, value.words)
        if row is None:
            raise forms.ValidationError(CHOOSE if self._hits(value) else NOBODY, code="choose")
        return row

    def _chosen(self, value: Picked) -> Organisation | Person | None:
        if not value.chosen.isdecimal() or len(value.chosen) > 18:
            return None
        return queries.pickable(self.viewer, self.kind).filter(pk=int(value.chosen)).first()

    def _hits(self, value: Picked) -> list[Organisation | Person]:
        row = self._chosen(value)
        return [row] if row else queries.suggest(self.viewer, self.kind, value.words)
