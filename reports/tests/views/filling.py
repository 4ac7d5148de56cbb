"""A filled report form, posted as a browser does."""

from __future__ import annotations

import re
from types import SimpleNamespace
from typing import Any

from django.http import HttpResponse
from django.test import Client

from tasks.models import Task

FULL = {
    "version": "0",
    "degree": "full",
    "text": "Программа обновлена.",
    "links-TOTAL_FORMS": "1",
    "links-INITIAL_FORMS": "0",
    "links-0-url": "school5.example/programma",
    "documents-TOTAL_FORMS": "1",
    "documents-INITIAL_FORMS": "0",
    "documents-0-kind": "Приказ",
    "documents-0-number": "112-од",
    "documents-0-date": "2022-08-31",
}


def post(client: Client, task: Task, **special: Any) -> Any:
    data = {name: value for name, value in {**FULL, **special}.items() if value is not None}
    return client.post(f"/reports/task/{task.pk}/", data)


def page(response: HttpResponse) -> str:
    return re.sub(r"[\u00a0\u202f]", " ", response.content.decode())


def proof_owed(cast: SimpleNamespace, document: SimpleNamespace) -> Task:
    """School 5's first task, whose directive has a passport and asks for proof."""
    found: Task = document.task(cast.school5, document.d41)
    found.directive.proof_required = True
    found.directive.plain, found.directive.sample = "Обновить программу.", "Программа приведена в соответствие."
    found.directive.save()
    return found
