import datetime as dt
import time

import pytest
from django.db import transaction

from resolution_portal import clock
from resolution_portal.once import keys
from resolution_portal.once.models import OnceKey
from resolution_portal.once.tests.racing import race
from resolution_portal.problems import Impossible, Invalid
from resolution_portal.workdays.models import DayOverride

DAY = dt.date(2022, 12, 23)
ANSWER = keys.Answer(303, {"Location": "/tasks/1/"}, "тело")


def mark_day() -> keys.Answer:
    """An effect that shows: a second one would break the unique day."""
    DayOverride.objects.create(date=DAY, is_working=True)
    return ANSWER


def run(user, effect=mark_day, key="k", fingerprint="f"):
    return keys.run(user=user, key=key, fingerprint=fingerprint, effect=effect)


def test_a_repeat_changes_nothing_and_gets_the_first_answer(alice):
    assert run(alice) == (ANSWER, False)
    assert run(alice) == (ANSWER, True)
    assert DayOverride.objects.count() == 1


def test_the_same_key_with_other_content_is_refused(alice):
    run(alice)
    with pytest.raises(Invalid, match="с другим содержанием"):
        run(alice, fingerprint="other")


def test_a_key_is_its_owners(alice, bob):
    run(alice)
    effect_of_bob = keys.Answer(200, {}, "Борису")
    assert run(bob, effect=lambda: effect_of_bob) == (effect_of_bob, False)


def test_a_new_key_runs_the_effect_again(alice):
    answers = iter([keys.Answer(200, {}, "1"), keys.Answer(200, {}, "2")])
    assert run(alice, effect=lambda: next(answers), key="a")[0].body == "1"
    assert run(alice, effect=lambda: next(answers), key="b")[0].body == "2"


def test_an_effect_that_raises_leaves_nothing(alice):
    def refused() -> keys.Answer:
        mark_day()
        raise Impossible("Отчёт уже принят.")

    with pytest.raises(Impossible):
        run(alice, effect=refused)
    assert not OnceKey.objects.exists()
    assert not DayOverride.objects.exists()
    assert run(alice) == (ANSWER, False)


@pytest.mark.parametrize("key", ["", "k" * 201, "a\0b"])
def test_a_key_of_a_wrong_length_is_refused(alice, key):
    with pytest.raises(Invalid, match="от 1 до 200"):
        run(alice, key=key)


@pytest.mark.django_db(transaction=True)
def test_it_is_the_outermost_transaction(alice):
    with transaction.atomic(), pytest.raises(RuntimeError, match="durable"):
        run(alice)


@pytest.mark.django_db(transaction=True)
def test_racers_with_one_key_have_one_effect(alice):
    def slow_effect() -> keys.Answer:
        time.sleep(0.2)
        return mark_day()

    results = race(lambda: run(alice, effect=slow_effect), racers=6)
    assert [answer for answer, _repeated in results] == [ANSWER] * 6
    assert sorted(repeated for _answer, repeated in results) == [False] + [True] * 5
    assert DayOverride.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_when_the_first_racer_fails_the_next_one_acts(alice):
    failures = iter([True, False, False, False])

    def effect() -> keys.Answer:
        time.sleep(0.1)
        if next(failures):
            raise Impossible("не вышло")
        return mark_day()

    results = race(lambda: run(alice, effect=effect), racers=3)
    assert sum(isinstance(result, Impossible) for result in results) == 1
    assert sum(result == (ANSWER, False) for result in results) == 1
    assert sum(result == (ANSWER, True) for result in results) == 1


def test_old_keys_are_forgotten(alice):
    run(alice)
    run(alice, effect=lambda: ANSWER, key="old")
    OnceKey.objects.filter(key="old").update(created_at=clock.now() - dt.timedelta(days=31))
    assert keys.forget_old() == 1
    assert OnceKey.objects.get().key == "k"


def test_new_keys_differ():
    assert len({keys.new_key() for _number in range(100)}) == 100
