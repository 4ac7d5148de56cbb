"""Photos of iPhones (HEIC): kept as JPEG, as few of those who check reports can open the other."""

from __future__ import annotations

import io

import pi_heif
from django.utils.translation import gettext as _
from PIL import Image

from resolution_portal.problems import Invalid

LONGEST_SIDE = 2000  # as the page itself shrinks photos
_QUALITY = 80
_MOST_PIXELS = 50_000_000  # asked before anything is unpacked; a photo has twelve to forty-eight million


def to_jpeg(content: bytes, *, name: str) -> bytes:
    """The photo as a JPEG, upright, without what the camera wrote into it. Raises Invalid when it does not open."""
    try:
        heif = pi_heif.open_heif(io.BytesIO(content), convert_hdr_to_8bit=True)
        if heif.size[0] * heif.size[1] > _MOST_PIXELS:
            raise _closed(name)
        picture = heif.to_pillow().convert("RGB")
    except (ValueError, RuntimeError, EOFError, OSError, SyntaxError) as error:
        raise _closed(name) from error
    picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Image.Resampling.LANCZOS)
    jpeg = io.BytesIO()
    picture.save(jpeg, "JPEG", quality=_QUALITY)
    return jpeg.getvalue()


def _closed(name: str) -> Invalid:
    return Invalid(
        _(
            "Снимок «%(name)s» не открывается. На iPhone выберите «Настройки» → «Камера» → «Форматы» → «Наиболее "
            "совместимые» и снимите заново или приложите его как JPEG."
        )
        % {"name": name}
    )
