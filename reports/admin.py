"""The admin only shows: nobody may add, change or delete there (``User.has_perm``)."""

from __future__ import annotations

from django.contrib import admin

from reports.models import Evidence, ProgressReport, Receipt, StoredFile, Upload


class EvidenceInline(admin.TabularInline):
    model = Evidence
    extra = 0
    raw_id_fields = ("file",)


@admin.register(ProgressReport)
class ProgressReportAdmin(admin.ModelAdmin):
    list_display = ("task", "number", "state", "degree", "author", "channel", "submitted_at")
    list_filter = ("state", "degree", "channel")
    list_select_related = ("task__directive", "task__organization", "author")
    search_fields = ("task__organization__search_text", "text")
    raw_id_fields = ("task", "author", "receipt")
    inlines = (EvidenceInline,)


@admin.register(StoredFile)
class StoredFileAdmin(admin.ModelAdmin):
    """Without a link to the content: a download goes through its page, which puts it down."""

    list_display = ("name", "organization", "uploaded_by", "media_type", "size", "state", "created_at")
    list_filter = ("state", "media_type")
    list_select_related = ("organization", "uploaded_by")
    search_fields = ("name", "sha256", "organization__search_text")
    raw_id_fields = ("organization", "uploaded_by")
    exclude = ("blob",)


@admin.register(Receipt)
class ReceiptAdmin(admin.ModelAdmin):
    list_display = ("number", "organization", "resolution", "sent_by", "sent_at")
    list_select_related = ("organization", "resolution", "sent_by")
    search_fields = ("number", "organization__search_text")
    raw_id_fields = ("organization", "resolution", "sent_by")


@admin.register(Upload)
class UploadAdmin(admin.ModelAdmin):
    list_display = ("name", "organization", "user", "state", "offset", "size", "created_at", "expires_at")
    list_filter = ("state",)
    list_select_related = ("organization", "user")
    search_fields = ("name", "organization__search_text")
    raw_id_fields = ("organization", "user", "stored")
    exclude = ("parts",)
