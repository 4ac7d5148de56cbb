from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from organizations.models import Organization, User
from tasks.querysets import ResolutionQuerySet


class Resolution(models.Model):
    """An adopted document on control, with its requisites and the order that put it there."""

    class State(models.TextChoices):
        DRAFT = "draft", _("Черновик")
        PUBLISHED = "published", _("На контроле")
        ARCHIVED = "archived", _("Снят с контроля, в архиве")

    issuer = models.ForeignKey(
        Organization, models.PROTECT, related_name="resolutions", verbose_name=_("кто ставит на контроль")
    )
    doc_kind = models.CharField(_("вид документа"), max_length=100, blank=True)
    number = models.CharField(_("номер"), max_length=100, blank=True)
    title = models.CharField(_("название"), max_length=1000)
    place = models.CharField(_("место принятия"), max_length=200, blank=True)
    adopted_on = models.DateField(_("дата принятия"), null=True, blank=True)
    # The basis of control (usually an order): the resolution itself binds nobody.
    basis_kind = models.CharField(_("основание: вид документа"), max_length=100, blank=True)
    basis_number = models.CharField(_("основание: номер"), max_length=100, blank=True)
    basis_date = models.DateField(_("основание: дата"), null=True, blank=True)
    basis_by = models.CharField(_("основание: кем подписано"), max_length=300, blank=True)
    is_draft_text = models.BooleanField(_("текст похож на проект"), default=False)
    settings = models.JSONField(_("настройки"), default=dict, blank=True)
    status = models.CharField(_("состояние"), max_length=20, choices=State.choices, default=State.DRAFT)
    version = models.PositiveIntegerField(default=1, editable=False, verbose_name=_("версия"))
    source = models.FileField(_("исходный файл"), upload_to="sources/", max_length=300, blank=True)
    source_name = models.CharField(_("имя исходного файла"), max_length=300, blank=True)
    source_sha256 = models.CharField(
        max_length=64, blank=True, editable=False, verbose_name=_("контрольная сумма файла")
    )
    amends = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="amendments", verbose_name=_("изменяет документ")
    )
    created_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("кто загрузил")
    )
    created_at = models.DateTimeField(verbose_name=_("создано"))
    published_at = models.DateTimeField(null=True, blank=True, verbose_name=_("опубликовано"))

    objects = ResolutionQuerySet.as_manager()

    class Meta:
        verbose_name = _("документ на контроле")
        verbose_name_plural = _("документы на контроле")
        ordering = ["-adopted_on", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["issuer", "source_sha256"],
                condition=~Q(source_sha256=""),
                name="resolution_source_once",
                violation_error_message=_("Этот файл уже загружен."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def short(self) -> str:
        """«Резолюция от 23.08.2022 № 5»: what lists and letters call the document."""
        words = [self.doc_kind or _("документ")]
        if self.adopted_on:
            words.append(_("от %(day)s") % {"day": f"{self.adopted_on:%d.%m.%Y}"})
        if self.number:
            words.append(f"№ {self.number}")
        name = " ".join(str(word) for word in words)
        return name[:1].upper() + name[1:]


class Section(models.Model):
    """One addressee heading of a document with its directives."""

    resolution = models.ForeignKey(Resolution, models.PROTECT, related_name="sections", verbose_name=_("документ"))
    position = models.PositiveSmallIntegerField(_("порядок"))
    heading = models.CharField(_("адресат"), max_length=1000)

    class Meta:
        verbose_name = _("раздел документа")
        verbose_name_plural = _("разделы документа")
        ordering = ["resolution", "position"]
        constraints = [
            models.UniqueConstraint(fields=["resolution", "position"], name="section_position"),
        ]

    def __str__(self) -> str:
        return self.heading
