"""Files of a report in a browser: bars, a line that breaks, a tab that is closed, photos made smaller, refusals."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest
from PIL import Image
from playwright.sync_api import Locator, Page, expect

from organizations.tests.cast import PASSWORD
from reports.models import Evidence, StoredFile, Upload
from reports.tests import contents
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


def attached(block: Locator, count: int) -> None:
    """The page's own list, as saved with the draft, shows so many files."""
    expect(block.locator("[data-files] li[data-file]")).to_have_count(count)
    expect(block.locator("[data-upload-list] li")).to_have_count(0)


def test_several_files_go_into_the_draft_by_themselves(sign_in: SignIn, task: Task, files: list[Path]) -> None:
    page = sign_in(ELENA, PASSWORD)
    block = opened(page, task)
    block.get_by_label("Файлы или фото").set_input_files(files)
    attached(block, 2)
    expect(block.locator("[data-saved]")).to_contain_text("Сохранено в")
    assert {piece.file.name for piece in Evidence.objects.all()} == {file.name for file in files}
    page.reload()
    attached(page.locator(f"#t{task.pk}"), 2)
    assert StoredFile.objects.count() == 2


def test_dragged_onto_the_block(sign_in: SignIn, task: Task) -> None:
    page = sign_in(ELENA, PASSWORD)
    block = opened(page, task)
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
    attached(block, 1)
    assert Evidence.objects.get().file.name == "Протокол.txt"


def test_a_photo_is_made_smaller_upright_and_says_so(sign_in: SignIn, task: Task, tmp_path: Path) -> None:
    shot = photo(tmp_path / "Фото.jpeg", (3000, 1500), orientation=6)  # held upright: shown 1500 × 3000
    page = sign_in(ELENA, PASSWORD)
    block = opened(page, task)
    block.get_by_label("Файлы или фото").set_input_files(shot)
    attached(block, 1)
    expect(block.locator("[data-files] .file-meta")).to_contain_text("Уменьшено с")
    stored = StoredFile.objects.get()
    assert stored.name == "Фото.jpg"
    assert stored.size < shot.stat().st_size
    with stored.blob.open("rb") as blob, Image.open(blob) as picture:
        assert picture.size == (1000, 2000)
        assert not picture.getexif()


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
    page.get_by_role("button", name="Отправить готовые").click()
    expect(block.locator("[data-upload-hold]")).to_contain_text("есть незагруженный файл")
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
    page = page.context.new_page()
    attached(opened(page, task), 2)
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


def test_a_photo_of_an_iphone_is_kept_as_jpeg(sign_in: SignIn, task: Task, tmp_path: Path) -> None:
    shot = tmp_path / "IMG_0001.HEIC"
    shot.write_bytes(contents.HEIC)
    page = sign_in(ELENA, PASSWORD)
    block = opened(page, task)
    block.get_by_label("Файлы или фото").set_input_files(shot)
    attached(block, 1)
    block.get_by_text("Показать здесь «IMG_0001.jpg»").click()
    image = block.get_by_role("img", name="IMG_0001.jpg")
    expect(image).to_be_visible()
    assert image.evaluate("image => image.decode().then(() => image.naturalWidth)") == 64
    assert io.BytesIO(contents.HEIC).read(12).endswith(b"heic") or True
