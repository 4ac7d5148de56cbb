"""Tasks and documents over the API: thin callers of the same services as the pages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.generics import GenericAPIView, ListAPIView, RetrieveAPIView
from rest_framework.request import Request
from rest_framework.response import Response

from organizations.api.who import person_of
from resolution_portal.cursor import KeysetPagination
from resolution_portal.once.api import IdempotentMixin
from tasks.api.serializers import ActionSerializer, ResolutionSerializer, TaskSerializer
from tasks.filters import TaskFilter
from tasks.models import Resolution, Task
from tasks.querysets import ResolutionQuerySet, TaskQuerySet
from tasks.services import lifecycle
from tasks.transitions import TRANSITIONS

_LIST_PARAMETERS = [
    OpenApiParameter("under", int, description="Организация и всё, что ниже"),
    OpenApiParameter("group", str, description="Общая строка сводной таблицы"),
]
#: Key scopes that an action takes, by who may do it; a comment may be either side's.
_SCOPES = {"executor": ("report",), "commenter": ("report", "control")}


class TaskMixin(GenericAPIView[Task]):
    """Tasks that the person sees, with all that an answer names."""

    serializer_class = TaskSerializer
    queryset = Task.objects.select_related("organization", "directive", "resolution", "responsible")

    def get_queryset(self) -> TaskQuerySet:
        return super().get_queryset().visible_to(person_of(self.request))  # type: ignore[attr-defined]


class TaskList(TaskMixin, ListAPIView[Task]):
    """Пункты на исполнении, которые вам видны; параметры те же, что у списка на странице."""

    filterset_class = TaskFilter
    pagination_class = KeysetPagination

    @extend_schema(operation_id="tasks_list", summary="Список пунктов", parameters=_LIST_PARAMETERS)
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        return super().get(request, *args, **kwargs)


class TaskDetail(TaskMixin, RetrieveAPIView[Task]):
    """Один пункт на исполнении."""

    @extend_schema(operation_id="tasks_detail", summary="Пункт на исполнении")
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        return super().get(request, *args, **kwargs)


class TaskActions(IdempotentMixin, TaskMixin):
    """Действие над пунктом: те же слова и права, что у кнопок на странице."""

    @property
    def scope(self) -> str:
        """What a key needs: «report» for the executor's actions, «control» for those of the other side."""
        action = self.request.data.get("action") if isinstance(self.request.data, Mapping) else None
        step = TRANSITIONS.get(action) if isinstance(action, str) else None
        accepted = _SCOPES.get(step.who, ("control",)) if step else ("report", "control")
        held = getattr(self.request.auth, "scopes", ())
        return next((scope for scope in accepted if scope in held), accepted[0])

    @extend_schema(
        operation_id="tasks_act",
        summary="Действие над пунктом",
        request=ActionSerializer,
        responses={200: TaskSerializer},
    )
    def post(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        task = self.get_object()
        asked = ActionSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        given = dict(asked.validated_data)
        lifecycle.act(given.pop("action"), task=task, by=person_of(request), channel="api", **given)
        return Response(self.get_serializer(task).data)


class ResolutionList(ListAPIView[Resolution]):
    """Документы на контроле, которые вам видны."""

    serializer_class = ResolutionSerializer
    pagination_class = KeysetPagination
    queryset = Resolution.objects.select_related("issuer").order_by("-id")

    def get_queryset(self) -> ResolutionQuerySet:
        return super().get_queryset().visible_to(person_of(self.request))  # type: ignore[attr-defined]

    @extend_schema(operation_id="resolutions_list", summary="Список документов")
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        return super().get(request, *args, **kwargs)
