from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from resolution_portal.once import keys


class Command(BaseCommand):
    """Deletes the keys of forms and requests sent more than thirty days ago."""

    help = _("Удалить ключи повтора старше 30 дней")

    def handle(self, *args: Any, **options: Any) -> None:
        self.stderr.write(_("Удалено ключей: %(count)d") % {"count": keys.forget_old()})
