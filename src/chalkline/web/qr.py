"""An address as a picture that a telephone reads: a QR code as SVG, drawn by us, asked of nobody."""

from __future__ import annotations

import qrcode
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

QUIET_ZONE = 4  # modules of white around the code, as ISO/IEC 18004 asks


def qr_of(address: str) -> SafeString:
    """The picture. Dark on white in every look: readers of the code expect it."""
    code = qrcode.QRCode(border=QUIET_ZONE, error_correction=qrcode.ERROR_CORRECT_M)
    code.add_data(address)
    rows = code.get_matrix()
    dark = "".join(f"M{x} {y}h1v1h-1z" for y, row in enumerate(rows) for x, is_dark in enumerate(row) if is_dark)
    return format_html(
        '<div class="qr"><svg viewBox="0 0 {size} {size}" role="img" aria-label="{label}" shape-rendering="crispEdges">'
        '<path fill="#fff" d="M0 0h{size}v{size}H0z"/><path fill="#000" d="{dark}"/></svg></div>',
        size=len(rows),
        label=_("The same address as a picture for a telephone's camera"),
        dark=dark,
    )
