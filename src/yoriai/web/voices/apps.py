"""Registration of this area with Django."""

from django.apps import AppConfig


class VoicesConfig(AppConfig):
    """声: conversations, voices, votes and the map made of them."""

    name = "yoriai.web.voices"
    label = "voices"

    def ready(self) -> None:
        """Register what this area adds to menu, front page, measures and exports."""
        from . import exports_desk, exports_maps, measures_maps, menu_desk, public_home  # noqa: PLC0415 - models must be loaded first

        for part in (
            exports_desk,
            exports_maps,
            measures_maps,
            menu_desk,
            public_home,
        ):
            part.load()
