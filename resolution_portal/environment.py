"""The environment that the portal runs in: read once, checked, with one clear line on a bad value."""

import os
import secrets
import tempfile
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from environs import Env, EnvError

BASE_DIR = Path(__file__).resolve().parent.parent
LOOPBACK = ("127.0.0.1", "localhost", "[::1]", "::1")


class BadEnvironment(Exception):
    """A value of the environment that the portal cannot run with; its text is the one line to show."""


@dataclass(frozen=True)
class Environment:
    """What the environment says, with the defaults of the embedded way to run filled in."""

    debug: bool
    demo: bool
    insecure_http: bool
    host: str
    port: int
    var_dir: Path
    secret_key: str
    site_url: str
    database: dict[str, Any] | None
    redis_url: str
    files_dir: Path
    email: dict[str, Any] | None
    today: date | None
    sweep_seconds: int
    lease_seconds: int
    retry_seconds: int


def read() -> Environment:
    """Read and check the environment; makes the secret key of the embedded default when there is none."""
    env = Env()
    try:
        demo = env.bool("PORTAL_DEMO", False)
        host = env.str("HOST", "127.0.0.1")
        port = env.int("PORT", 8000, validate=_is_port)
        var_dir = (BASE_DIR / env.str("VAR_DIR", "var")).resolve()
        database = env.dj_db_url("DATABASE_URL") if env.str("DATABASE_URL", "") else None
        today = env.date("PORTAL_TODAY") if env.str("PORTAL_TODAY", "") else None
        found = Environment(
            debug=env.bool("DEBUG", False),
            demo=demo,
            insecure_http=env.bool("INSECURE_HTTP", False),
            host=host,
            port=port,
            var_dir=var_dir,
            secret_key=env.str("SECRET_KEY", "") or _embedded_secret_key(var_dir, embedded=database is None),
            site_url=_site_url(env.str("SITE_URL", "") or f"http://127.0.0.1:{port}"),
            database=dict(database) if database else None,
            redis_url=_redis_url(env.str("REDIS_URL", "")),
            files_dir=_files_dir(env.str("STORAGE_URL", ""), var_dir),
            email=_email(env) if env.str("EMAIL_URL", "") else None,
            today=today if demo else None,
            sweep_seconds=_seconds(env, "SWEEP_SECONDS", 60),
            lease_seconds=_seconds(env, "LEASE_SECONDS", 300),
            retry_seconds=_seconds(env, "RETRY_SECONDS", 60),
        )
    except EnvError as error:
        raise BadEnvironment(" ".join(str(error).split())) from error
    if demo:
        _refuse_public_demo(found)
    return found


def _is_port(value: int) -> None:
    if not 0 < value < 65536:
        raise EnvError(f'Environment variable "PORT" invalid: {value} is not a port (1 to 65535).')


def _seconds(env: Env, name: str, usual: int) -> int:
    seconds: int = env.int(name, usual)
    if seconds < 1:
        raise EnvError(f'Environment variable "{name}" invalid: {seconds} is not a number of seconds (1 or more).')
    return seconds


def _embedded_secret_key(var_dir: Path, *, embedded: bool) -> str:
    """The key kept in VAR_DIR; made whole or not at all, as several processes may start at once."""
    if not embedded:
        raise BadEnvironment('Environment variable "SECRET_KEY" not set: it is required when DATABASE_URL is set.')
    path = var_dir / "secret_key"
    if not path.exists():
        var_dir.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile("w", dir=var_dir, prefix=".secret_key", delete=False) as draft:
            draft.write(secrets.token_urlsafe(64))
        try:
            os.link(draft.name, path)
        except FileExistsError:
            pass
        finally:
            os.unlink(draft.name)
    return path.read_text().strip()


def _site_url(url: str) -> str:
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.path not in ("", "/"):
        raise BadEnvironment(f'Environment variable "SITE_URL" invalid: {url} (wanted: https://portal.example).')
    return url.rstrip("/")


def _redis_url(url: str) -> str:
    parts = urlsplit(url)
    number = "" if parts.scheme == "unix" else parts.path.strip("/")
    if url and (parts.scheme not in ("redis", "rediss", "unix") or not (number or "0").isdecimal()):
        raise BadEnvironment(f'Environment variable "REDIS_URL" invalid: {url} (wanted: redis://host:6379/0).')
    return url


def _files_dir(url: str, var_dir: Path) -> Path:
    if not url:
        return var_dir / "files"
    parts = urlsplit(url)
    if parts.scheme != "file" or not parts.path.startswith("/"):
        raise BadEnvironment(f'Environment variable "STORAGE_URL" invalid: {url} (wanted: file:///folder).')
    return Path(parts.path)


def _email(env: Env) -> dict[str, Any]:
    found = dict(env.dj_email_url("EMAIL_URL"))
    if "EMAIL_BACKEND" not in found:  # the parser takes any scheme for mail by SMTP
        raise BadEnvironment(
            'Environment variable "EMAIL_URL" invalid: wanted submission://user:password@mail.example:587.'
        )
    return found


def _refuse_public_demo(found: Environment) -> None:
    """The demo's password is published, so nobody outside this machine may reach it."""
    for name, host in (("HOST", found.host), ("SITE_URL", urlsplit(found.site_url).hostname)):
        if host not in LOOPBACK:
            raise BadEnvironment(f"PORTAL_DEMO=1 runs on a loopback address only, but {name} is {host}.")
