"""Files of a report in a browser: bars, a line that breaks, a tab that is closed, photos made smaller, refusals."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import Locator, Page, expect

from organizations.tests.cast import PASSWORD
from reports.models import Evidence, StoredFile, Upload
from reports.tests import contents
from resolution_portal.tests.browser.dropping import bad_line
from tasks.models import Task

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SignIn = Callable[..., Page]
ELENA = "elena@portal.example"


@pytest.fixture
def task(cast: SimpleNamespace, document: SimpleNamespace) -> Task:
    found: Task = document.task(cast.school5, document.d41)
    return found


def opened(page: Page, task: Task) -> Locator:
    page.goto(f"/reports/fill/{task.resolution_id}/{task.first_due_on}/")
    return page.locator(f"#t{task.pk}")


def photo(path: Path, size: tuple[int, int], orientation: int = 1) -> Path:
    """A noisy JPEG, as heavy as a camera's, which says how it was held."""
    picture = Image.effect_noise(size, 90).convert("RGB")
    exif = Image.Exif()
    exif[0x0112] = orientation
    picture.save(path, "JPEG", quality=95, exif=exif)
    return path


def attached(block: Locator, count: int, within: float = 15_000) -> None:
    """The page's own list, as saved with the draft, shows so many files."""
    expect(block.locator("[data-files] li[data-file]")).to_have_count(count, timeout=within)
    expect(block.locator("[data-upload-list] li")).to_have_count(0)


def test_chosen_and_dragged_files_go_into_the_draft_by_themselves(
    sign_in: SignIn, task: Task, files: list[Path]
) -> None:
    page = sign_in(ELENA, PASSWORD)
    block = opened(page, task)
    block.get_by_label("Файлы или фото").set_input_files(files)
    attached(block, 2)
    expect(block.locator("[data-saved]")).to_contain_text("Сохранено в")
    page.reload()
    attached(block, 2)
    transfer = page.evaluate_handle(
        """text => {
            const transfer = new DataTransfer();
            transfer.items.add(new File([text], "Протокол.txt", {type: "text/plain"}));
            return transfer;
        }""",
        "Протокол № 3",
    )
    block.get_by_label("Что сделано").dispatch_event("dragover", {"dataTransfer": transfer})
    expect(block.locator(".is-target")).to_be_visible()
    block.get_by_label("Что сделано").dispatch_event("drop", {"dataTransfer": transfer})
    attached(block, 3)
    names = {piece.file.name for piece in Evidence.objects.select_related("file") if piece.file}
    assert names == {"Протокол.txt", *(file.name for file in files)}
    assert StoredFile.objects.count() == 3


def test_photos_are_made_smaller_and_upright_those_of_iphones_opened(
    sign_in: SignIn, task: Task, tmp_path: Path
) -> None:
    shot = photo(tmp_path / "Фото.jpeg", (3000, 1500), orientation=6)  # held upright: shown 1500 × 3000
    iphones = tmp_path / "IMG_0001.HEIC"
    iphones.write_bytes(contents.HEIC)
    page = sign_in(ELENA, PASSWORD)
    block = opened(page, task)
    block.get_by_label("Файлы или фото").set_input_files([shot, iphones])
    attached(block, 2)
    expect(block.locator("[data-files] li", has_text="Фото.jpg")).to_contain_text("Уменьшено с")
    stored = StoredFile.objects.get(name="Фото.jpg")
    assert stored.size < shot.stat().st_size
    with stored.blob.open("rb") as blob, Image.open(blob) as picture:
        assert picture.size == (1000, 2000)
        assert not picture.getexif()
    block.get_by_text("Снимок «IMG_0001.jpg»").click()
    image = block.get_by_role("img", name="IMG_0001.jpg")
    expect(image).to_be_visible()
    assert image.evaluate("image => image.decode().then(() => image.naturalWidth)") == 64


def test_a_refusal_is_said_at_the_file_and_others_go_on(
    sign_in: SignIn, task: Task, files: list[Path], tmp_path: Path, faults: list[str]
) -> None:
    bad = tmp_path / "setup.pdf"
    bad.write_bytes(contents.EXE)
    page = sign_in(ELENA, PASSWORD)
    block = opened(page, task)
    block.get_by_label("Файлы или фото").set_input_files([bad, files[0]])
    failed = block.locator("li[data-state=failed]")
    expect(failed).to_contain_text("не принят")
    expect(block.locator("[data-files] li[data-file]")).to_have_count(1)
    assert page.evaluate("id => portalUploads.pending(document.getElementById(id))", f"t{task.pk}") == 1
    failed.get_by_role("button", name="Убрать").click()
    attached(block, 1)
    faults[:] = [fault for fault in faults if "422" not in fault]  # the refusal itself, as Chromium notes it


def test_chosen_without_a_line_it_waits_and_goes_from_a_new_tab(
    sign_in: SignIn, task: Task, files: list[Path], faults: list[str]
) -> None:
    page = sign_in(ELENA, PASSWORD)
    block = opened(page, task)
    page.context.set_offline(True)
    block.get_by_label("Файлы или фото").set_input_files(files)
    expect(block.locator("li[data-state=waiting]")).to_have_count(2)
    pending = "id => portalUploads.pending(document.getElementById(id))"
    assert page.evaluate(pending, f"t{task.pk}") == 2
    assert page.evaluate("() => portalUploads.settled().catch((reason) => reason.message)") == "offline"
    page.close()
    page.context.set_offline(False)
    page, beside = page.context.new_page(), page.context.new_page()
    for tab in (page, beside):  # of two tabs one sends
        opened(tab, task)
    while Evidence.objects.count() < 2:
        page.wait_for_timeout(100)
    for tab in (page, beside):
        expect(tab.locator("[data-upload-list] li")).to_have_count(0)
        expect(tab.locator("[data-offer]:visible")).to_have_count(0)
    assert page.evaluate(pending, f"t{task.pk}") == 0
    page.reload()
    attached(page.locator(f"#t{task.pk}"), 2)
    assert (StoredFile.objects.count(), Upload.objects.count()) == (2, 2)
    faults[:] = [fault for fault in faults if "ERR_INTERNET_DISCONNECTED" not in fault]


def test_one_report_alone_is_sent_when_its_files_are_there(sign_in: SignIn, task: Task, tmp_path: Path) -> None:
    heavy = tmp_path / "Скан.pdf"
    heavy.write_bytes(contents.PDF.ljust(6 * 1024 * 1024, b" "))
    page = sign_in(ELENA, PASSWORD)
    page.goto(f"/reports/task/{task.pk}/")
    page.get_by_label("Полностью").check()
    page.get_by_label("Что сделано").fill("Программа обновлена.")
    page.get_by_label("Файлы или фото").set_input_files(heavy)
    page.get_by_role("button", name="Отправить отчёт").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Квитанция")
    stored = Evidence.objects.get().file
    with stored.blob.open("rb") as blob:
        assert hashlib.sha256(blob.read()).digest() == hashlib.sha256(heavy.read_bytes()).digest()


def test_over_a_line_that_drops_every_two_megabytes_and_a_tab_that_is_closed(
    sign_in: SignIn, task: Task, tmp_path: Path, live_server: Any, faults: list[str]
) -> None:
    """20 MB arrive once and whole."""
    heavy = tmp_path / "Скан.pdf"
    heavy.write_bytes(contents.PDF + random.Random(5).randbytes(20 * 1024 * 1024 - len(contents.PDF)))
    page = sign_in(ELENA, PASSWORD)
    with bad_line(live_server.url, every=2 * 1024 * 1024) as line:
        path = f"{line.url}/reports/fill/{task.resolution_id}/{task.first_due_on}/"
        page.goto(path)
        page.locator(f"#t{task.pk}").get_by_label("Файлы или фото").set_input_files(heavy)
        while not Upload.objects.filter(offset__gt=5 * 1024 * 1024).exists():
            page.wait_for_timeout(100)
        page.close()
        assert not StoredFile.objects.exists()
        page = page.context.new_page()
        page.goto(path)
        attached(page.locator(f"#t{task.pk}"), 1, within=40_000)
        assert line.drops >= 9
    stored = StoredFile.objects.get()
    assert Evidence.objects.get().file == stored
    assert (stored.size, Upload.objects.count()) == (heavy.stat().st_size, 1)
    with stored.blob.open("rb") as blob:
        assert hashlib.sha256(blob.read()).digest() == hashlib.sha256(heavy.read_bytes()).digest()
    # Chromium repeats by itself what a reset connection cut off, and is told that the upload stands elsewhere: 409.
    expected = ("ERR_", "409", line.url)
    faults[:] = [fault for fault in faults if not any(words in fault for words in expected)]
