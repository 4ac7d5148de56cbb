"""The whole story over the API: reported with two files and a link, returned, corrected, accepted."""

from __future__ import annotations

from types import SimpleNamespace

from organizations.tests.api.calling import caller, ok
from reports.models import ProgressReport
from reports.tests.contents import DOCX, PDF, upload
from tasks.models import Task


def test_reported_returned_corrected_accepted(cast: SimpleNamespace, task: Task) -> None:
    school, town = caller(cast.elena, "read", "report"), caller(cast.anna, "read", "control")
    reports = f"/api/v1/tasks/{task.pk}/reports/"

    sent = ok(
        school.post(
            reports,
            {
                "degree": "partial",
                "text": "Программа воспитания обновлена.",
                "files": [upload(PDF, "Приказ № 112-од.pdf"), upload(DOCX, "Протокол.docx")],
                "links": ["school5.example/programma"],
                "send": "true",
            },
            format="multipart",
        ),
        201,
    )
    assert [file["name"] for file in sent["files"]] == ["Приказ № 112-од.pdf", "Протокол.docx"]
    assert sent["links"] == ["https://school5.example/programma"]
    assert (sent["number"], sent["state"], sent["author"]["id"]) == (1, "submitted", cast.elena.pk)
    assert sent["task"] == {"id": task.pk, "version": 3, "status": "submitted", "due_on": task.due_on.isoformat()}
    assert sent["receipt"] > 0

    review = f"/api/v1/reports/{sent['id']}/review/"
    returned = ok(town.post(review, {"decision": "return", "comment": "Нет даты приказа", "version": 3}, format="json"))
    assert (returned["task"]["status"], returned["verdict"]["action"]) == ("returned", "return")
    assert (returned["verdict"]["comment"], returned["verdict"]["by"]["id"]) == ("Нет даты приказа", cast.anna.pk)

    corrected = ok(
        school.post(
            reports,
            {
                "degree": "full",
                "text": "Программа воспитания обновлена, приказ датирован.",
                "documents": [{"kind": "Приказ", "number": "112-од", "date": "2022-08-31"}],
                "send": True,
            },
            format="json",
        ),
        201,
    )
    assert (corrected["number"], corrected["task"]["status"]) == (2, "submitted")
    assert corrected["documents"] == [{"kind": "Приказ", "number": "112-од", "date": "2022-08-31"}]

    task_url = f"/api/v1/tasks/{task.pk}/"
    done = ok(town.post(f"{task_url}actions/", {"action": "accept"}, format="json"))
    assert (done["status"], done["on_time"]) == ("accepted", True)
    assert done["accepted_at"] is not None

    verdicts = [(row["number"], row["verdict"]["action"]) for row in ok(school.get(reports))["results"]]
    assert verdicts == [(2, "accept"), (1, "return")]
    assert ProgressReport.objects.filter(task=task, channel="api").count() == 2

    cells = ok(town.get("/api/v1/summary/"))["total"]["cells"]
    assert [cell["accepted"] for cell in cells] == [0, 0, 0, 1, 0]
