from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from organizations.models import User


class SavedQuestion(models.Model):
    """A person's own chip over the list of tasks: a name, and the query string that asks it."""

    owner = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False, verbose_name=_("чей"))
    name = models.CharField(_("название"), max_length=60)
    query = models.CharField(_("условия"), max_length=1000)

    class Meta:
        verbose_name = _("сохранённый вопрос")
        verbose_name_plural = _("сохранённые вопросы")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "name"],
                name="saved_question_name_once",
                violation_error_message=_("Вопрос с таким названием у вас уже есть."),
            ),
        ]

    def __str__(self) -> str:
        return self.name
