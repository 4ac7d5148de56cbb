import pytest

from resolution_portal.notices.models import Letter

pytestmark = pytest.mark.django_db
JSON = {"accept": "application/json"}


@pytest.fixture
def letters(settings):
    settings.PORTAL_DEMO = True
    return [
        Letter.objects.create(
            type="returned" if number else "assigned",
            address=f"school{number}@portal.example",
            headers={"X-Portal-Tasks": str(number)},
            message_id=f"<{number}@portal.example>",
            once_key=str(number),
            subject=f"Письмо {number}",
            text=f"Текст {number}\nhttps://portal.example/tasks/{number}/",
            html="<p>Текст</p>" if number else "",
            created_at="2022-12-15T10:00:00Z",
        )
        for number in range(3)
    ]


@pytest.mark.parametrize("headers", [{}, JSON], ids=["page", "json"])
@pytest.mark.parametrize("path", ["/outbox/", "/outbox/{}/", "/outbox/{}/html/"])
def test_outside_a_demonstration_there_is_none(client, letters, settings, path, headers):
    settings.PORTAL_DEMO = False
    assert client.get(path.format(letters[1].pk), headers=headers).status_code == 404


def test_programs_get_all_the_newest_first(client, letters):
    said = client.get("/outbox/", headers=JSON).json()
    assert [one["subject"] for one in said] == ["Письмо 2", "Письмо 1", "Письмо 0"]
    assert said[1] == {
        "id": letters[1].pk,
        "type": "returned",
        "to": "school1@portal.example",
        "subject": "Письмо 1",
        "text": "Текст 1\nhttps://portal.example/tasks/1/",
        "html": "<p>Текст</p>",
        "headers": {"X-Portal-Tasks": "1", "Message-ID": "<1@portal.example>"},
        "state": "queued",
        "created_at": "2022-12-15T10:00:00+00:00",
    }


@pytest.mark.parametrize(
    ("query", "subjects"),
    [
        ("to=SCHOOL1@", ["Письмо 1"]),
        ("type=returned", ["Письмо 2", "Письмо 1"]),
        ("limit=1", ["Письмо 2"]),
        ("limit=99999999999999999999", ["Письмо 2", "Письмо 1", "Письмо 0"]),
        ("limit=x", ["Письмо 2", "Письмо 1", "Письмо 0"]),
        ("to=nobody", []),
    ],
)
def test_the_list_can_be_narrowed(client, letters, query, subjects):
    assert [one["subject"] for one in client.get(f"/outbox/?{query}", headers=JSON).json()] == subjects


def test_people_read_the_list_without_signing_in(client, letters):
    page = client.get("/outbox/").content.decode()
    assert 'data-page="outbox"' in page
    assert 'data-total="3"' in page
    assert page.index("school2@") < page.index("school1@") < page.index("school0@")


def test_an_empty_list_says_why(client, letters):
    page = client.get("/outbox/?to=nobody").content.decode().replace("\u00a0", " ")
    assert "На этот адрес писем нет" in page
    Letter.objects.all().delete()
    assert "data-empty" in client.get("/outbox/").content.decode()


def test_people_read_one_letter_and_follow_its_link(client, letters):
    page = client.get(f"/outbox/{letters[1].pk}/").content.decode()
    assert 'href="https://portal.example/tasks/1/"' in page
    assert f"/outbox/{letters[1].pk}/html/" in page
    assert "school1@portal.example" in page
    assert client.get(f"/outbox/{letters[1].pk}/", headers=JSON).json()["subject"] == "Письмо 1"


def test_its_html_is_shut_off_from_the_portal(client, letters):
    answer = client.get(f"/outbox/{letters[1].pk}/html/")
    assert answer.content == "<p>Текст</p>".encode()
    assert answer["Content-Security-Policy"].endswith("sandbox")
    assert "script" not in answer["Content-Security-Policy"]
    assert client.get(f"/outbox/{letters[0].pk}/html/").status_code == 404


@pytest.mark.parametrize("query", ["to=%00", "type=%00", "limit=" + "9" * 5000], ids=["to", "type", "limit"])
def test_a_strange_question_is_no_error(client, letters, query):
    assert client.get(f"/outbox/?{query}", headers=JSON).status_code == 200


def test_nothing_is_written_through_it(client, letters):
    assert client.post("/outbox/").status_code == 405
