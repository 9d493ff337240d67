"""Towns by their code."""

from __future__ import annotations

from django.db import models


class Municipality(models.Model):
    """A town by its code (全国地方公共団体コード, five digits without the check digit)."""

    code = models.CharField("市町村コード", max_length=5, primary_key=True)
    name = models.CharField("名前", max_length=40)
    kana = models.CharField("よみ", max_length=80)
    english = models.CharField("英語", max_length=80)
    prefecture = models.CharField("都道府県", max_length=10)

    class Meta:
        ordering = ["code"]

    def __str__(self) -> str:
        return self.name
