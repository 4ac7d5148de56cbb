"""Parts of pages: `{% load ui %}`. A part's template says what it shows; its options are the arguments here."""

from typing import Any

from django import forms, template
from django.core.exceptions import NON_FIELD_ERRORS
from django.core.paginator import Page
from django.forms import BoundField
from django.template import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from resolution_portal.components import bars
from resolution_portal.components.due import due_html
from resolution_portal.components.statuses import tone
from resolution_portal.once import keys

register = template.Library()

_CHIP = (
    '<span class="chip chip-{}"><svg class="shape" aria-hidden="true" viewBox="0 0 12 12">'
    '<use href="#shape-{}"/></svg><span>{}</span></span>'
)
_ICON = (
    '<span class="status-icon is-{}" role="img" aria-label="{}" title="{}"><svg class="shape" aria-hidden="true" '
    'viewBox="0 0 12 12"><use href="#shape-{}"/></svg></span>'
)


@register.simple_tag
def chip(status: str, label: str) -> SafeString:
    """A status: `{% chip task.status task.get_status_display %}`."""
    kind = tone(status)
    return format_html(_CHIP, kind, kind, label)


@register.simple_tag
def overdue_mark(label: str = "") -> SafeString:
    """«! Просрочено»; with a label the other mark, «! Сдано позже срока»."""
    return format_html(_CHIP, "late", "late", label or _("Просрочено"))


@register.simple_tag
def status_icon(status: str, label: str) -> SafeString:
    """The shape alone, in a dense cell; its word is read aloud and shown on hover."""
    kind = tone(status)
    return format_html(_ICON, kind, label, label, kind)


register.simple_tag(due_html, name="due")


@register.inclusion_tag("components/person.html")
def person(person: Any, post: str = "", absent: str = "") -> dict[str, Any]:
    """Name, post and phone of a user; `absent` is said when there is nobody."""
    return {
        "person": person,
        "post": post or getattr(person, "position", ""),
        "absent": absent,
    }


@register.inclusion_tag("components/counter.html")
def counter(label: str, number: int, url: str, key: str, kind: str = "", current: bool = False) -> dict[str, Any]:
    """A number that is a link to what it counts; `kind`: late, back or nothing."""
    return {
        "label": label,
        "number": number,
        "url": url,
        "key": key,
        "kind": kind,
        "current": current,
    }


@register.inclusion_tag("components/bar.html")
def bar(total: int, size: str = "", **parts: int) -> dict[str, Any]:
    """A stacked bar: `{% bar total=27 done=5 review=2 late=1 %}`; size: thin or hair. The numbers stand beside it."""
    return {"segments": bars.segments(total, parts), "size": size}


@register.inclusion_tag("components/evidence.html")
def evidence(items: Any, remove_name: str = "") -> dict[str, Any]:
    """Files, links and documents; `remove_name` adds «Удалить» buttons to the form around."""
    return {"items": items, "remove_name": remove_name}


@register.inclusion_tag("components/timeline.html")
def timeline(entries: Any) -> dict[str, Any]:
    """History: entries with `at`, `event`, `text`, and perhaps `words` (quoted) and `url`."""
    return {"entries": entries}


@register.inclusion_tag("components/progress.html")
def progress(job: Any) -> dict[str, Any]:
    """The bar of a background.Job."""
    return {"job": job}


@register.inclusion_tag("components/action_form.html")
def action_form(
    action: str,
    url: str,
    label: str,
    version: int | None = None,
    kind: str = "quiet",
    comment: str = "",
    required: bool = False,
    hint: str = "",
    value: str = "",
    error: str = "",
    key: str = "",
    id: str = "",
    css: str = "",
) -> dict[str, Any]:
    """A button that acts. kind: primary, quiet, bare, danger. `comment` is the label of its textarea.

    With css="desk-only" the form hides below 1200 px; a button in the bottom bar sends it by form="action-<action>".
    """
    return {
        "action": action,
        "url": url,
        "label": label,
        "version": version,
        "kind": kind,
        "comment": comment,
        "required": required,
        "hint": hint,
        "value": value,
        "error": error,
        "key": key or once_key(),
        "form_id": id or f"action-{action}",
        "css": css,
    }


@register.inclusion_tag("components/pagination.html", takes_context=True)
def pagination(context: Context, page: Page[Any]) -> dict[str, Any]:
    """«1–50 из 2 332», Назад, Дальше; the rest of the address stays."""
    return {"request": context["request"], "page": page}


@register.inclusion_tag("components/form_errors.html")
def form_errors(*forms: Any) -> dict[str, Any]:
    """The summary over a form with errors: what is wrong, each a link to its field."""
    found = [form for form in forms if form is not None and form.errors]
    return {"forms": found, "count": sum(len(form.errors.keys() - {NON_FIELD_ERRORS}) for form in found)}


@register.inclusion_tag("components/field.html")
def field(field: Any) -> dict[str, Any]:
    """One bound field: label, hint, widget, error."""
    return {"field": field}


@register.simple_tag
def once_key() -> str:
    """A fresh key for the hidden field `once_key` of a form of one's own."""
    return keys.new_key()


@register.filter
def is_checkbox(field: BoundField) -> bool:
    """Whether the label stands beside the widget, not over it."""
    return isinstance(field.field.widget, forms.CheckboxInput)
