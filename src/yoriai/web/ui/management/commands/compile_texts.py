"""`manage.py compile_texts`: make the .mo files from the .po files that changed."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from yoriai.web.ui.texts import catalogues, compile_texts


class Command(BaseCommand):
    """Compile the translations."""

    help = "変わった訳文ファイル（.po）を、使える形（.mo）にします。"
    requires_system_checks: list[str] = []

    def handle(self, *_args: Any, **_options: Any) -> None:
        for file in compile_texts(catalogues()):
            self.stdout.write(
                str(file.with_suffix(".mo").name) + f" <- {file.parent.parent.name}/{file.name}"
            )
