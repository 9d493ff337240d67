"""Addresses of lists and mailings."""

from django.urls import path

from ..views import lists, mailings

urlpatterns = [
    path("lists/", lists.saved, name="register_lists"),
    path("lists/new/people/", lists.new, {"kind": "person"}, name="register_new_people_list"),
    path(
        "lists/new/organisations/", lists.new, {"kind": "organisation"}, name="register_new_organisation_list"
    ),
    path("lists/<int:pk>/", lists.one, name="register_list"),
    path("lists/<int:pk>/edit/", lists.change, name="register_change_list"),
    path("lists/<int:pk>/drop/", lists.drop, name="register_drop_list"),
    path("lists/<int:pk>/send/", mailings.send, name="register_send"),
    path("sendings/", mailings.sendings, name="register_sendings"),
    path("sendings/<int:pk>/", mailings.sending, name="register_sending"),
    path("sendings/<int:pk>/paper/", mailings.paper, name="register_sending_paper"),
    path("people/<int:pk>/sendings/", mailings.of_person, name="register_person_sendings"),
    path("organisations/<int:pk>/sendings/", mailings.of_organisation, name="register_organisation_sendings"),
    path("organisations/<int:pk>/refusal/", mailings.refusal, name="register_organisation_refusal"),
    path("stop/<str:token>/", mailings.stop, name="register_stop"),
]
