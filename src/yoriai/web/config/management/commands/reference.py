"""Write the generated pages of docs/reference anew."""

from __future__ import annotations

import os
from typing import Any

from django.core.management.base import BaseCommand

from yoriai.web.config import reference


class Command(BaseCommand):
    """Write the generated pages of docs/reference anew."""

    help = __doc__

    def handle(self, *_args: Any, **_options: Any) -> None:
        os.environ["COLUMNS"] = "100"
        reference.write()
        self.stdout.write(
            f"{len(reference.PAGES)} pages in {reference.FOLDER.relative_to(reference.settings.ROOT)}"
        )
