"""Says before the tests which of them this machine cannot run, and what would let it."""

import os
import shutil

DATABASE = os.environ.get("DATABASE_URL", "")
CHROMIUM = os.environ.get("CHROMIUM") or any(
    map(shutil.which, ("chromium-headless-shell", "chromium", "chromium-browser"))
)

if not DATABASE.startswith("postgres"):
    print("Skipping the tests marked postgres: DATABASE_URL names no PostgreSQL (running on SQLite).")
if not os.environ.get("REDIS_URL"):
    print("Skipping the tests marked redis: REDIS_URL is not set.")
if not CHROMIUM:
    print("Skipping the tests marked browser: no Chromium (install it, or name it in CHROMIUM).")
