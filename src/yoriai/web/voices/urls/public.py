"""Addresses of the public pages."""

from django.urls import URLPattern, path

from ..views import public_conversation, public_entry, public_receipt, public_voice, public_voting

urlpatterns: list[URLPattern] = [
    path("c/", public_conversation.conversations, name="voices_conversations"),
    path("c/<slug:slug>/", public_conversation.conversation, name="voices_conversation"),
    path("c/<slug:slug>/sheet/", public_conversation.sheet, name="voices_sheet"),
    path("c/<slug:slug>/slips/", public_conversation.slips, name="voices_slips"),
    path("c/<slug:slug>/start/", public_entry.start, name="voices_start"),
    path("c/<slug:slug>/enter/", public_entry.enter, name="voices_enter"),
    path("c/<slug:slug>/about-me/", public_entry.about_me, name="voices_about_me"),
    path("c/<slug:slug>/voice/", public_voice.give, name="voices_give"),
    path("c/<slug:slug>/vote/", public_voting.vote, name="voices_vote"),
    path("c/<slug:slug>/vote/undo/", public_voting.undo, name="voices_undo"),
    path("c/<slug:slug>/vote/mine/", public_voting.my_votes, name="voices_my_votes"),
    path("r/", public_receipt.find, name="voices_find_receipt"),
    path("r/<str:code>/", public_receipt.receipt, name="voices_receipt"),
    path("r/<str:code>/withdraw/", public_receipt.withdraw, name="voices_withdraw"),
]
