"""Addresses of the staff's desk."""

from django.urls import path

from ..views import desk_attributes as attributes
from ..views import desk_codes as codes
from ..views import desk_conversations as conversations
from ..views import desk_csv as tables
from ..views import desk_moderation as moderation
from ..views import desk_polis as polis
from ..views import desk_scribe as scribe
from ..views import desk_statements as statements

_OWN = "voices/<slug:slug>/desk/"
_VOICE = _OWN + "voices/<int:pk>/"
_ATTRIBUTE = _OWN + "attributes/<int:pk>/"
_TABLE = _OWN + "csv/<int:pk>/"
_STATEMENT = _OWN + "statements/<int:pk>/"

urlpatterns = [
    path("voices/reasons/", statements.reasons, name="voices_reasons"),
    path("voices/desk/", conversations.conversations, name="voices_desk"),
    path("voices/desk/new/", conversations.create, name="voices_desk_create"),
    path("voices/desk/polis/", polis.hand_over, name="voices_desk_polis"),
    path("voices/desk/polis/<int:pk>/", polis.load, name="voices_desk_polis_load"),
    path(_OWN, conversations.desk, name="voices_desk_conversation"),
    path(_OWN + "edit/", conversations.edit, name="voices_desk_edit"),
    path(_OWN + "publish/", conversations.publish, name="voices_desk_publish"),
    path(_OWN + "today/<slug:key>/", conversations.today, name="voices_desk_today"),
    path(_OWN + "attributes/", attributes.attributes, name="voices_desk_attributes"),
    path(_ATTRIBUTE, attributes.attribute, name="voices_desk_attribute"),
    path(_ATTRIBUTE + "drop/", attributes.drop, name="voices_desk_drop_attribute"),
    path(_ATTRIBUTE + "census/", attributes.census, name="voices_desk_census"),
    path(_OWN + "moderation/", moderation.queue, name="voices_desk_queue"),
    path(_OWN + "voices/", moderation.voices, name="voices_desk_voices"),
    path(_VOICE, moderation.voice, name="voices_desk_voice"),
    path(_VOICE + "accept/", moderation.accept, name="voices_desk_accept"),
    path(_VOICE + "merge/", moderation.merge, name="voices_desk_merge"),
    path(_VOICE + "hold/", moderation.hold, name="voices_desk_hold"),
    path(_VOICE + "split/", moderation.split, name="voices_desk_split"),
    path(_VOICE + "reopen/", moderation.reopen, name="voices_desk_reopen"),
    path(_OWN + "campaigns/", moderation.campaigns, name="voices_desk_campaigns"),
    path(_OWN + "campaigns/<int:pk>/", moderation.campaign, name="voices_desk_campaign"),
    path(_OWN + "statements/", statements.statements, name="voices_desk_statements"),
    path(_STATEMENT, statements.statement, name="voices_desk_statement"),
    path(_STATEMENT + "shown/", statements.shown, name="voices_desk_shown"),
    path(_OWN + "csv/", tables.tables, name="voices_desk_csv"),
    path(_TABLE, tables.table, name="voices_desk_csv_table"),
    path(_TABLE + "confirm/", tables.confirm, name="voices_desk_csv_confirm"),
    path(_TABLE + "undo/", tables.undo, name="voices_desk_csv_undo"),
    path(_OWN + "codes/", codes.codes, name="voices_desk_codes"),
    path(_OWN + "invitees/", codes.invitees, name="voices_desk_invitees"),
    path(_OWN + "invitees/<int:pk>/remove/", codes.uninvite, name="voices_desk_uninvite"),
    path(_OWN + "invitees/send/", codes.send, name="voices_desk_send_codes"),
    path("voices/<slug:slug>/scribe/", scribe.scribe, name="voices_desk_scribe"),
    path("voices/<slug:slug>/scribe/<int:pk>/undo/", scribe.undo, name="voices_desk_undo_entry"),
    path("voices/<slug:slug>/scribe/slips/", scribe.slips, name="voices_desk_slips"),
]
