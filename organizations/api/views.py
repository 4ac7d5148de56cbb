"""The register of organizations, to read."""

from __future__ import annotations

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.generics import ListAPIView
from rest_framework.request import Request
from rest_framework.response import Response

from organizations.api.serializers import OrganizationSerializer
from organizations.api.who import person_of
from organizations.filters import OrganizationFilter
from organizations.models import Organization
from organizations.querysets import OrganizationQuerySet
from resolution_portal.cursor import KeysetPagination


class OrganizationList(ListAPIView[Organization]):
    """Организации, которые вам видны."""

    serializer_class = OrganizationSerializer
    filterset_class = OrganizationFilter
    pagination_class = KeysetPagination
    queryset = Organization.objects.select_related("kind")

    def get_queryset(self) -> OrganizationQuerySet:
        return super().get_queryset().visible_to(person_of(self.request))  # type: ignore[attr-defined]

    @extend_schema(
        operation_id="organizations_list",
        summary="Список организаций",
        parameters=[OpenApiParameter("under", int, description="Организация и всё, что ниже")],
    )
    def get(self, request: Request, *args: object, **kwargs: object) -> Response:
        return super().get(request, *args, **kwargs)
