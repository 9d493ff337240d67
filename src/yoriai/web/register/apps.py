"""Registration of this part with Django."""

from django.apps import AppConfig


class RegisterConfig(AppConfig):
    """台帳: every person, organisation and place, once."""

    name = "yoriai.web.register"
    label = "register"

    def ready(self) -> None:
        from . import (  # noqa: PLC0415 - models must be loaded first
            exports,
            exports_incidents,
            exports_lists,
            exports_mailings,
            exports_privacy,
            holdings,
            measures,
            measures_mailings,
            menu,
        )

        for part in (
            exports,
            exports_incidents,
            exports_lists,
            exports_mailings,
            exports_privacy,
            holdings,
            measures,
            measures_mailings,
            menu,
        ):
            part.load()
