"""A link as a square that a phone's camera reads."""

from __future__ import annotations

import segno
from django.utils.safestring import SafeString, mark_safe


def svg(text: str) -> SafeString:
    """The drawing alone, black on white in any theme; without a style or script of its own."""
    return mark_safe(segno.make(text, error="m", micro=False).svg_inline(scale=5, border=4, dark="#000", light="#fff"))
