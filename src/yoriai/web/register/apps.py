"""Registration of this part with Django."""

from django.apps import AppConfig


class RegisterConfig(AppConfig):
    """台帳: every person, organisation and place, once."""

    name = "yoriai.web.register"
    label = "register"

    def ready(self) -> None:
        from . import exports, exports_lists, measures, menu  # noqa: PLC0415 - models must be loaded first

        for part in (exports, exports_lists, measures, menu):
            part.load()
