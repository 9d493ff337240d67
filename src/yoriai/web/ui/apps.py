"""Registration of this part with Django."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    """The page shell: components, styles, icons, furigana, our own JavaScript."""

    name = "yoriai.web.ui"
    label = "ui"
