"""The admin shows and never writes: the User model refuses adding, changing and deleting there."""

from __future__ import annotations

from django.contrib import admin

from organizations.models import (
    ApiToken,
    CalendarLink,
    Invitation,
    Kind,
    Membership,
    Organization,
    OrganizationMove,
    User,
)


class Shown(admin.ModelAdmin):
    """A list without totals over the whole table."""

    show_full_result_count = False
    list_per_page = 50


@admin.register(User)
class UserAdmin(Shown):
    list_display = ["email", "last_name", "first_name", "patronymic", "position", "is_active", "is_staff", "last_login"]
    list_filter = ["is_active", "is_staff"]
    search_fields = ["email", "last_name"]
    exclude = ["password"]


@admin.register(Kind)
class KindAdmin(Shown):
    list_display = ["name", "position", "summary_row"]


@admin.register(Organization)
class OrganizationAdmin(Shown):
    list_display = ["short_name", "kind", "parent", "controlled_from", "opened_on", "closed_on"]
    list_filter = ["kind"]
    list_select_related = ["kind", "parent", "controlled_from"]
    search_fields = ["search_text"]
    raw_id_fields = ["parent", "controlled_from", "successor"]


@admin.register(OrganizationMove)
class OrganizationMoveAdmin(Shown):
    list_display = ["at", "organization", "old_parent", "new_parent", "by"]
    list_select_related = ["organization", "old_parent", "new_parent", "by"]
    raw_id_fields = ["organization", "old_parent", "new_parent", "by"]


@admin.register(Membership)
class MembershipAdmin(Shown):
    list_display = ["user", "role", "organization", "since", "until"]
    list_filter = ["role"]
    list_select_related = ["user", "organization"]
    search_fields = ["user__email", "user__last_name", "organization__search_text"]
    raw_id_fields = ["user", "organization"]


@admin.register(ApiToken)
class ApiTokenAdmin(Shown):
    list_display = ["user", "name", "scopes", "created_at", "last_used_at", "expires_at", "revoked_at"]
    list_select_related = ["user"]
    raw_id_fields = ["user"]
    exclude = ["digest"]


@admin.register(CalendarLink)
class CalendarLinkAdmin(Shown):
    list_display = ["user", "created_at", "last_used_at", "revoked_at"]
    list_select_related = ["user"]
    raw_id_fields = ["user"]
    exclude = ["digest"]


@admin.register(Invitation)
class InvitationAdmin(Shown):
    list_display = [
        "email",
        "role",
        "organization",
        "invited_by",
        "created_at",
        "expires_at",
        "accepted_at",
        "revoked_at",
    ]
    list_select_related = ["organization", "invited_by"]
    search_fields = ["email"]
    raw_id_fields = ["organization", "invited_by", "accepted_by"]
    exclude = ["digest"]
