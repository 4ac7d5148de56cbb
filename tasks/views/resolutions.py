"""Documents on control: the list and one document."""

from __future__ import annotations

from itertools import groupby

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render

from organizations.permissions import reach_of
from organizations.requests import SignedInRequest
from resolution_portal import clock
from resolution_portal.downloads import attachment
from tasks.models import Directive, Resolution, Task
from tasks.permissions import issues, may_import
from tasks.querysets import Progress


@login_required
def resolutions(request: SignedInRequest) -> HttpResponse:
    """Each document as a card: how far it is, its next date."""
    user = request.user
    documents = list(Resolution.objects.visible_to(user).select_related("issuer"))
    tasks = Task.objects.visible_to(user).filter(resolution__in=documents)
    progress = tasks.progress_by("resolution")
    next_dates = tasks.next_dates("resolution")
    cards = [(document, progress.get(document.pk, Progress()), next_dates.get(document.pk)) for document in documents]
    context = {"cards": cards, "may_import": bool(may_import(reach_of(user)))}
    return render(request, "tasks/resolutions.html", context)


@login_required
def resolution(request: SignedInRequest, pk: int) -> HttpResponse:
    """One document, addressee by addressee and item by item, as far as this person sees it."""
    document = get_object_or_404(Resolution.objects.visible_to(request.user).select_related("issuer"), pk=pk)
    if document.status == Resolution.State.DRAFT:
        return redirect("resolution_plan", pk=pk)
    tasks = Task.objects.visible_to(request.user).filter(resolution=document)
    progress = tasks.progress_by("directive")
    directives = document.directives.select_related("section").prefetch_related("checkpoints")
    shown = [directive for directive in directives if directive.pk in progress]
    context = {
        "resolution": document,
        "sections": [
            (section, [_row(directive, progress[directive.pk]) for directive in group])
            for section, group in groupby(shown, key=lambda directive: directive.section)
        ],
        "progress": tasks.progress_by("resolution").get(document.pk, Progress()),
        "next_date": tasks.next_dates("resolution").get(document.pk),
        "sees_letters": bool(reach_of(request.user).tops),
        "may_publish": issues(reach_of(request.user), document.issuer),
    }
    return render(request, "tasks/resolution.html", context)


@login_required
def resolution_source(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """The file that the document was read from."""
    document = get_object_or_404(Resolution.objects.visible_to(request.user), pk=pk)
    try:
        content = document.source.open("rb")
    except (ValueError, OSError) as error:  # none was kept, or it is gone from the disk
        raise Http404 from error
    return attachment(content, name=document.source_name, media_type="application/octet-stream")


def _row(directive: Directive, progress: Progress) -> dict[str, object]:
    """A directive with its counts and the date to show: the next one, else the last."""
    dates = sorted(checkpoint.due_on for checkpoint in directive.checkpoints.all())
    ahead = [day for day in dates if day >= clock.today()]
    due_on = ahead[0] if ahead else dates[-1] if dates else None
    return {"directive": directive, "progress": progress, "due_on": due_on}
