"""tus-js-client, from npm, over a line that drops every 2 MB: 20 MB arrive once and with the right checksum."""

from __future__ import annotations

import hashlib
import random
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from organizations.services.tokens import create_token
from reports.models import StoredFile, Upload
from reports.tests import contents
from resolution_portal.tests.browser.dropping import bad_line

pytestmark = pytest.mark.django_db(transaction=True)

_CLIENT = "tus-js-client@4.3.1"
_SCRIPT = """
const tus = require("tus-js-client");
const fs = require("fs");
const [path, endpoint, token, chunk] = process.argv.slice(2);
let retries = 0;
new tus.Upload(fs.createReadStream(path), {
  endpoint,
  uploadSize: fs.statSync(path).size,
  chunkSize: Number(chunk) || Infinity,
  headers: { Authorization: `Token ${token}` },
  metadata: { filename: "Скан.pdf" },
  retryDelays: Array(40).fill(200),
  onShouldRetry: () => (retries += 1),
  onError: (error) => { console.error(String(error)); process.exit(1); },
  onSuccess: () => console.log(retries),
}).start();
"""


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the client installed."""
    folder = tmp_path_factory.mktemp("client")
    npm = shutil.which("npm")
    if not npm or not shutil.which("node"):
        pytest.skip("Node with npm is not installed")
    install = [npm, "install", "--no-audit", "--no-fund", "--silent", _CLIENT]
    if subprocess.run(install, cwd=folder, check=False, timeout=120).returncode:
        pytest.skip(f"npm does not reach its registry for {_CLIENT}")
    (folder / "send.js").write_text(_SCRIPT)
    return folder


@pytest.mark.parametrize("chunk", [0, 1024 * 1024], ids=["in one request", "in chunks of 1 MB"])
def test_a_strangers_client(
    cast: SimpleNamespace, live_server: Any, client: Path, chunk: int, record_property: Callable[[str, object], None]
) -> None:
    path = client / "scan.pdf"
    path.write_bytes(contents.PDF + random.Random(chunk).randbytes(20 * 1024 * 1024 - len(contents.PDF)))
    token = create_token(user=cast.elena, scopes=["report"])
    with bad_line(live_server.url, every=2 * 1024 * 1024) as line:
        send = ["node", "send.js", str(path), f"{line.url}/reports/uploads/", token, str(chunk)]
        done = subprocess.run(send, cwd=client, capture_output=True, text=True, timeout=180, check=False)
    assert done.returncode == 0, done.stderr
    stored = StoredFile.objects.get()
    assert stored.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    assert Upload.objects.get().stored == stored
    record_property("figure", f"20 MB, {line.drops} drops, {done.stdout.strip()} retries, one file")
