"""Registration of the project itself, for its commands."""

from django.apps import AppConfig


class HouseConfig(AppConfig):
    """The house: what starts, fills and checks the whole."""

    name = "yoriai.web.config"
    label = "house"
