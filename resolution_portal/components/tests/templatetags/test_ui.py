"""The markup that pages and tests of pages rely on."""

import datetime as dt
from types import SimpleNamespace

import pytest
from django import forms
from django.core.paginator import Paginator
from django.template import Context, RequestContext, Template
from django.test import RequestFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def fifteenth_of_december(settings):
    settings.PORTAL_TODAY = dt.date(2022, 12, 15)


def render(source: str, **values: object) -> str:
    text = Template("{% load ui sheets words %}" + source).render(Context(values))
    return " ".join(text.replace("\u00a0", " ").split())


@pytest.mark.parametrize(
    ("status", "tone"),
    [
        ("new", "new"),
        ("in_progress", "work"),
        ("submitted", "review"),
        ("returned", "back"),
        ("accepted", "done"),
        ("withdrawn", "gone"),
    ],
)
def test_a_chip_is_a_word_a_shape_and_a_colour(status, tone):
    html = render("{% chip status 'Слово' %}", status=status)
    assert f'class="chip chip-{tone}"' in html
    assert f'href="#shape-{tone}"' in html
    assert "<span>Слово</span>" in html


def test_every_shape_of_a_chip_is_in_the_page():
    sprite = Template("{% include 'components/shapes.html' %}").render(Context())
    for tone in ("new", "work", "review", "back", "done", "gone", "late"):
        assert f'id="shape-{tone}"' in sprite


def test_the_label_of_a_chip_is_escaped():
    assert "<i>" not in render("{% chip 'new' label %}", label="<i>")


def test_a_due_date_says_how_much_is_left():
    html = render("{% due day %}", day=dt.date(2022, 12, 23))
    assert "<b>до 23 декабря (пт)</b>" in html
    assert '<span class="due-words">осталось 6 рабочих дней</span>' in html
    assert "<del>" not in html


def test_an_overdue_date_is_red_and_shows_the_first_date_struck():
    html = render("{% due day first=first %}", day=dt.date(2022, 12, 13), first=dt.date(2022, 9, 30))
    assert '<span class="due-words late">просрочено на 2 рабочих дня</span>' in html
    assert "30 сентября</del>" in html


def test_other_words_may_stand_under_a_date():
    html = render("{% due day words='сдано 8 декабря' %}", day=dt.date(2022, 12, 13))
    assert '<span class="due-words">сдано 8 декабря</span>' in html


def test_a_counter_holds_its_number_inside_the_link():
    html = render("{% counter 'Просрочено' 2332 '/tasks/?overdue=1' 'overdue' kind='late' %}")
    assert '<a class="counter is-late" href="/tasks/?overdue=1">' in html
    assert '<b data-count="overdue">2\u202f332</b>'.replace("\u202f", " ") in html.replace("\u202f", " ")


def test_an_empty_counter_steps_back():
    assert 'class="counter is-zero"' in render("{% counter 'Просрочено' 0 '/' 'overdue' kind='late' %}")


def test_a_person_can_be_called():
    user = SimpleNamespace(get_full_name="Петрова Анна Сергеевна", position="методист", phone="8 (48131) 4-22-17")
    html = render("{% person user %}", user=user)
    assert "<b>Петрова Анна Сергеевна</b>" in html
    assert '<a href="tel:+74813142217">8 (48131) 4-22-17</a>' in html


def test_nobody_is_said_in_words():
    assert "не назначен" in render("{% person None absent='не назначен' %}")


def test_a_bar_is_drawn_by_attributes_alone():
    html = render("{% bar total=4 accepted=1 submitted=1 size='thin' %}")
    assert '<rect class="fill-done" x="0" width="250"' in html
    assert '<rect class="fill-review" x="250" width="250"' in html
    assert "style=" not in html


def test_evidence_names_files_for_tests_and_offers_to_remove():
    items = [
        SimpleNamespace(kind="file", id=7, title="Приказ.pdf", meta="1,2 МБ", state="stored", url="/reports/files/7/"),
        SimpleNamespace(kind="link", id=8, title="vk.example", meta="ссылка", state="", url="https://vk.example"),
    ]
    html = render("{% evidence items remove_name='remove' %}", items=items)
    assert html.count("data-file=") == 1
    assert 'data-file="7" data-state="stored"' in html
    assert 'name="remove" value="8"' in html


def test_history_carries_action_and_moment():
    entry = SimpleNamespace(
        at=dt.datetime(2022, 12, 14, 13, 42, tzinfo=dt.UTC),
        event="return",
        text="Петрова А. С. вернула отчёт",
        words="Нет приказа",
        url="",
    )
    html = render("{% timeline entries %}", entries=[entry])
    assert '<ol class="timeline" data-timeline>' in html
    assert 'data-event="return" data-at="2022-12-14T16:42:00+03:00"' in html
    assert "14 декабря в 16:42" in html
    assert "<q>Нет приказа</q>" in html


def test_progress_is_bound_to_its_job():
    job = SimpleNamespace(pk=5, state="running", done=214, total=370, message="Готовим таблицу")
    html = render("{% progress job %}", job=job)
    assert '<progress data-job="5" data-state="running" aria-labelledby="job-5" max="370" value="214">' in html
    assert '<a href="/jobs/5/">Обновить</a>' in html


def test_an_empty_list_says_why_and_what_to_do():
    html = render("{% empty 'На проверке ничего нет' %}<p>Школы сдают до 23 декабря</p>{% endempty %}")
    assert "data-empty" in html
    assert "<b>На проверке ничего нет</b>" in html
    assert "<p>Школы сдают до 23 декабря</p>" in html


def test_the_words_inside_a_sheet_stay_escaped():
    assert "&lt;script&gt;" in render("{% sheet 'Заголовок' %}{{ text }}{% endsheet %}", text="<script>")


def test_pages_keep_the_rest_of_the_address():
    request = RequestFactory().get("/tasks/", {"status": "new", "page": "2"})
    page = Paginator(range(166), 11).page(2)
    template = Template("{% load ui %}{% pagination page %}")
    html = template.render(RequestContext(request, {"page": page})).replace("\u00a0", " ")
    assert "12–22 из 166" in html
    assert 'href="?status=new&amp;page=1"' in html
    assert 'href="?status=new&amp;page=3"' in html


def test_the_last_page_has_no_next():
    page = Paginator(range(12), 11).page(2)
    template = Template("{% load ui %}{% pagination page %}")
    html = template.render(RequestContext(RequestFactory().get("/tasks/"), {"page": page}))
    assert 'rel="next"' not in html


class Remark(forms.Form):
    text = forms.CharField(label="Основание", help_text="Вид, номер, дата", error_messages={"required": "Укажите вид"})
    same = forms.BooleanField(label="Изменений нет", required=False)


def test_an_error_stands_at_its_field_and_is_named_by_it():
    form = Remark({"text": ""})
    html = render("{{ form.text.as_field_group }}", form=form)
    assert 'id="id_text_error"' in html
    assert 'id="id_text_helptext"' in html
    assert 'aria-describedby="id_text_helptext id_text_error"' in html
    assert 'aria-invalid="true"' in html


def test_the_summary_of_errors_links_to_the_fields():
    html = render("{% form_errors form %}", form=Remark({"text": ""}))
    assert 'role="alert"' in html
    assert "Нужно исправить 1 поле" in html
    assert '<a href="#id_text">Основание: Укажите вид</a>' in html


def test_a_form_without_errors_has_no_summary():
    assert render("{% form_errors form %}", form=Remark({"text": "Приказ"})) == ""


def test_a_checkbox_has_its_label_beside_it():
    assert '<div class="check"><input' in render("{{ form.same.as_field_group }}", form=Remark())
