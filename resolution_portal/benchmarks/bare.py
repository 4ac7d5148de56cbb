"""The yardstick: what Django needs for fifty rows of one query in a plain table, without anything of ours."""

from functools import cache

from django.http import HttpRequest, HttpResponse
from django.template import Context, Engine, Template

from tasks.models import Task

_PAGE = """<!DOCTYPE html>
<html lang="ru"><head><meta charset="utf-8"><title>Bare</title></head><body><table>
{% for task in tasks %}<tr><td>{{ task.directive.number }}</td><td><a href="{% url "task" task.pk %}">\
{{ task.directive.title }}</a> {{ task.organization.short_name }}</td><td>{{ task.due_on|date:"d.m.Y" }}</td>\
<td>{{ task.get_status_display }}</td><td>{{ task.version }}</td>\
<td>{{ task.changed_at|date:"d.m.Y" }}</td></tr>
{% endfor %}</table></body></html>
"""


def bare(request: HttpRequest) -> HttpResponse:
    """Fifty tasks as they come, for anybody: the server runs on a loopback address for the time of the measurement."""
    tasks = Task.objects.select_related("directive", "organization").order_by("pk")[:50]
    return HttpResponse(_template().render(Context({"tasks": tasks})))


@cache
def _template() -> Template:
    return Engine.get_default().from_string(_PAGE)
