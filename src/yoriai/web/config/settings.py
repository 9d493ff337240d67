"""The one settings file; what differs between machines comes from the environment."""

SECRET_KEY = "replaced in the next commit"  # noqa: S105
INSTALLED_APPS: list[str] = []
DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}}
USE_TZ = True
