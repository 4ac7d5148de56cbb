from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from resolution_portal.workdays import memory


class DayOverride(models.Model):
    """A day that the region works or rests otherwise than the calendar of the country says."""

    date = models.DateField(_("день"), unique=True)
    is_working = models.BooleanField(_("рабочий"))
    note = models.CharField(_("основание"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("особый день")
        verbose_name_plural = _("особые дни")
        ordering = ["date"]

    def __str__(self) -> str:
        return f"{self.date:%d.%m.%Y}"

    def save(self, **kwargs: Any) -> None:
        super().save(**kwargs)
        memory.forget()

    def delete(self, using: Any = None, keep_parents: bool = False) -> tuple[int, dict[str, int]]:
        deleted = super().delete(using=using, keep_parents=keep_parents)
        memory.forget()
        return deleted
