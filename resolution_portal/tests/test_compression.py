import gzip

import pytest
from django.http import FileResponse, HttpResponse, JsonResponse
from django.test import Client, RequestFactory

from resolution_portal.compression import PageCompressionMiddleware

WORDS = "Исполнено в срок. " * 50


def answered(response, encoding="gzip, deflate, br"):
    request = RequestFactory().get("/", headers={"Accept-Encoding": encoding})
    return PageCompressionMiddleware(lambda request: response)(request)


@pytest.mark.parametrize("response", [HttpResponse(WORDS), JsonResponse({"text": WORDS})])
def test_text_leaves_compressed_and_says_so(response):
    plain = response.content
    packed = answered(response)
    assert packed.headers["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in packed.headers["Vary"]
    assert gzip.decompress(packed.content) == plain
    assert int(packed.headers["Content-Length"]) == len(packed.content) < len(plain) / 4


def test_who_cannot_unpack_gets_it_plain():
    assert "Content-Encoding" not in answered(HttpResponse(WORDS), encoding="identity").headers


def test_an_export_keeps_its_bytes():
    sheet = HttpResponse(b"PK" * 500, content_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
    assert answered(sheet).content == b"PK" * 500


def test_a_file_of_evidence_keeps_its_length(tmp_path):
    (tmp_path / "Приказ.txt").write_text(WORDS)
    with (tmp_path / "Приказ.txt").open("rb") as handle:
        file = answered(FileResponse(handle, content_type="text/plain"))
    assert file.headers["Content-Length"] == str(len(WORDS.encode()))
    assert "Content-Encoding" not in file.headers


def test_equal_pages_differ_in_length():
    """So that nobody reads a secret off the length of an answer."""
    assert len({len(answered(HttpResponse(WORDS)).content) for _time in range(20)}) > 1


def test_pages_pass_through_it(db):
    assert Client(headers={"accept-encoding": "gzip"}).get("/accounts/login/").headers["Content-Encoding"] == "gzip"
