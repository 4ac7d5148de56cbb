"""One row of the list of tasks as markup. By hand: a page has fifty, and templates are several times slower."""

from __future__ import annotations

from collections.abc import Iterable

from django.urls import reverse
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from resolution_portal.components.dates import day
from resolution_portal.components.due import due_html
from resolution_portal.components.templatetags.ui import chip, overdue_mark
from resolution_portal.components.typography import nbsp, short_name
from tasks.models import Status
from tasks.rows import Row, due_words, is_late

_ROW = (
    '<tr data-task="{pk}" data-version="{version}" data-status="{status}" data-due="{due:%Y-%m-%d}"'
    ' data-overdue="{overdue}">{check}\n'
    '  <td class="cell-number">{number}</td>\n'
    '  <th scope="row" class="cell-title"><a href="{url}">{title}</a><span class="cell-sub">{where}</span></th>\n'
    '  <td class="cell-due">{until}</td>\n'
    '  <td class="cell-status">{marks}</td>\n'
    '  <td class="cell-person">{answers}</td>\n'
    '  <td class="num cell-extra">{changed}</td>\n'
    "</tr>\n"
)
_CHECK = '<td class="cell-check"><label><input type="checkbox" name="task" value="{}" aria-label="{}"></label></td>'
# Stands in the address of an item until a row puts its own number there.
_ANY = 0


def rows_html(rows: Iterable[Row], *, checks: bool = False) -> SafeString:
    """All of them, with boxes to choose them by if asked; what they share is put into words once."""
    choose = _("Выбрать")
    labels = {status.value: chip(status.value, str(status.label)) for status in Status}
    late, nobody = overdue_mark(), f'<span class="late">{escape(_("не назначен"))}</span>'
    before, _any, after = reverse("task", args=[_ANY]).rpartition(str(_ANY))
    found = []
    for row in rows:
        overdue = row.is_overdue
        found.append(
            _ROW.format(
                pk=row.pk,
                version=row.version,
                status=row.status,
                due=row.due_on,
                overdue="true" if overdue else "false",
                check=_CHECK.format(row.pk, escape(f"{choose}: {row.number} {row.organization}")) if checks else "",
                number=escape(row.number),
                url=f"{before}{row.pk}{after}",
                title=nbsp(row.title),
                where=nbsp(row.organization) + (f" · {nbsp(row.over)}" if row.over else ""),
                until=due_html(row.due_on, first=row.first_due_on, words=due_words(row), late=is_late(row)),
                marks=f"{labels[row.status]} {late}" if overdue else labels[row.status],
                answers=escape(short_name(row.answers)) if row.answers else nobody,
                changed=day(row.changed_at),
            )
        )
    return mark_safe("".join(found))
