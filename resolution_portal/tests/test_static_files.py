import os
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.core.management import call_command
from django.test import override_settings

from resolution_portal.static_files import ManifestStorage, PackageFinder, QuickCompressor


@pytest.mark.parametrize(
    "path",
    [
        "bootstrap/css/bootstrap.min.css",
        "admin/css/base.css",
        "django_htmx/htmx-2.min.js",
        "admin/js/vendor/jquery/jquery.min.js",
        "drf_spectacular_sidecar/swagger-ui-dist/swagger-ui-bundle.js",
    ],
)
def test_serves_the_vendor_files_that_pages_use(path: str):
    found = finders.find(path)
    assert isinstance(found, str) and Path(found).is_file()
    assert path in {name for name, _ in PackageFinder().list(None)}


@pytest.mark.parametrize(
    "path",
    [
        "bootstrap/js/bootstrap.bundle.js",
        "bootstrap/css/bootstrap.min.css.map",
        "django_htmx/htmx-2.js",
        "rest_framework/css/bootstrap.min.css",
        "drf_spectacular_sidecar/redoc/bundles/redoc.standalone.js",
        "admin/js/vendor/select2/select2.full.js",
        "bootstrap/css/nested/bootstrap.min.css",
    ],
)
def test_serves_nothing_else_of_the_packages(path: str):
    assert finders.find(path) is None


def test_collects_with_hashes_and_compressed(tmp_path: Path):
    storages = {"staticfiles": {"BACKEND": "resolution_portal.static_files.ManifestStorage"}}
    with override_settings(STATIC_ROOT=str(tmp_path), STORAGES=storages):
        call_command("collectstatic", interactive=False, verbosity=0)
        name = ManifestStorage(location=str(tmp_path), base_url="/static/").stored_name(
            "bootstrap/css/bootstrap.min.css"
        )
    assert name.startswith("bootstrap/css/bootstrap.min.") and len(name.split(".")[-2]) == 12
    assert {(tmp_path / (name + end)).is_file() for end in ("", ".br", ".gz")} == {True}
    css = (tmp_path / name).read_text()
    # The map is not served, so nothing leads to it; the licence stays.
    assert "sourceMappingURL" not in css and "Licensed under MIT" in css
    assert ".btn-primary{" in css and ".carousel" not in css
    assert len(css) < 60_000


def test_before_the_first_collection_names_are_plain(tmp_path: Path):
    assert ManifestStorage(location=str(tmp_path)).stored_name("css/tokens.css") == "css/tokens.css"


def test_compresses_a_file_once(tmp_path: Path):
    file = tmp_path / "words.css"
    file.write_text("a { color: red }\n" * 100)
    assert len(QuickCompressor(quiet=True).compress(str(file))) == 2
    assert QuickCompressor(quiet=True).compress(str(file)) == []
    file.write_text("a { color: blue }\n" * 100)
    os.utime(file, (1, 1))
    assert len(QuickCompressor(quiet=True).compress(str(file))) == 2
