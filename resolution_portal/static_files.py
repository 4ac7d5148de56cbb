"""Static files: our own folder, and of the installed packages only the files that pages use."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from importlib.util import find_spec
from pathlib import Path, PurePosixPath
from typing import Any, ClassVar

import brotli
from django.contrib.staticfiles.finders import BaseFinder
from django.core.checks import CheckMessage
from django.core.files.base import ContentFile, File
from django.core.files.storage import FileSystemStorage
from whitenoise.compress import Compressor
from whitenoise.storage import CompressedManifestStaticFilesStorage

from resolution_portal.environment import BASE_DIR
from resolution_portal.trimming import sources, trimmed, words_of

# package → (folder in it that maps to /static/, the files served from there)
PACKAGE_FILES: dict[str, tuple[str, tuple[str, ...]]] = {
    "django.contrib.admin": (
        "static",
        (
            "admin/css/*.css",
            "admin/img/*.svg",
            "admin/js/*.js",
            "admin/js/admin/*.js",
            "admin/js/vendor/jquery/*.min.js",
        ),
    ),
    "drf_spectacular_sidecar": (
        "static",
        (
            "drf_spectacular_sidecar/swagger-ui-dist/swagger-ui.css",
            "drf_spectacular_sidecar/swagger-ui-dist/swagger-ui-bundle.js",
            "drf_spectacular_sidecar/swagger-ui-dist/swagger-ui-standalone-preset.js",
            "drf_spectacular_sidecar/swagger-ui-dist/favicon-32x32.png",
        ),
    ),
    "django_htmx": ("static", ("django_htmx/htmx-2.min.js",)),
    # bootstrap-wrapper lays its files in a folder `bootstrap` beside the packages
    "bootstrap_wrapper": ("..", ("bootstrap/css/bootstrap.min.css",)),
}


# packages of which a page needs a few rules, and the folders whose words say which
TRIMMED = ("bootstrap_wrapper",)
SPEAKING = tuple(
    BASE_DIR / name for name in ("templates", "static", "organizations", "tasks", "reports", "resolution_portal")
)


class TrimmedStorage(FileSystemStorage):
    """Gives a stylesheet without the rules that no page of ours can meet, as new as what decides that."""

    def open(self, name: str, mode: str = "rb") -> File:
        with super().open(name) as file:
            css = file.read().decode()
        return ContentFile(trimmed(css, words_of(SPEAKING)).encode(), name)

    def get_modified_time(self, name: str) -> datetime:
        newest = max(path.stat().st_mtime for path in sources(SPEAKING))
        return max(super().get_modified_time(name), datetime.fromtimestamp(newest, tz=UTC))


class PackageFinder(BaseFinder):
    """Finds the files named in PACKAGE_FILES and nothing else of the packages."""

    def __init__(self, app_names: Any = None, *args: Any, **kwargs: Any) -> None:
        self.places = [
            (
                (TrimmedStorage if package in TRIMMED else FileSystemStorage)(location=_folder(package) / folder),
                patterns,
            )
            for package, (folder, patterns) in PACKAGE_FILES.items()
        ]

    def check(self, **kwargs: Any) -> list[CheckMessage]:
        return []

    def find(self, path: str, find_all: bool = False, **kwargs: Any) -> Any:
        found = [
            storage.path(path)
            for storage, patterns in self.places
            if any(PurePosixPath(path).match(pattern) for pattern in patterns) and storage.exists(path)
        ]
        if find_all:
            return found
        return found[0] if found else []

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterator[tuple[str, FileSystemStorage]]:
        for storage, patterns in self.places:
            for pattern in patterns:
                for path in sorted(Path(storage.location).glob(pattern)):
                    yield path.relative_to(storage.location).as_posix(), storage


class QuickCompressor(Compressor):
    """Leaves alone what an earlier start compressed, and spares the seconds that the best ratio of big files costs."""

    BIG = 150_000

    def compress(self, path: str) -> list[str]:
        done = Path(f"{path}.br")
        if done.exists() and done.stat().st_mtime == Path(path).stat().st_mtime:
            return []
        names: list[str] = super().compress(path)
        return names

    @classmethod
    def compress_brotli(cls, data: bytes) -> bytes:
        return bytes(brotli.compress(data, quality=9 if len(data) > cls.BIG else 11))


class ManifestStorage(CompressedManifestStaticFilesStorage):
    """Names with hashes, compressed; links to source maps are left alone, as the maps are not served."""

    patterns: ClassVar[Any] = tuple(
        (extension, tuple(p for p in patterns if "sourceMappingURL" not in (p if isinstance(p, str) else p[0])))
        for extension, patterns in CompressedManifestStaticFilesStorage.patterns
    )

    def create_compressor(self, **kwargs: Any) -> Compressor:
        return QuickCompressor(**kwargs)

    def stored_name(self, name: str) -> str:
        """Before the first `collectstatic` (tests, plain commands) there is no manifest: plain names then."""
        return super().stored_name(name) if self.hashed_files else name


def _folder(package: str) -> Path:
    spec = find_spec(package)
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError(package)
    return Path(spec.origin).parent
