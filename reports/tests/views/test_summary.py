from __future__ import annotations

import re
from types import SimpleNamespace
from urllib.parse import urlsplit

import pytest
from django.db import connection
from django.http import QueryDict
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from lxml import html

from organizations.models import Kind, User
from organizations.services.registry import create_organization
from reports.tests.summary.situation import arrange, parsed
from resolution_portal import clock
from resolution_portal.audit.models import Entry
from tasks.filters import TaskFilter
from tasks.models import Task
from tasks.services.publishing import publish
from tasks.tests.cast import build_draft

pytestmark = pytest.mark.django_db
URL = "/reports/summary/"


def page(client: Client, user: User, query: str = "") -> html.HtmlElement:
    client.force_login(user)
    response = client.get(URL + query)
    assert response.status_code == 200, response.content.decode()[:500]
    return html.fromstring(response.content.decode())


def words_of(tree: html.HtmlElement, path: str) -> str:
    """The text found there, its no-break spaces plain."""
    return " ".join(tree.xpath(f"string({path})").split())


def cells(row: html.HtmlElement) -> list[str]:
    names = ("data-total", "data-accepted", "data-overdue", "data-on-time")
    return ["/".join(td.get(name) for name in names) for td in row.xpath("td[@data-directive]")]


def counted(url: str, user: User) -> int:
    """How many tasks the list at this address holds for this person."""
    parts = urlsplit(url)
    assert parts.path == "/tasks/"
    request = RequestFactory().get(url)
    request.user = user
    asked = TaskFilter(QueryDict(parts.query), queryset=Task.objects.visible_to(user), request=request)
    assert asked.is_valid(), asked.errors
    return asked.qs.count()


def numbers_with_links(table: html.HtmlElement) -> list[tuple[int, str]]:
    """Every number in a cell that is a link, with its address; a lone status stands for one task."""
    found = []
    for link in table.xpath(".//td[@data-directive]//a[not(@class='opens')]"):
        text = re.sub(r"\D", "", link.text_content())
        found.append((int(text or 1), link.get("href")))
    return found


def test_the_page_shows_the_cells_counted_by_hand(client, cast, document):
    arrange(cast, document)
    tree = page(client, cast.irina)
    assert tree.xpath("//body/@data-page") == ["summary"]
    table = tree.xpath("//table[@data-table='summary']")[0]
    expected = {name: list(row.values()) for name, row in parsed().items()}
    rows = {row.xpath("string(th)").strip(): row for row in table.xpath("tbody/tr | tfoot/tr")}
    assert {name: cells(row) for name, row in rows.items()} == expected
    assert [int(pk) for pk in table.xpath("tbody/tr/@data-organization")] == [cast.vyazma.pk, cast.yartsevo.pk]
    assert table.xpath("tbody/tr/@data-group") == ["Региональный уровень", "Областные и частные ОО"]
    assert len(table.xpath("tfoot/tr[@data-total-row]")) == 1
    shapes = rows["Областные и частные ОО"].xpath(".//*[@role='img']/@aria-label")
    assert shapes == ["Исполнено", "На доработке"]
    assert "Исполнено 3 из 12, просрочено 3" in words_of(tree, "//h1/../p[2]")


@pytest.mark.parametrize("person", ["irina", "pavel", "anna", "elena", "larisa", "sofia"])
@pytest.mark.parametrize(
    "query", ["", "?rows=organization", "?kind={schools}", "?search=корзовская", "?status=returned"]
)
def test_every_number_opens_exactly_that_many_tasks(client, cast, document, person, query):
    arrange(cast, document)
    user = getattr(cast, person)
    tree = page(client, user, query.format(schools=cast.school5.kind_id))
    links = numbers_with_links(tree)
    for number, url in links:
        assert counted(url, user) == number, url
    for line in tree.xpath("//table//tr[th[@scope='row']/a]"):
        assert counted(line.xpath("th/a/@href")[0], user) == int(line.xpath("td[@data-total][1]/@data-total")[0])
    if query == "":
        assert links, "there is something to open"


def test_a_school_under_a_municipality_keeps_its_own_lists(client, cast, document):
    arrange(cast, document)
    tree = page(client, cast.irina, f"?under={cast.korzovo.pk}")
    assert tree.xpath("//tr/@data-organization") == [str(cast.vyazma.pk)]
    assert [number for number, _url in numbers_with_links(tree)] == [1] * 8  # 2 cells and their sums, each late
    for number, url in numbers_with_links(tree):
        assert counted(url, cast.irina) == number


def test_narrowed_to_one_municipality(client, cast, document):
    tree = page(client, cast.irina, f"?under={cast.yartsevo.pk}")
    assert tree.xpath("//tr/@data-organization") == [str(cast.yartsevo.pk)]
    assert tree.xpath("//select[@id='id_under']/option[@selected]/text()") == ["Ярцевский район"]


def test_a_filter_that_cannot_be_read_is_named_and_left_out(client, cast, document):
    tree = page(client, cast.irina, "?under=abc&status=unknown")
    words = tree.xpath("string(//ul[@role='alert'])")
    assert "Этот отбор не применён" in words
    assert "Статус" in words
    assert len(tree.xpath("//tbody/tr")) == 4


def test_the_newest_document_is_shown_unless_another_is_asked_for(client, cast, document):
    later = build_draft(cast.region)
    publish(resolution=later.resolution, key="later", stamp=clock.now())
    assert page(client, cast.irina).xpath("//table/@data-resolution") == [str(later.resolution.pk)]
    asked = page(client, cast.irina, f"?resolution={document.resolution.pk}")
    assert asked.xpath("//table/@data-resolution") == [str(document.resolution.pk)]


@pytest.mark.parametrize("query", ["?resolution=999999", "?resolution=abc"])
def test_no_such_document(client, cast, document, query):
    client.force_login(cast.irina)
    assert client.get(URL + query).status_code == 404


def test_a_strangers_document_and_a_draft_are_not_there(client, cast, document):
    draft = build_draft(cast.region)
    client.force_login(cast.stranger)
    assert client.get(f"{URL}?resolution={document.resolution.pk}").status_code == 404
    client.force_login(cast.irina)
    assert client.get(f"{URL}?resolution={draft.resolution.pk}").status_code == 404


def test_without_a_document_the_page_says_why_it_is_empty(client, cast, document):
    tree = page(client, cast.stranger)
    assert "Документов на контроле пока нет" in words_of(tree, "//*[@data-empty]")
    assert not tree.xpath("//a[contains(@href, 'format=')]")


def test_without_rows_the_page_says_what_to_do(client, cast, document):
    tree = page(client, cast.irina, "?search=такого-нет")
    assert "По этим условиям пунктов нет" in words_of(tree, "//*[@data-empty]")


def test_signed_out_people_are_sent_to_sign_in(client, cast, document):
    response = client.get(URL)
    assert response.status_code == 302
    assert response["Location"].startswith("/accounts/login/")


def test_the_download_buttons_carry_what_narrows_the_table(client, cast, document):
    tree = page(client, cast.irina, f"?under={cast.vyazma.pk}&rows=organization")
    assert tree.xpath("//a[contains(., 'Скачать XLSX')]/@href") == [
        f"?under={cast.vyazma.pk}&rows=organization&format=xlsx"
    ]
    assert tree.xpath("//a[contains(., 'Скачать CSV')]/@href") == [
        f"?under={cast.vyazma.pk}&rows=organization&format=csv"
    ]


def test_a_download_is_exactly_what_is_shown_and_is_put_down_in_the_journal(client, cast, document):
    arrange(cast, document)
    client.force_login(cast.irina)
    response = client.get(f"{URL}?under={cast.yartsevo.pk}&format=csv")
    lines = b"".join(response.streaming_content).decode("utf-8-sig").splitlines()
    assert [line.split(";")[:5] for line in lines[1:]] == [
        ["Ярцевский район", "3", "0", "0", "1"],
        ["Итого", "3", "0", "0", "1"],
    ]
    assert "filename*=utf-8''%D0%A1%D0%B2%D0%BE%D0%B4%D0%BD%D0%B0%D1%8F" in response["Content-Disposition"]
    entry = Entry.objects.get(action="export")
    assert entry.by_id == cast.irina.pk
    assert entry.object == f"resolution:{document.resolution.pk}"
    assert entry.details["format"] == "csv"
    assert entry.details["filters"] == {"under": [str(cast.yartsevo.pk)]}


def test_an_unknown_format_is_refused_in_words(client, cast, document):
    client.force_login(cast.irina)
    response = client.get(f"{URL}?format=pdf")
    assert response.status_code == 422
    assert "xlsx, csv" in response.content.decode()
    assert not Entry.objects.filter(action="export").exists()


def test_queries_do_not_grow_with_rows(client, cast, draft):
    publish(resolution=draft.resolution, key="few", stamp=clock.now())
    few = queries(client, cast)
    bodies = Kind.objects.get(name__startswith="Органы управления")
    for number in range(20):
        body = create_organization(
            kind=bodies, parent=cast.region, name=f"{number} район", short_name=f"{number} район"
        )
        create_organization(kind=cast.school5.kind, parent=body, name=f"Школа {number}", short_name=f"Школа {number}")
    publish(resolution=draft.resolution, key="more", stamp=clock.now())
    assert queries(client, cast) == few
    assert few <= 22


def queries(client: Client, cast: SimpleNamespace) -> int:
    client.force_login(cast.irina)
    client.get(URL)  # what is cached for the process is
    with CaptureQueriesContext(connection) as captured:
        assert client.get(URL).status_code == 200
    return len(captured)
