"""Registration of this area with Django."""

from django.apps import AppConfig


class VoicesConfig(AppConfig):
    """声: conversations, voices, votes and the map made of them."""

    name = "yoriai.web.voices"
    label = "voices"

    def ready(self) -> None:
        """Register what this area adds to menu, front page, measures and exports."""
        from . import exports, home, measures, menu, story  # noqa: PLC0415 - models must be loaded first

        for part in (exports, home, measures, menu, story):
            part.load()
