from django.template import engines


def render(source: str) -> str:
    return engines["django"].from_string("{% load heroicons %}" + source).render({})


def test_an_icon_is_an_svg_with_what_the_page_says_of_it():
    html = render('{% heroicon_mini "link" aria_hidden="true" class="chevron" %}')
    assert html.startswith("<svg")
    for words in ('aria-hidden="true"', 'class="chevron"', 'width="20"'):
        assert words in html


def test_a_kept_drawing_does_not_answer_for_another_one():
    sized = render('{% heroicon_solid "inbox" size=40 %}')
    assert 'width="40"' in sized
    assert 'width="24"' in render('{% heroicon_solid "inbox" %}')
    assert render('{% heroicon_solid "inbox" size=40 class="big" %}') != sized
