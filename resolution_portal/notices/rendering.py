from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.template import Context, TemplateDoesNotExist
from django.template.loader import get_template

_LONGEST_SUBJECT = 300


def render_letter(names: tuple[str, str, str], context: Mapping[str, Any]) -> dict[str, str]:
    """Subject, text and HTML from three templates; the HTML one may be missing. `site_url` begins their links."""
    subject, text, html = names
    full = {"site_url": settings.SITE_URL, **context}
    return {
        "subject": _one_line(_render(subject, full, escape=False)),
        "text": re.sub(r"\n{3,}", "\n\n", _render(text, full, escape=False)).strip() + "\n",
        "html": _html(html, full),
    }


def render_subject(prefix: str, context: Mapping[str, Any]) -> str:
    """The subject alone: what the bell calls the message."""
    return _one_line(_render(f"{prefix}.subject.txt", dict(context), escape=False))


def _one_line(words: str) -> str:
    return " ".join(words.split())[:_LONGEST_SUBJECT]


def _html(name: str, context: dict[str, Any]) -> str:
    try:
        return _render(name, context, escape=True)
    except TemplateDoesNotExist as missing:
        if name in str(missing):
            return ""
        raise


def _render(name: str, context: dict[str, Any], *, escape: bool) -> str:
    """Plain text is not escaped: «&quot;» in a letter would be read as it stands."""
    template: Any = get_template(name)
    rendered: str = template.template.render(Context(context, autoescape=escape))
    return rendered
