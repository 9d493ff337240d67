"""What staff fill in to make a map."""

from django import forms
from django.utils.translation import gettext_lazy as _


class ComputeForm(forms.Form):
    """The seed: the same votes and the same seed give the same map."""

    seed = forms.IntegerField(
        label=_("乱数の種"),
        min_value=0,
        max_value=2**31 - 1,
        initial=1,
        help_text=_("ふだんは1のままで構いません。同じ投票と同じ種からは、いつも同じ地図ができます。"),
    )
