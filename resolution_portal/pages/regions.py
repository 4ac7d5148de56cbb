"""The region's name out of the name of its top organization: «… Смоленской области …» → «Смоленская область»."""

import re

_REGION = re.compile(r"([А-ЯЁ][\w-]*?)(ск|цк)(?:ой\s+(области)|ого\s+(края))")
_REPUBLIC = re.compile(r"[Рр]еспублики\s+([А-ЯЁ][\w-]*)")


def region_of(name: str) -> str:
    """The region in the nominative, empty when the name does not say it."""
    if found := _REGION.search(name):
        stem, suffix, oblast, _krai = found.groups()
        return f"{stem}{suffix}ая область" if oblast else f"{stem}{suffix}ий край"
    if found := _REPUBLIC.search(name):
        return f"Республика {found.group(1)}"
    return ""
