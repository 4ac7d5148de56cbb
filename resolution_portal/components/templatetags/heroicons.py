"""The icons' own tags, each drawing kept: `{% load heroicons %}` finds this library in place of the package's.

The package parses and writes the XML anew for every icon, which a page of twenty icons feels.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

from django import template
from django.utils.safestring import SafeString
from heroicons.templatetags import heroicons as package

register = template.Library()


def _kept(name: str, draw: Callable[..., SafeString]) -> None:
    drawing = lru_cache(maxsize=256)(draw)

    # Plain keywords: a template's options come in any order, and the cache takes each order for another icon.
    def tag(icon: str, **options: object) -> SafeString:
        return drawing(icon, **dict(sorted(options.items())))

    register.simple_tag(tag, name=name)


for _name in ("heroicon_micro", "heroicon_mini", "heroicon_outline", "heroicon_solid"):
    _kept(_name, getattr(package, _name))
