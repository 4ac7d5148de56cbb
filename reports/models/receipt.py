from django.db import models
from django.utils.translation import gettext_lazy as _

from organizations.models import Organization, User
from reports.querysets import ReceiptQuerySet
from tasks.models import Resolution


class Receipt(models.Model):
    """One sending of one or several reports."""

    number = models.PositiveBigIntegerField(_("номер квитанции"), unique=True)
    organization = models.ForeignKey(
        Organization, models.PROTECT, related_name="receipts", verbose_name=_("организация")
    )
    resolution = models.ForeignKey(Resolution, models.PROTECT, related_name="receipts", verbose_name=_("документ"))
    sent_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("кто отправил"))
    sent_at = models.DateTimeField(verbose_name=_("когда отправлено"))

    objects = ReceiptQuerySet.as_manager()

    class Meta:
        verbose_name = _("квитанция")
        verbose_name_plural = _("квитанции")
        ordering = ["-sent_at", "-id"]

    def __str__(self) -> str:
        return _("Квитанция № %(number)s") % {"number": self.number}
