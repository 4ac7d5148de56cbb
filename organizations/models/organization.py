from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from organizations.models.kind import Kind
from organizations.querysets import OrganizationQuerySet
from resolution_portal import clock
from resolution_portal.folding import fold, sort_key


class Organization(models.Model):
    """A node of the tree department → municipal body → school; SOIRO and regional schools hang on the department."""

    kind = models.ForeignKey(Kind, models.PROTECT, related_name="organizations", verbose_name=_("категория"))
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("вышестоящая")
    )
    # Fixed-width digits, a step a level: all below X is the range [X, successor of X), by index on any collation.
    path = models.CharField(_("путь"), max_length=60, unique=True, editable=False)
    depth = models.PositiveSmallIntegerField(_("глубина"), editable=False)
    controlled_from = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="controls",
        verbose_name=_("где проверяют"),
    )
    name = models.CharField(_("полное название"), max_length=500)
    short_name = models.CharField(_("краткое название"), max_length=200)
    search_text = models.TextField(editable=False, verbose_name=_("текст для поиска"))
    sort_key = models.CharField(max_length=400, editable=False, verbose_name=_("ключ порядка"))
    inn = models.CharField(_("ИНН"), max_length=12, blank=True)
    ogrn = models.CharField(_("ОГРН"), max_length=15, blank=True)
    address = models.CharField(_("адрес"), max_length=500, blank=True)
    phone = models.CharField(_("телефон"), max_length=50, blank=True)
    email = models.EmailField(_("электронная почта"), blank=True)
    head = models.CharField(_("руководитель"), max_length=200, blank=True)
    opened_on = models.DateField(_("действует с"), default=clock.today)
    closed_on = models.DateField(_("закрыта с"), null=True, blank=True)
    successor = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="predecessors", verbose_name=_("правопреемник")
    )
    version = models.PositiveIntegerField(default=1, editable=False, verbose_name=_("версия"))

    objects = OrganizationQuerySet.as_manager()

    class Meta:
        verbose_name = _("организация")
        verbose_name_plural = _("организации")
        ordering = ["sort_key", "id"]
        indexes = [models.Index(fields=["sort_key", "id"], name="organization_sort")]
        constraints = [
            models.UniqueConstraint(
                fields=["parent", "name"],
                condition=Q(closed_on__isnull=True),
                name="organization_name_in_parent",
                violation_error_message=_("У этой вышестоящей организации уже есть организация с таким названием."),
            ),
            models.UniqueConstraint(
                fields=["name"],
                condition=Q(closed_on__isnull=True, parent__isnull=True),
                name="organization_name_at_top",
                violation_error_message=_("Организация верхнего уровня с таким названием уже есть."),
            ),
            models.CheckConstraint(
                condition=~Q(parent=F("id")),
                name="organization_not_own_parent",
                violation_error_message=_("Организация не может быть вышестоящей для самой себя."),
            ),
            models.CheckConstraint(
                condition=Q(depth=0, parent__isnull=True) | Q(depth__gt=0, parent__isnull=False),
                name="organization_depth",
                violation_error_message=_("Глубина в дереве не соответствует вышестоящей организации."),
            ),
            models.CheckConstraint(
                condition=Q(successor__isnull=True) | Q(closed_on__isnull=False),
                name="organization_successor",
                violation_error_message=_("Правопреемник указывается только у закрытой организации."),
            ),
        ]

    def __str__(self) -> str:
        return self.short_name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.fold()
        super().save(*args, **kwargs)

    def fold(self) -> None:
        """Fill what search and order read; bulk writers call it themselves."""
        self.search_text = fold(f"{self.name} {self.short_name} {self.inn}")
        self.sort_key = sort_key(self.short_name)[:400]


class OrganizationMove(models.Model):
    """One change of an organization's place in the tree."""

    organization = models.ForeignKey(Organization, models.PROTECT, related_name="moves", verbose_name=_("организация"))
    old_parent = models.ForeignKey(
        Organization, models.PROTECT, null=True, related_name="+", verbose_name=_("прежняя вышестоящая")
    )
    new_parent = models.ForeignKey(
        Organization, models.PROTECT, null=True, related_name="+", verbose_name=_("новая вышестоящая")
    )
    at = models.DateTimeField(verbose_name=_("когда"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("кто"))

    class Meta:
        verbose_name = _("перевод организации")
        verbose_name_plural = _("переводы организаций")
        ordering = ["-at", "-id"]

    def __str__(self) -> str:
        return f"{self.organization}: {self.old_parent} → {self.new_parent}"
