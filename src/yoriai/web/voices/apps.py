"""Registration of this area with Django."""

from django.apps import AppConfig


class VoicesConfig(AppConfig):
    """声: conversations, voices, votes and the map made of them."""

    name = "yoriai.web.voices"
    label = "voices"

    def ready(self) -> None:
        """Register what this area adds to menu, front page, measures and exports."""
        from . import exports, holdings, home, measures, menu  # noqa: PLC0415 - models must be loaded first

        for part in (exports, holdings, home, measures, menu):
            part.load()
