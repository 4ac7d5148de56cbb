"""The map of the API (docs/api.md)."""

from __future__ import annotations

from django.urls import URLPattern, path

from organizations.api.views import OrganizationList
from reports.api.summary import Summary
from reports.api.views import FileContent, ReportDetail, ReportReview, TaskReports
from resolution_portal.api.docs import Docs, Schema
from tasks.api.views import ResolutionList, TaskActions, TaskDetail, TaskList

urlpatterns: list[URLPattern] = [
    path("v1/tasks/", TaskList.as_view(), name="api_tasks"),
    path("v1/tasks/<int:pk>/", TaskDetail.as_view(), name="api_task"),
    path("v1/tasks/<int:pk>/actions/", TaskActions.as_view(), name="api_task_actions"),
    path("v1/tasks/<int:pk>/reports/", TaskReports.as_view(), name="api_task_reports"),
    path("v1/reports/<int:pk>/", ReportDetail.as_view(), name="api_report"),
    path("v1/reports/<int:pk>/review/", ReportReview.as_view(), name="api_report_review"),
    path("v1/files/<int:pk>/", FileContent.as_view(), name="api_file"),
    path("v1/summary/", Summary.as_view(), name="api_summary"),
    path("v1/resolutions/", ResolutionList.as_view(), name="api_resolutions"),
    path("v1/organizations/", OrganizationList.as_view(), name="api_organizations"),
    path("v1/schema/", Schema.as_view(), name="api_schema"),
    path("docs/", Docs.as_view(), name="api_docs"),
]
