"""Registration of this part with Django."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Who signs in, and what each post may do."""

    name = "yoriai.web.accounts"
    label = "accounts"

    def ready(self) -> None:
        from . import holdings, menu  # noqa: PLC0415 - models must be loaded first

        for part in (holdings, menu):
            part.load()
