"""Pages of refusals; the one for our own faults is made without any context."""

from types import SimpleNamespace

import pytest
from django.template.loader import render_to_string


@pytest.mark.parametrize(
    ("template", "heading"),
    [("403.html", "Нет доступа"), ("404.html", "Страница не найдена"), ("500.html", "Ошибка портала")],
)
def test_a_refusal_needs_no_context(template, heading):
    html = render_to_string(template)
    assert f"<h1>{heading}</h1>" in html
    assert 'href="/"' in html


def test_a_problem_says_what_is_wrong_and_where():
    problem = SimpleNamespace(
        title="Проверьте введённое",
        detail="Отчёт не отправлен",
        errors=[SimpleNamespace(field="text", detail="Напишите, что сделано")],
    )
    html = render_to_string("problem.html", {"problem": problem}).replace("\u00a0", " ")
    assert "<h1>Проверьте введённое</h1>" in html
    assert "Отчёт не отправлен" in html
    assert "<li>Напишите, что сделано</li>" in html


@pytest.mark.parametrize("template", ["403.html", "404.html"])
def test_the_words_of_a_refusal_win_over_the_general_ones(template):
    html = render_to_string(template, {"problem": SimpleNamespace(detail="Пункт снят")})
    assert '<p class="lead">Пункт снят</p>' in html
