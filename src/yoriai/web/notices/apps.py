"""Registration of this part with Django."""

from django.apps import AppConfig


class NoticesConfig(AppConfig):
    """Mail to people: an outbox that is filled on commit."""

    name = "yoriai.web.notices"
    label = "notices"

    def ready(self) -> None:
        from . import holdings, menu  # noqa: PLC0415 - models must be loaded first

        for part in (holdings, menu):
            part.load()
