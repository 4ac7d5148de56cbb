"""How people sign in: by e-mail, invited only; the accounts library's mail goes through our outbox."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest

from resolution_portal.notices.letters import account_mail


class AccountAdapter(DefaultAccountAdapter):
    """Closes sign-up and sends mail as Letters."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        account_mail(template_prefix, email, context)
