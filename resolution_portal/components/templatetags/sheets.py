"""Blocks with content between the tags: `{% load sheets %}{% sheet title %}…{% endsheet %}`."""

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

register = template.Library()


@register.simple_block_tag
def sheet(
    content: SafeString,
    title: str = "",
    note: str = "",
    plain: bool = False,
    id: str = "",
) -> SafeString:
    """A white block; `plain` leaves out the padding, for lists that reach the edges."""
    values = {
        "content": content,
        "title": title,
        "note": note,
        "plain": plain,
        "id": id,
    }
    return render_to_string("components/sheet.html", values)


@register.simple_block_tag
def note(content: SafeString, kind: str = "info") -> SafeString:
    """A tinted block: ok, info, warn, error."""
    return render_to_string("components/note.html", {"content": content, "kind": kind})


@register.simple_block_tag
def empty(content: SafeString, title: str, icon: str = "inbox") -> SafeString:
    """Why a list is empty (title), and inside what to do next."""
    return render_to_string("components/empty.html", {"content": content, "title": title, "icon": icon})


@register.simple_block_tag
def fold(content: SafeString, title: str, open: bool = False) -> SafeString:
    """A part that opens at a press, without a script."""
    return render_to_string("components/fold.html", {"content": content, "title": title, "open": open})
