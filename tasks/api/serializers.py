"""How tasks and documents look in the API (docs/contracts.md), and what an action is asked with."""

from __future__ import annotations

from rest_framework import serializers

from organizations.api.serializers import OrganizationReferenceSerializer, PersonSerializer
from organizations.permissions import reach_of
from tasks.models import Directive, Resolution, Task
from tasks.permissions import allowed_actions
from tasks.transitions import TRANSITIONS

#: Every transition but the report, which has an endpoint of its own.
ACTIONS = [(name, str(step.label)) for name, step in TRANSITIONS.items() if name != "report"]
LONGEST_COMMENT = 5000


class DirectiveReferenceSerializer(serializers.ModelSerializer[Directive]):
    """A directive where a task names it."""

    class Meta:
        model = Directive
        fields = ["id", "number", "text"]
        read_only_fields = fields


class ResolutionReferenceSerializer(serializers.ModelSerializer[Resolution]):
    """A document where a task names it."""

    class Meta:
        model = Resolution
        fields = ["id", "title"]
        read_only_fields = fields


class TaskSerializer(serializers.ModelSerializer[Task]):
    """Пункт на исполнении: одна организация и один контрольный срок."""

    is_overdue = serializers.BooleanField(read_only=True, help_text="Срок прошёл, а отчёта нет")
    organization = OrganizationReferenceSerializer(read_only=True)
    directive = DirectiveReferenceSerializer(read_only=True)
    resolution = ResolutionReferenceSerializer(read_only=True)
    responsible = PersonSerializer(read_only=True, allow_null=True)
    allowed_actions = serializers.SerializerMethodField(help_text="Что вы можете сделать сейчас")

    class Meta:
        model = Task
        fields = [
            "id",
            "version",
            "status",
            "due_on",
            "first_due_on",
            "is_overdue",
            "on_time",
            "organization",
            "directive",
            "resolution",
            "responsible",
            "submitted_at",
            "accepted_at",
            "allowed_actions",
        ]
        read_only_fields = fields

    def get_allowed_actions(self, task: Task) -> list[str]:
        return allowed_actions(reach_of(self.context["request"].user), task)


class ActionSerializer(serializers.Serializer[None]):
    """Одно действие над пунктом."""

    action = serializers.ChoiceField(choices=ACTIONS)
    comment = serializers.CharField(
        required=False, allow_blank=True, default="", max_length=LONGEST_COMMENT, help_text="Слова к действию"
    )
    version = serializers.IntegerField(
        required=False,
        allow_null=True,
        default=None,
        help_text="Версия пункта, которую вы видели: если он с тех пор изменился, ответ 409",
    )


class ResolutionSerializer(serializers.ModelSerializer[Resolution]):
    """Документ на контроле."""

    issuer = OrganizationReferenceSerializer(read_only=True)

    class Meta:
        model = Resolution
        fields = ["id", "title", "doc_kind", "number", "adopted_on", "place", "status", "issuer", "published_at"]
        read_only_fields = fields
