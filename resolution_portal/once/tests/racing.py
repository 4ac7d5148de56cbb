"""Racers: the same call from several threads at one moment, each on a database connection of its own."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

from django.db import connection


def race(call: Callable[[], Any], racers: int) -> list[Any]:
    """What each racer got, an exception too."""
    start = Barrier(racers)

    def one(_number: int) -> Any:
        try:
            connection.ensure_connection()
            start.wait(timeout=20)
            return call()
        except Exception as error:
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(racers) as pool:
        return list(pool.map(one, range(racers)))
