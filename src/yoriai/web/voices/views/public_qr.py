"""QR codes as SVG inside the page."""

from __future__ import annotations

import segno
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext


def qr(address: str) -> SafeString:
    """The code of an address. It is made of numbers only, and its title is escaped by segno."""
    code = segno.make(address, error="m", micro=False)
    svg = code.svg_inline(
        omitsize=True, title=gettext("QRコード"), dark="#000", light="#fff", svgclass="qr", lineclass=None
    )
    return mark_safe(svg.replace("<svg ", '<svg role="img" ', 1))  # noqa: S308 - see above
