"""The portal's own settings, with one more URL and a counter of queries that sleeps unless asked."""

from resolution_portal.settings import *  # noqa: F403
from resolution_portal.settings import MIDDLEWARE as _MIDDLEWARE

ROOT_URLCONF = "resolution_portal.benchmarks.urls"
MIDDLEWARE = ["resolution_portal.benchmarks.counting.QueryCountMiddleware", *_MIDDLEWARE]
