import pytest

from resolution_portal.redis_urls import broker_url, cache_url


@pytest.mark.parametrize(
    ("given", "broker", "cache"),
    [
        ("redis://127.0.0.1:6379", "redis://127.0.0.1:6379", "redis://127.0.0.1:6379/1"),
        (
            "redis://:secret@cache.example:6380/4",
            "redis://:secret@cache.example:6380/4",
            "redis://:secret@cache.example:6380/5",
        ),
        ("rediss://cache.example/0", "rediss://cache.example/0", "rediss://cache.example/1"),
        ("unix:///run/valkey.sock", "redis+socket:///run/valkey.sock?virtual_host=0", "unix:///run/valkey.sock?db=1"),
        (
            "unix:///run/valkey.sock?db=2",
            "redis+socket:///run/valkey.sock?virtual_host=2",
            "unix:///run/valkey.sock?db=3",
        ),
    ],
)
def test_one_address_serves_broker_and_cache_in_two_databases(given: str, broker: str, cache: str):
    assert (broker_url(given), cache_url(given)) == (broker, cache)


def test_without_a_server_messages_go_nowhere():
    assert broker_url("") == "memory://"
