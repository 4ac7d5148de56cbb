"""The portal: its cellar (what imports no app) and its roof (what joins the apps)."""

from .celery import app as celery_app

__all__ = ("celery_app",)
