"""A due date in words, as markup by hand: every row of a list has one, and a template for each is slow."""

from __future__ import annotations

from datetime import date

from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from resolution_portal import clock
from resolution_portal.components import dates
from resolution_portal.components.typography import nbsp


def due_html(
    due_on: date | None,
    first: date | None = None,
    words: str | None = None,
    late: bool | None = None,
    big: bool = False,
) -> SafeString:
    """`words` replaces «осталось …» (empty: none), `late` says that they are red, `first` is struck beside."""
    if due_on is None:
        return mark_safe(f'<span class="due"><span class="muted">{_("без срока")}</span></span>')
    if words is None:
        words = dates.working_days_left(due_on)
        late = due_on < clock.today() if late is None else late
    until = conditional_escape(_("до %(date)s") % {"date": dates.day_weekday(due_on)})
    struck = _struck(first) if first and first != due_on else ""
    under = f' <span class="due-words{" late" if late else ""}">{nbsp(words)}</span>' if words else ""
    return mark_safe(f'<span class="due{" due-big" if big else ""}"><b>{until}</b>{struck}{under}</span>')


def _struck(first: date) -> str:
    label = conditional_escape(_("первоначальный срок"))
    return f' <del><span class="sr">{label} </span>{dates.day(first)}</del>'
