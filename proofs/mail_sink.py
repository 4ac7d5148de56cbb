"""A mail server on loopback that takes what comes, and now and then is late or says «try again»."""

from __future__ import annotations

import asyncio
import logging
import random
from email import message_from_bytes

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from resolution_portal.tests.launching import free_port

Taken = tuple[str, str]  # Message-ID and address


class Sink:
    """Notes each letter before it answers, so what a killed worker never heard of stands here too."""

    def __init__(self, seed: int, *, refuses: float, is_late: float) -> None:
        self.taken: list[Taken] = []
        self.refused = self.late = 0
        self._drawn = random.Random(seed)
        self._refuses, self._is_late = refuses, is_late
        self._controller = Controller(self, hostname="127.0.0.1", port=free_port(), ready_timeout=60)

    def start(self) -> str:
        """Listen on a free port; the address as EMAIL_URL wants it."""
        logging.getLogger("mail.log").setLevel(logging.WARNING)
        self._controller.start()
        return f"smtp://{self._controller.hostname}:{self._controller.port}"

    def stop(self) -> None:
        self._controller.stop()

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        """Called by the server with a whole letter; the answer is the server's."""
        lot = self._drawn.random()
        if lot < self._refuses:
            self.refused += 1
            return "451 4.7.1 Try again later"
        assert isinstance(envelope.content, bytes)
        message = message_from_bytes(envelope.content)
        self.taken += [(str(message["Message-ID"]), address) for address in envelope.rcpt_tos]
        if lot < self._refuses + self._is_late:
            self.late += 1
            await asyncio.sleep(self._drawn.uniform(0.3, 1.5))
        return "250 OK"
