"""What the forms of people and organisations share: nobody is entered twice, nobody's change is lost."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.forms.boundfield import BoundField
from django.http import QueryDict

from yoriai.web.accounts.rules import Viewer

from .. import queries
from ..rules import entries, fields

STALE = (
    "あなたが開いたあとに、ほかの人が先に直しました。あなたの入力は下に残っていて、まだ保存されていません。"
    "違うところを見くらべて、よければもう一度「保存する」を押してください。"
)
ALIKE = "同じ名前か同じよみの記載が、もうあります。別のものなら、しるしを入れてもう一度保存してください。"


class EntryForm(forms.ModelForm):  # type: ignore[type-arg]
    """An entry with the version it was opened at."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    confirmed = forms.BooleanField(label="別のものだと確かめた", required=False)

    #: Title and columns of each part of the page.
    GROUPS: ClassVar[tuple[tuple[str, tuple[str, ...]], ...]] = ()

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.viewer = viewer
        self.alike: list[Any] = []
        self.differences: list[tuple[str, str, str]] = []
        self.fields["version"].initial = self.instance.version
        for field in self.fields.values():
            if isinstance(field.widget, forms.Textarea):
                field.widget.attrs["rows"] = 3

    def clean_version(self) -> int:
        self.instance.version = self.cleaned_data["version"] or self.instance.version
        return self.instance.version

    def clean(self) -> dict[str, Any]:
        found = super().clean() or self.cleaned_data
        if self.instance.pk is None and not found.get("confirmed"):
            name, kana = self.names(found)
            kind = fields.kind_of(self.instance)
            self.alike = queries.alike(self.viewer, kind, name, kana) if name else []
            if self.alike:
                self.add_error(None, ALIKE)
        return found

    def names(self, found: dict[str, Any]) -> tuple[str, str]:
        """Name and reading as typed."""
        return found.get("name", ""), found.get("kana", "")

    def overtaken(self) -> None:
        """Somebody else saved first: show where the two differ, and let the next saving count."""
        now = type(self.instance)._default_manager.get(pk=self.instance.pk)
        theirs, mine = entries.snapshot(now), entries.snapshot(self.instance)
        self.differences = [
            (str(self.fields[column].label), theirs[column], mine[column])
            for column in theirs
            if column in self.fields and theirs[column] != mine[column]
        ]
        assert isinstance(self.data, QueryDict)
        self.data = self.data.copy()
        self.data["version"] = str(now.version)
        self.add_error(None, STALE)

    def groups(self) -> list[tuple[str, list[BoundField]]]:
        """The fields in groups of a screenful each, those that the writer may see."""
        return [
            (title, [self[name] for name in columns if name in self.fields])
            for title, columns in self.GROUPS
            if any(name in self.fields for name in columns)
        ]
