"""Every address of the site, by area."""

from django.urls import include, path
from django.views.i18n import set_language

urlpatterns = [
    path("", include("yoriai.web.ui.urls")),
    path("language/", set_language, name="set_language"),
    path("accounts/", include("allauth.urls")),
    path("staff/", include("yoriai.web.accounts.urls")),
    path("register/", include("yoriai.web.register.urls")),
    path("groups/", include("yoriai.web.register.urls.public")),
    path("audit/", include("yoriai.web.audit.urls")),
    path("exports/", include("yoriai.web.exports.urls")),
    path("measures/", include("yoriai.web.measures.urls")),
    path("notices/", include("yoriai.web.notices.urls")),
    path("", include("yoriai.web.voices.urls")),
]
