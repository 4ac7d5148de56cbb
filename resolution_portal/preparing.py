"""What the launcher does before it opens the doors: schema, static files, demo data; prints the accounts as JSON."""

import io
import json
import sys
from typing import Any

import django
from django.apps import apps
from django.conf import settings
from django.core.management import call_command

# Published on purpose: a demo runs on a loopback address only.
DEMO_PASSWORD = "Smolensk-2022"
DEMO_DOMAIN = "@portal.example"
HINT = "Учётных записей пока нет; первую создаёт python manage.py createsuperuser"


def main() -> None:
    """Prepare, and tell the launcher whom to announce."""
    django.setup()
    call_command("migrate", interactive=False, verbosity=1, stdout=sys.stderr)
    if not settings.DEBUG:
        call_command("collectstatic", interactive=False, verbosity=1, stdout=sys.stderr)
    accounts = demo_accounts() if settings.PORTAL_DEMO else []
    hint = "" if apps.get_model("organizations", "User").objects.exists() else HINT
    json.dump({"accounts": accounts, "password": DEMO_PASSWORD, "hint": hint}, sys.stdout)


def demo_accounts() -> list[dict[str, Any]]:
    """The accounts to show: of the demo just made in an empty database, or those that are there."""
    if not apps.get_model("organizations", "Organization").objects.exists():
        call_command("seed_demo", "--json", "--password", DEMO_PASSWORD, stdout=io.StringIO())
    memberships = apps.get_model("organizations", "Membership").objects.select_related("user", "organization")
    return [
        {"email": each.user.email, "role": each.get_role_display(), "organization": str(each.organization)}
        for each in memberships.filter(user__email__endswith=DEMO_DOMAIN, until__isnull=True).order_by("id")
    ]


if __name__ == "__main__":
    main()
