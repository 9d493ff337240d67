"""Registration of this part with Django."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    """Who did what: append-only and hash-chained."""

    name = "yoriai.web.audit"
    label = "audit"

    def ready(self) -> None:
        from . import holdings, menu  # noqa: PLC0415 - models must be loaded first

        for part in (holdings, menu):
            part.load()
