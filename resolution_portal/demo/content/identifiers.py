"""Invented numbers with the right check digits: no tax office 6799 exists, so none of them belongs to anybody."""

from __future__ import annotations

from random import Random
from zlib import crc32

# Chosen so that no two of the demo's organizations share a number; a test holds it.
SALT = 1
INN_WEIGHTS = (2, 4, 10, 3, 5, 9, 4, 6, 8)


def invented_inn(key: str) -> str:
    """Ten digits of a legal entity, from its key."""
    digits = f"6799{crc32(f'{SALT}{key}'.encode()) % 100_000:05d}"
    return digits + str(inn_check_digit(digits))


def invented_ogrn(rng: Random) -> str:
    """Thirteen digits: kind, year, region, office, number, check digit."""
    digits = f"1{rng.randrange(2, 13):02d}6799{rng.randrange(100_000):05d}"
    return digits + str(int(digits) % 11 % 10)


def inn_check_digit(digits: str) -> int:
    return sum(weight * int(digit) for weight, digit in zip(INN_WEIGHTS, digits, strict=True)) % 11 % 10


def invented_phone(code: str, rng: Random) -> str:
    """«8 (48131) 4-22-17», «8 (4812) 29-27-61»."""
    if len(code) == 4:
        return f"8 ({code}) {rng.randrange(20, 70)}-{rng.randrange(100):02d}-{rng.randrange(100):02d}"
    return f"8 ({code}) {rng.randrange(2, 8)}-{rng.randrange(10, 100)}-{rng.randrange(100):02d}"
