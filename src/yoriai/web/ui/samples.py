"""What the page of components shows: each part with its markup."""

from __future__ import annotations

from dataclasses import dataclass

from django import forms
from django.template import Context, Template
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class SampleForm(forms.Form):
    """A form with one field that is right and one that is not."""

    name = forms.CharField(label="名前", help_text="ニックネームでもかまいません。")
    day = forms.DateField(label="日にち", widget=forms.DateInput(attrs={"type": "date"}))
    agree = forms.BooleanField(label="注意を読みました", required=False)


@dataclass(frozen=True)
class Sample:
    """One component: its name and the template text that draws it."""

    name: str | Promise
    source: str

    @property
    def shown(self) -> str:
        """The component as it looks."""
        form = SampleForm({"name": "すみえ", "day": "あした"})
        return Template("{% load i18n ui %}" + self.source).render(Context({"form": form}))


SAMPLES = (
    Sample(
        _("ボタン"),
        """<div class="row">
<button class="button primary" type="button">{% icon "voice" %}送る</button>
<button class="button" type="button">下書き</button>
<a class="button quiet" href="#main">やめる</a>
<button class="button danger" type="button">消す</button>
</div>""",
    ),
    Sample(
        _("カード"),
        """<ul class="cards">
<li class="card link"><h3><a href="#main">川べりの遊歩道</a></h3><p class="muted">12月20日まで</p></li>
<li class="card lamp"><h3>きょうの窓口</h3><p>3件の声が待っています。</p></li>
</ul>""",
    ),
    Sample(
        _("知らせ"),
        """<p class="notice">ふつうの知らせ</p>
<p class="notice good">うまくいった知らせ</p>
<p class="notice warn">気をつける知らせ</p>
<p class="notice bad">直すところがある知らせ</p>""",
    ),
    Sample(
        _("状態のしるし"),
        """<p class="row">
<span class="tag waiting">確認まち</span> <span class="tag accepted">載せました</span>
<span class="tag merged">まとめました</span> <span class="tag held">控えました</span>
<span class="tag used">使われました</span>
</p>""",
    ),
    Sample(
        _("入力する欄"),
        """{% include "ui/form.html" with form=form submit="送る" %}""",
    ),
    Sample(
        _("表"),
        """<div class="table-wrap"><table>
<thead><tr><th scope="col">団体名</th><th scope="col" class="number">人数</th></tr></thead>
<tbody><tr><th scope="row"><span class="kana">みずべのかい</span>水辺の会</th>
<td class="number">24</td></tr></tbody>
</table></div>""",
    ),
    Sample(
        _("数字"),
        """<p class="figure-number">1,204<small>人</small></p>""",
    ),
    Sample(
        _("進みぐあい"),
        """<div class="progress"><label for="p">計算しています</label>
<progress id="p" value="40" max="100">40%</progress></div>""",
    ),
    Sample(
        _("手順"),
        """<ol class="steps"><li class="done">声を寄せる</li>
<li aria-current="step">投票する</li><li>地図を見る</li></ol>""",
    ),
    Sample(
        _("図"),
        """<figure class="chart"><svg viewBox="0 0 300 60" role="img" aria-labelledby="t d">
<title id="t">賛成した人の割合</title><desc id="d">山の町は60％、川の町は40％。</desc>
<rect x="0" y="5" width="180" height="20" fill="var(--accent)"/>
<rect x="0" y="35" width="120" height="20" fill="var(--lamp)"/></svg>
<figcaption>上が山の町、下が川の町。</figcaption>
<details class="data-table"><summary>表で見る</summary><table>
<thead><tr><th scope="col">町</th><th scope="col" class="number">賛成</th></tr></thead>
<tbody><tr><th scope="row">山の町</th><td class="number">60％</td></tr>
<tr><th scope="row">川の町</th><td class="number">40％</td></tr></tbody></table></details></figure>""",
    ),
    Sample(
        _("何もないとき"),
        """<p class="empty">まだありません。</p>""",
    ),
    Sample(
        _("しるし（アイコン）"),
        """<p class="row">
{% icon "home" %} {% icon "voice" %} {% icon "conversation" %} {% icon "map" %} {% icon "figure" %}
{% icon "organisation" %} {% icon "person" %} {% icon "people" %} {% icon "export" %} {% icon "import" %}
{% icon "audit" %} {% icon "mail" %} {% icon "role" %} {% icon "lock" %} {% icon "shield" %}
{% icon "device" %} {% icon "language" %} {% icon "search" %} {% icon "add" %} {% icon "edit" %}
{% icon "pen" %} {% icon "print" %} {% icon "clock" %} {% icon "code" %} {% icon "good" %}
{% icon "warn" %} {% icon "bad" %} {% icon "info" %} {% icon "back" %} {% icon "next" %}
{% icon "out" %} {% icon "menu" %}
</p>""",
    ),
)
