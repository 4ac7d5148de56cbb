"""A button that acts, as CONTRACTS want it: data-action, version, once_key."""

import re

from django.middleware.csrf import get_token
from django.template import RequestContext, Template
from django.test import RequestFactory


def render(arguments: str, **values: object) -> str:
    request = RequestFactory().get("/tasks/7/")
    context = RequestContext(request, {"csrf_token": get_token(request), **values})
    return Template("{% load ui %}{% action_form " + arguments + " %}").render(context)


def test_it_posts_version_and_a_key_of_its_own():
    html = render("action='accept' url='/tasks/7/actions/accept/' label='Принять отчёт' version=3 kind='primary'")
    assert 'method="post" action="/tasks/7/actions/accept/" data-action="accept"' in html
    assert 'name="csrfmiddlewaretoken"' in html
    assert '<input type="hidden" name="version" value="3">' in html
    assert '<button class="btn btn-primary">Принять отчёт</button>' in html
    assert "<textarea" not in html
    shown = "".join(render("action='a' url='/' label='б'") for _ in range(3))
    keys = set(re.findall(r'name="once_key" value="([^"]+)"', shown))
    assert len(keys) == 3


def test_the_words_of_a_refused_action_stay_with_their_error():
    html = render(
        "action='return' url='/' label='Вернуть на доработку' comment='Что исправить' required=True"
        " value=words error='Напишите подробнее'",
        words="Нет <приказа>",
    )
    assert '<label for="action-return-comment">Что исправить</label>' in html
    assert 'aria-describedby="action-return-comment_error"' in html
    assert '<ul class="errors" id="action-return-comment_error"><li>Напишите подробнее</li></ul>' in html
    assert "Нет &lt;приказа&gt;</textarea>" in html
    assert " required" in html
