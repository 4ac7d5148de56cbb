from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from organizations.models import Kind, Organization
from resolution_portal.folding import fold
from tasks.models.resolution import Resolution, Section


class Directive(models.Model):
    """One numbered thing to do, with its passport: plain gloss, expected result, what proves it, sample, curator."""

    resolution = models.ForeignKey(
        Resolution, models.PROTECT, related_name="directives", db_index=False, verbose_name=_("документ")
    )
    section = models.ForeignKey(
        Section, models.PROTECT, related_name="directives", db_index=False, verbose_name=_("адресат")
    )
    position = models.PositiveSmallIntegerField(_("порядок"))
    number = models.CharField(_("номер"), max_length=30)
    text = models.TextField(_("текст пункта"))
    # ``title`` is what lists show; the gloss says it in a sentence or two.
    title = models.CharField(_("кратко"), max_length=300, blank=True)
    plain = models.TextField(_("что сделать"), blank=True)
    expected_result = models.TextField(_("ожидаемый результат"), blank=True)
    proof = models.TextField(_("чем подтвердить"), blank=True)
    proof_required = models.BooleanField(_("подтверждение обязательно"), default=False)
    sample = models.TextField(_("образец отчёта"), blank=True)
    curator_name = models.CharField(_("куратор"), max_length=200, blank=True)
    curator_unit = models.CharField(_("отдел куратора"), max_length=300, blank=True)
    curator_phone = models.CharField(_("телефон куратора"), max_length=50, blank=True)
    due_text = models.CharField(_("срок, как в документе"), max_length=500, blank=True)
    schedule = models.CharField(_("периодичность"), max_length=20, blank=True)
    responsible_text = models.CharField(_("ответственный, как в документе"), max_length=1000, blank=True)
    search_text = models.TextField(editable=False, verbose_name=_("текст для поиска"))
    source_place = models.CharField(_("место в исходном тексте"), max_length=100, blank=True)
    replaces = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="replaced_by", verbose_name=_("заменяет пункт")
    )
    supports = models.ManyToManyField(
        "self", symmetrical=False, blank=True, related_name="supported_by", verbose_name=_("подкрепляет пункты")
    )

    class Meta:
        verbose_name = _("пункт документа")
        verbose_name_plural = _("пункты документа")
        ordering = ["section__position", "position"]
        indexes = [models.Index(fields=["resolution", "section", "position"], name="directive_order")]
        constraints = [
            models.UniqueConstraint(
                fields=["section", "number"],
                name="directive_number",
                violation_error_message=_("В этом разделе уже есть пункт с таким номером."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.short}"

    @property
    def short(self) -> str:
        """What a list shows: the short title, else the text itself."""
        return self.title or self.text

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.search_text = fold(f"{self.number} {self.text} {self.title} {self.plain}")
        super().save(*args, **kwargs)


class Addressee(models.Model):
    """Whom a directive is for: a kind of organizations, one organization, or (not yet recognized) only words."""

    directive = models.ForeignKey(Directive, models.CASCADE, related_name="addressees", verbose_name=_("пункт"))
    text = models.CharField(_("как в документе"), max_length=1000, blank=True)
    kind = models.ForeignKey(Kind, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("категория"))
    organization = models.ForeignKey(
        Organization, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("организация")
    )

    class Meta:
        verbose_name = _("адресат пункта")
        verbose_name_plural = _("адресаты пункта")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__isnull=True) | Q(organization__isnull=True),
                name="addressee_kind_or_organization",
                violation_error_message=_("Укажите категорию или организацию, но не обе сразу."),
            ),
            models.UniqueConstraint(
                fields=["directive", "kind"], condition=Q(kind__isnull=False), name="addressee_kind_once"
            ),
            models.UniqueConstraint(
                fields=["directive", "organization"],
                condition=Q(organization__isnull=False),
                name="addressee_organization_once",
            ),
        ]

    def __str__(self) -> str:
        return str(self.kind or self.organization or self.text)


class Checkpoint(models.Model):
    """One date by which a directive is to be reported on; a planned day off gives way to the working day before."""

    directive = models.ForeignKey(
        Directive, models.PROTECT, related_name="checkpoints", db_index=False, verbose_name=_("пункт")
    )
    planned_on = models.DateField(_("срок по плану"))
    due_on = models.DateField(_("контрольный срок"))
    consolidate_by = models.DateField(_("срок муниципального свода"), null=True, blank=True)
    label = models.CharField(_("за какой период"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("контрольный срок")
        verbose_name_plural = _("контрольные сроки")
        ordering = ["planned_on", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["directive", "planned_on"],
                name="checkpoint_date_once",
                violation_error_message=_("У пункта уже есть такой срок."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.directive.number}: {self.due_on:%d.%m.%Y}"
