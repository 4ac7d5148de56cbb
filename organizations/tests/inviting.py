"""An invitation's link as the invited person finds it: in the last letter to them."""

from __future__ import annotations

import re

from organizations.models import Organization, User
from organizations.services.invitations import invite
from resolution_portal.notices.models import Letter

EMAIL = "sidorova@school5.example"


def invited(organization: Organization, by: User, role: str = "executor", email: str = EMAIL, name: str = "") -> str:
    """Invite, and return the path of the link in the letter."""
    invite(organization=organization, role=role, email=email, name=name, by=by)
    return path_in_letter(email)


def path_in_letter(email: str = EMAIL) -> str:
    letter = Letter.objects.filter(type="invitation", address=email).latest("pk")
    found = re.search(r"http\S+?(/invitations/[\w-]+/)", letter.text)
    assert found is not None
    return found.group(1)


def token(path: str) -> str:
    return path.strip("/").split("/")[-1]
