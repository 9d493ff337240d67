"""Registration of this part with Django."""

from django.apps import AppConfig


class ExportsConfig(AppConfig):
    """The only door for downloads."""

    name = "yoriai.web.exports"
    label = "exports"

    def ready(self) -> None:
        from . import holdings, menu  # noqa: PLC0415 - models must be loaded first

        for part in (holdings, menu):
            part.load()
