"""The desk's entry in the menu."""

from yoriai.web.ui.navigation import Entry, register

from .rules import desk as rules


def load() -> None:
    """Register the entries of this part."""
    register(Entry("voices_desk", "声の仕事場", "voice", rules.may_key_in, order=10))
