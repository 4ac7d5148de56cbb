"""How organizations look in the API."""

from __future__ import annotations

from rest_framework import serializers

from organizations.models import Kind, Organization, User


class PersonSerializer(serializers.ModelSerializer[User]):
    """A person by name."""

    name = serializers.CharField(source="get_full_name", help_text="Фамилия, имя, отчество")

    class Meta:
        model = User
        fields = ["id", "name"]
        read_only_fields = fields


class OrganizationReferenceSerializer(serializers.ModelSerializer[Organization]):
    """An organization where another thing names it."""

    class Meta:
        model = Organization
        fields = ["id", "name"]
        read_only_fields = fields


class KindSerializer(serializers.ModelSerializer[Kind]):
    """A kind of organizations."""

    class Meta:
        model = Kind
        fields = ["id", "name"]
        read_only_fields = fields


class OrganizationSerializer(serializers.ModelSerializer[Organization]):
    """An organization of the register."""

    kind = KindSerializer(read_only=True)

    class Meta:
        model = Organization
        fields = ["id", "name", "short_name", "kind", "parent", "inn", "ogrn", "opened_on", "closed_on"]
        read_only_fields = fields
