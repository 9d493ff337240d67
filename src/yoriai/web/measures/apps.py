"""Registration of this part with Django."""

from django.apps import AppConfig


class MeasuresConfig(AppConfig):
    """The registry of figures, each opening to its rows."""

    name = "yoriai.web.measures"
    label = "measures"

    def ready(self) -> None:
        from . import menu  # noqa: PLC0415 - models must be loaded first

        menu.load()
