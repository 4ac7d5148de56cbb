"""A person's own chips over the list: kept and taken away."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from organizations.requests import SignedInRequest
from resolution_portal.once import pages as once
from resolution_portal.problems import FieldProblem, Invalid
from resolution_portal.see_other import SeeOther
from tasks.forms.saved_question import SavedQuestionForm
from tasks.models import SavedQuestion
from tasks.own_questions import readable
from tasks.services.saved_questions import forget_question, save_question


@login_required
def save(request: SignedInRequest) -> HttpResponse:
    """Keep the conditions of the list under a name."""
    if request.method != "POST":  # back from signing in
        return redirect("tasks")
    query = readable(request.POST.get("query", ""))
    form = SavedQuestionForm({"name": request.POST.get("name"), "query": query})
    if not form.is_valid():
        errors = [FieldProblem(f"/{name}", str(error)) for name, found in form.errors.items() for error in found]
        raise Invalid(_("Вопрос не сохранён."), errors=errors)
    return once.page(request, lambda: _save(request, **form.cleaned_data))


@login_required
def forget(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take one of one's own chips away."""
    if request.method != "POST":
        return redirect("tasks")
    question = get_object_or_404(SavedQuestion, pk=pk, owner=request.user)
    forget_question(question=question)
    messages.success(request, _("Вопрос «%(name)s» удалён.") % {"name": question.name})
    return SeeOther(reverse("tasks"))


def _save(request: SignedInRequest, name: str, query: str) -> HttpResponse:
    save_question(owner=request.user, name=name, query=query)
    messages.success(request, _("Вопрос «%(name)s» сохранён и стоит над списком.") % {"name": name})
    return SeeOther(f"{reverse('tasks')}?{query}")
