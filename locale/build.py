"""Collects the words of code and templates into django.po and compiles django.mo, without system packages.

The words are Russian already, so an entry needs a translation only where Russian has three forms for two.
`--check` changes nothing and fails when a word is missing, a plural lacks a form, or the .mo is stale.
"""

import io
import sys
from pathlib import Path

import polib
from babel.messages.extract import extract
from django.conf import settings
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent
PO = ROOT / "locale" / "ru" / "LC_MESSAGES" / "django.po"
MO = PO.with_suffix(".mo")
SOURCES = ("organizations", "reports", "resolution_portal", "tasks", "templates")
KEYWORDS = {
    **{name: None for name in ("_", "gettext", "gettext_lazy", "gettext_noop")},
    **{name: (1, 2) for name in ("ngettext", "ngettext_lazy")},
    **{name: ((1, "c"), 2) for name in ("pgettext", "pgettext_lazy")},
    **{name: ((1, "c"), 2, 3) for name in ("npgettext", "npgettext_lazy")},
}
HEADER = {
    "Content-Type": "text/plain; charset=UTF-8",
    "Content-Transfer-Encoding": "8bit",
    "Language": "ru",
    "Plural-Forms": "nplurals=3; plural=("
    "n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<12 || n%100>14) ? 1 : 2);",
}


def main() -> int:
    """Build, or with --check say what building would change."""
    settings.configure(USE_I18N=True)
    old = polib.pofile(str(PO), wrapwidth=120) if PO.exists() else polib.POFile()
    new = collect(old)
    bare = [entry.msgid for entry in new if entry.msgid_plural and not all(entry.msgstr_plural.values())]
    for msgid in bare:
        print(f"django.po: заполните формы множественного числа: «{msgid}»", file=sys.stderr)
    if "--check" not in sys.argv:
        PO.parent.mkdir(parents=True, exist_ok=True)
        new.save(str(PO))
        MO.write_bytes(new.to_binary())
        print(f"{len(new)} сообщений, с формами числа: {sum(bool(entry.msgid_plural) for entry in new)}")
        return bool(bare)
    stale = str(new) != str(old) or not MO.exists() or MO.read_bytes() != new.to_binary()
    if stale:
        print("django.po или django.mo устарели: make messages", file=sys.stderr)
    return stale or bool(bare)


def collect(old: polib.POFile) -> polib.POFile:
    """All the words in use now, with the translations kept."""
    kept = {(entry.msgctxt, entry.msgid): entry for entry in old if not entry.obsolete}
    new = polib.POFile(wrapwidth=120)
    new.metadata = HEADER
    found: dict[tuple[str | None, str], polib.POEntry] = {}
    for path in _sources():
        for message, context in _messages(path):
            singular, plural = message if isinstance(message, tuple) else (message, "")
            entry = found.setdefault((context, singular), polib.POEntry(msgctxt=context, msgid=singular))
            if plural:
                entry.msgid_plural = plural
            place = (path.relative_to(ROOT).as_posix(), "")
            if place not in entry.occurrences:
                entry.occurrences.append(place)
    for key in sorted(found, key=lambda each: (each[1], each[0] or "")):
        entry, before = found[key], kept.get(key)
        if entry.msgid_plural:
            entry.msgstr_plural = {
                number: (before.msgstr_plural.get(number, "") if before else "") for number in range(3)
            }
        elif before:
            entry.msgstr = before.msgstr
        new.append(entry)
    return new


def _sources() -> list[Path]:
    files = [
        path for source in SOURCES for path in (ROOT / source).rglob("*") if path.suffix in (".py", ".html", ".txt")
    ]
    return sorted(path for path in files if not {"tests", "migrations", "content", "samples"} & set(path.parts))


def _messages(path: Path) -> list[tuple[str | tuple[str, str], str | None]]:
    text = path.read_text(encoding="utf-8")
    if path.suffix != ".py":
        if path.is_relative_to(ROOT / "templates") or "templates" in path.parts:
            text = templatize(text, origin=str(path))
        else:
            return []
    found = extract("python", io.BytesIO(text.encode()), keywords=KEYWORDS)
    return [(message, context) for _, message, _, context in found if message]


if __name__ == "__main__":
    sys.exit(main())
