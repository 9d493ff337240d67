"""Registration of this area with Django."""

from django.apps import AppConfig


class VoicesConfig(AppConfig):
    """声: conversations, voices, votes and the map made of them."""

    name = "yoriai.web.voices"
    label = "voices"

    def ready(self) -> None:
        """Register what this area adds to menu, front page, measures and exports."""
        from yoriai.web.register.rules.merging import name_links  # noqa: PLC0415 - as below

        from . import exports, holdings, home, measures, menu, story  # noqa: PLC0415 - models must be loaded first

        for part in (exports, holdings, home, measures, menu, story):
            part.load()
        name_links({"voices.conversation": "責任者である対話の場", "voices.invitee": "対話の場の名簿"})
