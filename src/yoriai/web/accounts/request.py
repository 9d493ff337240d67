"""The request as views see it."""

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from .rules import Viewer


class Request(HttpRequest):
    """A request on which the middleware has put who is looking."""

    viewer: Viewer
    htmx: HtmxDetails
