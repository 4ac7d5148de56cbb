"""What beat starts, and when, by Moscow's clock."""

from typing import Any

from celery.schedules import crontab


def timetable(sweep_seconds: int) -> dict[str, dict[str, Any]]:
    """Celery's schedule; rows that wait are looked for every ``sweep_seconds``."""
    return {
        "sweep-jobs": {
            "task": "resolution_portal.background.jobs.sweep",
            "schedule": sweep_seconds,
            "options": {"expires": sweep_seconds},
        },
        "sweep-letters": {
            "task": "resolution_portal.notices.jobs.sweep",
            "schedule": sweep_seconds,
            "options": {"expires": sweep_seconds},
        },
        # Just after midnight: a role's last day is over then.
        "route-reviews": {"task": "organizations.jobs.route_reviews", "schedule": crontab(hour="0", minute="5")},
        "send-reminders": {"task": "tasks.jobs.start_reminders", "schedule": crontab(hour="8", minute="0")},
        # A broker or a beat that was down at eight: the day's job is put down as soon as they are back.
        "catch-up-reminders": {
            "task": "tasks.jobs.catch_up_reminders",
            "schedule": crontab(hour="8-20", minute="*/5"),
            "options": {"expires": 240},
        },
        "forget-keys": {
            "task": "resolution_portal.once.jobs.forget_old_keys",
            "schedule": crontab(hour="3", minute="30"),
        },
        "forget-uploads": {
            "task": "reports.jobs.forget_old_uploads",
            "schedule": crontab(hour="3", minute="40"),
        },
    }
