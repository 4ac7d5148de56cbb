from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.Model):
    """A category of addressees; rows, so that a later document can address another one."""

    name = models.CharField(_("название"), max_length=300, unique=True)
    position = models.PositiveSmallIntegerField(_("порядок"), default=0)
    summary_row = models.CharField(
        _("общая строка сводной таблицы"),
        max_length=100,
        blank=True,
        help_text=_(
            "Пусто: каждая организация на уровень ниже издавшей документ — отдельная строка. "
            "Иначе такие организации считаются вместе, в строке с этим названием."
        ),
    )

    class Meta:
        verbose_name = _("категория организаций")
        verbose_name_plural = _("категории организаций")
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return self.name
