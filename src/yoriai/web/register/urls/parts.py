"""Addresses of what belongs to entries: added under the entry, corrected and dropped by their number."""

from django.urls import path

from ..views import belongings as parts
from ..views import groups, of_age, pick

_DESKS = [
    ("people", "roles", parts.ROLES),
    ("people", "reaches", parts.REACHES),
    ("people", "consents", parts.CONSENTS),
    ("organisations", "ties", parts.TIES),
    ("organisations", "offerings", parts.OFFERINGS),
]
urlpatterns = [
    path("pick/person/", pick.pick, {"kind": "person"}, name="register_pick_person"),
    path("pick/organisation/", pick.pick, {"kind": "organisation"}, name="register_pick_organisation"),
    path("organisations/<int:pk>/roles/new/", parts.adding(parts.ROLES_HERE), name="register_add_role_here"),
    path("consents/<int:pk>/withdraw/", parts.withdraw, name="register_withdraw_consent"),
    path("of-age/", of_age.of_age, name="register_of_age"),
    path("groups/", groups.groups, name="register_groups"),
    path("groups/new/", groups.new, name="register_new_group"),
    path("organisations/<int:pk>/group/", groups.renew, name="register_renew_group"),
]
for _owners, _rows, _desk in _DESKS:
    urlpatterns += [
        path(f"{_owners}/<int:pk>/{_rows}/new/", parts.adding(_desk), name=f"register_add_{_desk.name}"),
        path(f"{_rows}/<int:pk>/", parts.changing(_desk), name=f"register_change_{_desk.name}"),
        path(f"{_rows}/<int:pk>/drop/", parts.dropping(_desk), name=f"register_drop_{_desk.name}"),
    ]
