"""The admin shows and never writes: the User model refuses adding, changing and deleting there."""

from __future__ import annotations

from django.contrib import admin

from tasks.models import (
    Checkpoint,
    Directive,
    Event,
    QuietRange,
    ReminderClaim,
    ReminderRule,
    Resolution,
    Section,
    Task,
)


class Shown(admin.ModelAdmin):
    """A list without totals over the whole table."""

    show_full_result_count = False
    list_per_page = 50


@admin.register(Resolution)
class ResolutionAdmin(Shown):
    list_display = ["title", "doc_kind", "number", "adopted_on", "issuer", "status", "published_at"]
    list_filter = ["status"]
    list_select_related = ["issuer"]
    search_fields = ["title", "number"]
    raw_id_fields = ["issuer", "amends", "created_by"]


@admin.register(Section)
class SectionAdmin(Shown):
    list_display = ["heading", "position", "resolution"]
    list_select_related = ["resolution"]
    raw_id_fields = ["resolution"]


@admin.register(Directive)
class DirectiveAdmin(Shown):
    list_display = ["number", "short", "section", "resolution"]
    list_select_related = ["section", "resolution"]
    search_fields = ["number", "search_text"]
    raw_id_fields = ["resolution", "section", "replaces", "supports"]


@admin.register(Checkpoint)
class CheckpointAdmin(Shown):
    list_display = ["directive", "planned_on", "due_on", "consolidate_by", "label"]
    list_select_related = ["directive"]
    date_hierarchy = "due_on"
    raw_id_fields = ["directive"]


@admin.register(Task)
class TaskAdmin(Shown):
    list_display = ["directive", "organization", "status", "due_on", "first_due_on", "on_time", "changed_at"]
    list_filter = ["status", "on_time"]
    list_select_related = ["directive", "organization"]
    search_fields = ["directive__search_text", "organization__search_text"]
    raw_id_fields = [
        "checkpoint",
        "organization",
        "directive",
        "resolution",
        "responsible",
        "submitted_by",
        "written_by",
        "submitted_for",
        "reviewed_by",
        *(f"level_{depth}" for depth in range(4)),
    ]


@admin.register(Event)
class EventAdmin(Shown):
    list_display = ["at", "task_id", "action", "by", "old_status", "status", "due_on", "channel"]
    list_filter = ["action", "channel"]
    list_select_related = ["by"]
    raw_id_fields = ["task", "by", "acting_for"]


@admin.register(ReminderRule)
class ReminderRuleAdmin(Shown):
    list_display = ["kind", "code", "days", "every", "resolution", "for_others"]
    list_select_related = ["kind", "resolution"]
    raw_id_fields = ["resolution"]


@admin.register(QuietRange)
class QuietRangeAdmin(Shown):
    list_display = ["name", "kind", "first", "last", "yearly"]
    list_select_related = ["kind"]


@admin.register(ReminderClaim)
class ReminderClaimAdmin(Shown):
    list_display = ["at", "task_id", "rule", "step", "due_on", "state"]
    list_filter = ["state", "rule"]
    raw_id_fields = ["task"]
