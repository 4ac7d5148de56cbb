from resolution_portal.benchmarks.lighthouse import Line, table
from resolution_portal.benchmarks.watched import Watched
from resolution_portal.benchmarks.weighing import Weight

WEIGHT = Weight(queries=11, first=23_552, following=4_301)
FULL = {"performance": 100, "accessibility": 100, "best-practices": 100}


def test_what_is_audited_stands_beside_its_weight_and_what_is_not_has_dashes():
    audited = Line(Watched("start", "school", "/", is_story=True), WEIGHT, [], scores=FULL, why={})
    other = Line(Watched("account_login", "", "/accounts/login/"), WEIGHT, ["label"])
    _heading, first, second = table([audited, other])
    assert first.split() == ["start,", "school", "11", "23.0", "4.2", "100", "100", "100", "0"]
    assert second.split() == ["account_login,", "nobody", "11", "23.0", "4.2", "–", "–", "–", "1"]


def test_what_is_not_a_hundred_says_why():
    scores = FULL | {"performance": 97}
    why = {"performance": ["first-contentful-paint 1.4 s"], "accessibility": [], "best-practices": []}
    page = Line(Watched("start", "school", "/", is_story=True), WEIGHT, [], scores=scores, why=why)
    assert list(table([page]))[-1] == "start, school: performance 97: first-contentful-paint 1.4 s"


def test_below_the_floor_is_a_score_or_a_rule_of_axe():
    scores = {"performance": 94, "accessibility": 99, "best-practices": 100}
    page = Line(Watched("start", "school", "/", is_story=True), WEIGHT, ["color-contrast"], scores=scores)
    assert page.below() == [
        "start, school: performance 94",
        "start, school: accessibility 99",
        "start, school: axe color-contrast",
    ]
    assert Line(page.page, WEIGHT, [], scores=FULL | {"performance": 95}).below() == []
