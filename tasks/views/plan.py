"""Taking a document in: upload → plan of control → publication."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from organizations.permissions import reach_of
from organizations.requests import SignedInRequest
from resolution_portal.once.pages import page
from resolution_portal.problems import Forbidden, Impossible, Invalid, Stale, TooLarge, wants_json
from resolution_portal.see_other import SeeOther
from tasks.forms.resolution import DirectiveFormSet, RequisitesForm, UploadForm
from tasks.models import Resolution
from tasks.permissions import issues, may_import
from tasks.services import publishing
from tasks.services.importing import import_document
from tasks.services.planning import save_plan

if TYPE_CHECKING:
    from django.forms import BaseModelFormSet

    from tasks.forms.resolution import DirectiveForm
    from tasks.models import Directive

    Rows = BaseModelFormSet[Directive, DirectiveForm]


@login_required
def upload(request: SignedInRequest) -> HttpResponse:
    """A file becomes a draft; what is wrong with it stands at the field."""
    if not may_import(reach_of(request.user)):
        raise Forbidden(_("Загружает документы координатор организации, которая ставит их на контроль."))
    form = UploadForm(request.POST or None, request.FILES or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        return page(request, lambda: _import(request, form))
    return _upload_page(request, form)


@login_required
def plan(request: SignedInRequest, pk: int) -> HttpResponse:
    """Requisites and the rows of a draft, saved together."""
    document = _own(request, pk)
    if document.status != Resolution.State.DRAFT:
        return redirect("resolution", pk=pk)
    posted = request.POST if request.method == "POST" else None
    requisites = RequisitesForm(posted, instance=document, initial={"version": document.version})
    directives = document.directives.select_related("section").prefetch_related("checkpoints", "addressees")
    rows = DirectiveFormSet(posted, queryset=directives)
    if posted is not None and all([requisites.is_valid(), rows.is_valid()]):
        return page(request, lambda: _save(request, requisites, rows))
    return _plan_page(request, requisites, rows)


@login_required
def publish(request: SignedInRequest, pk: int) -> HttpResponse:
    """What publishing would do, with numbers; POST puts it in the queue."""
    document = _own(request, pk)
    if request.method == "POST":
        return page(request, lambda: _publish(request, document))
    return render(request, "tasks/publish.html", {"resolution": document, "preview": publishing.preview(document)})


def _import(request: SignedInRequest, form: UploadForm) -> HttpResponse:
    data = form.cleaned_data
    try:
        document = import_document(
            outline=data["outline"], data=data["data"], name=data["file"].name, issuer=data["issuer"], by=request.user
        )
    except Impossible as refusal:
        form.add_error("file", refusal.detail)
        return _upload_page(request, form)
    for warning in (*data["outline"].warnings, *data["outline"].problems):
        messages.warning(request, warning.message)
    messages.success(request, _("Документ прочитан и сохранён черновиком. Проверьте пункты и укажите сроки."))
    return SeeOther(reverse("resolution_plan", args=[document.pk]))


def _save(request: SignedInRequest, requisites: RequisitesForm, rows: Rows) -> HttpResponse:
    try:
        document = save_plan(
            resolution=requisites.save(commit=False),
            rows=[form.planned() for form in rows.initial_forms],
            date_for_undated=requisites.cleaned_data["date_for_undated"],
            by=request.user,
            version=requisites.cleaned_data["version"],
        )
    except Stale as refusal:
        return _plan_page(request, requisites, rows, stale=refusal.detail)
    messages.success(request, _("План контроля сохранён."))
    following = "resolution_publish" if "next" in request.POST else "resolution_plan"
    return SeeOther(reverse(following, args=[document.pk]))


def _publish(request: SignedInRequest, document: Resolution) -> HttpResponse:
    job = publishing.request_publication(resolution=document, by=request.user)
    url = reverse("job", args=[job.pk])
    if job.owner_id != request.user.pk:  # its page is the other's, who pressed first
        raise Impossible(_("Документ уже публикуют. Подождите минуту и откройте его страницу."))
    if wants_json(request):
        return JsonResponse({"url": url}, status=202)
    return SeeOther(url)


def _own(request: SignedInRequest, pk: int) -> Resolution:
    """A visible document of which this person is the coordinator."""
    document = get_object_or_404(Resolution.objects.visible_to(request.user).select_related("issuer"), pk=pk)
    if not issues(reach_of(request.user), document.issuer):
        raise Forbidden(_("План контроля ведёт координатор организации, которая ставит документ на контроль."))
    return document


def _upload_page(request: SignedInRequest, form: UploadForm) -> HttpResponse:
    refused = TooLarge.status if form.is_too_large else Invalid.status
    return render(request, "tasks/upload.html", {"form": form}, status=refused if form.errors else 200)


def _plan_page(request: SignedInRequest, requisites: RequisitesForm, rows: Rows, stale: str = "") -> HttpResponse:
    """The plan as typed; 422 with errors at the fields, 409 when somebody else saved meanwhile."""
    current = Resolution.objects.get(pk=requisites.instance.pk)
    context = {
        "resolution": current,
        "requisites": requisites,
        "rows": rows,
        "stale": stale,
        "version": current.version,
        "problems": publishing.problems_of(current),
    }
    faulty = requisites.errors or any(rows.errors)
    return render(request, "tasks/plan.html", context, status=409 if stale else 422 if faulty else 200)
