"""Forms about people's own data: reasons, corrections, erasure, time of keeping."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

from ..models import Correction, Outcome, Person
from ..models.history import label_of
from ..queries.sights import KINDS
from ..rules import fields, privacy, retention

_DAY = {"type": "date"}
#: On whose wish somebody is erased; fixed words, so that no name comes in.
WISHES = ("本人", "保護者", "代理人", "保存期間が過ぎたため")


class WatchForm(forms.Form):
    """What to show of the list of who saw whom."""

    kind = forms.ChoiceField(label="どのこと", required=False, choices=[("", "すべて"), *KINDS.items()])
    since = forms.DateField(label="いつから", required=False, widget=forms.DateInput(attrs=_DAY))
    until = forms.DateField(label="いつまで", required=False, widget=forms.DateInput(attrs=_DAY))


class ReasonForm(forms.Form):
    """Why a 要配慮 field is opened: one choice, a few words where the choice says too little."""

    choice = forms.ChoiceField(
        label="なんのために見ますか", choices=list(privacy.REASONS.items()), widget=forms.RadioSelect
    )
    words = forms.CharField(
        label="ひとこと", required=False, max_length=60, help_text="人の名前は書かないでください。"
    )

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        if found.get("choice") == "other" and not found.get("words"):
            self.add_error("words", "「そのほか」のときは、ひとこと書いてください。")
        return found


class CorrectionForm(forms.ModelForm):  # type: ignore[type-arg]
    """A wish for correction as it came in."""

    column = forms.ChoiceField(label="直してほしい欄")

    class Meta:
        model = Correction
        fields = ["asked_on", "asked_by", "column", "wish"]
        widgets = {"asked_on": forms.DateInput(attrs=_DAY, format="%Y-%m-%d")}

    def __init__(self, *args: Any, viewer: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        columns = [(name, label_of(Person, name)) for name in fields.readable(viewer, "person")]
        self.fields["column"].choices = [*columns, ("reach", "連絡先"), ("other", "そのほか")]  # type: ignore[attr-defined]


class DecisionForm(forms.Form):
    """What became of a wish for correction."""

    outcome = forms.ChoiceField(
        label="結果", choices=[choice for choice in Outcome.choices if choice[0] != Outcome.OPEN]
    )
    reason = forms.CharField(
        label="理由・説明",
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="直さないところがあるときは、本人に伝える理由を書きます。",
    )

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        if found.get("outcome") not in (None, Outcome.DONE) and not found.get("reason"):
            self.add_error(
                "reason", "直さない理由を書いてください（個人情報保護法36条により本人に説明します）。"
            )
        return found


class ErasureForm(forms.Form):
    """The last question before an erasure is asked for; alone, also why nobody else confirms."""

    wished_by = forms.ChoiceField(label="だれの求めですか", choices=[(wish, wish) for wish in WISHES])
    alone_reason = forms.CharField(
        label="ひとりで消去する理由",
        max_length=200,
        help_text="確認できる人がほかにいないので、理由を記録に残します。人の名前は書かないでください。",
    )
    sure = forms.BooleanField(label="元に戻せないことを確かめました")

    def __init__(self, *args: Any, alone: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not alone:
            del self.fields["alone_reason"]


class ConfirmForm(forms.Form):
    """The second person's word."""

    sure = forms.BooleanField(label="中身を見て、元に戻せないことを確かめました")


class KeepForm(forms.Form):
    """Somebody past the time of keeping stays a while longer."""

    reason = forms.CharField(label="残す理由", max_length=200)
    until = forms.DateField(label="いつまで", widget=forms.DateInput(attrs=_DAY))

    def __init__(self, *args: Any, day: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.day = day

    def clean_until(self) -> date:
        until: date = self.cleaned_data["until"]
        if until <= self.day:
            raise forms.ValidationError("今日より後の日を入れてください。")
        return until


class RulesForm(forms.Form):
    """How many months data for each purpose are kept after the last use."""

    def __init__(self, *args: Any, months: dict[str, int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for purpose, known in retention.PURPOSES.items():
            self.fields[purpose] = forms.IntegerField(
                label=f"{known.label}（月）",
                min_value=1,
                max_value=600,
                initial=months[purpose],
                help_text=known.meaning,
            )
