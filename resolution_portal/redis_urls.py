"""One REDIS_URL, two uses: Celery's broker and, in the next numbered database, the shared cache."""

from urllib.parse import parse_qs, urlsplit


def broker_url(redis_url: str) -> str:
    """The address for Celery; without a server messages go nowhere and the minute's sweep finds the rows."""
    if not redis_url:
        return "memory://"
    parts = urlsplit(redis_url)
    if parts.scheme == "unix":
        return f"redis+socket://{parts.path}?virtual_host={_number(redis_url)}"
    return redis_url


def cache_url(redis_url: str) -> str:
    """The address for Django's cache: clearing it must not drop Celery's messages."""
    parts = urlsplit(redis_url)
    number = _number(redis_url) + 1
    if parts.scheme == "unix":
        return f"unix://{parts.path}?db={number}"
    return parts._replace(path=f"/{number}").geturl()


def _number(redis_url: str) -> int:
    parts = urlsplit(redis_url)
    text = parse_qs(parts.query).get("db", ["0"])[0] if parts.scheme == "unix" else parts.path.strip("/")
    return int(text or 0)
