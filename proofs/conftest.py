"""What the proofs share: the scale they run at, and a place in the report for their figures."""

from __future__ import annotations

import os

import pytest
from _pytest.terminal import TerminalReporter

from resolution_portal.tests.browser.conftest import browser, faults, sign_in  # noqa: F401  # fixtures

SCALE = os.environ.get("PROOF_SCALE", "full")


@pytest.fixture(scope="session")
def short() -> bool:
    """Whether this is the run of every day (``SCALE=short``) rather than the whole proof."""
    return SCALE == "short"


def pytest_terminal_summary(terminalreporter: TerminalReporter) -> None:
    """What was proved, in figures: a proof says one by ``record_property("figure", "5,204 numbers compared")``."""
    reports = [report for kind in ("passed", "failed") for report in terminalreporter.stats.get(kind, [])]
    figures = [
        (report.nodeid, words) for report in reports for name, words in report.user_properties if name == "figure"
    ]
    if figures:
        terminalreporter.section(f"figures, scale {SCALE}")
        for nodeid, words in sorted(figures):
            terminalreporter.write_line(f"{nodeid}: {words}")
