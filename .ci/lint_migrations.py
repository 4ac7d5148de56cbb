"""Looks for migrations that would lock or break a running PostgreSQL; on SQLite table rebuilds hide the answer."""

import os
import sys

import django
from django_migration_linter import MigrationLinter

OURS = ["organizations", "tasks", "reports", "background", "notices", "once", "audit", "workdays"]

if not os.environ.get("DATABASE_URL", "").startswith("postgres"):
    print("Migration linter: skipped, DATABASE_URL names no PostgreSQL.")
    sys.exit(0)

sys.path.insert(0, os.getcwd())
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "resolution_portal.settings")
django.setup()
linter = MigrationLinter(
    os.getcwd(), include_apps=OURS, no_cache=True, quiet=["ok", "ignore"], ignore_initial_migrations=True
)
linter.lint_all_migrations()
linter.print_summary()
sys.exit(linter.has_errors)
