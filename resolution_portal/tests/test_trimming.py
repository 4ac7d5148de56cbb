from pathlib import Path

import pytest

from resolution_portal.trimming import sources, trimmed, words_of


@pytest.mark.parametrize(
    ("css", "kept"),
    [
        ("a{color:red}.btn{color:red}.card{color:red}", "a{color:red}.btn{color:red}"),
        (".btn,.card{color:red}", ".btn{color:red}"),
        (".btn:not(.card):hover{color:red}", ".btn:not(.card):hover{color:red}"),
        (".btn .card{color:red}.btn>a{color:red}", ".btn>a{color:red}"),
        ("@media (min-width:1px){.card{color:red}}", ""),
        ("@media (min-width:1px){.card{color:red}.btn{color:red}}", "@media (min-width:1px){.btn{color:red}}"),
        ("@keyframes spin{0%{color:red}100%{color:blue}}", "@keyframes spin{0%{color:red}100%{color:blue}}"),
        ('@charset "UTF-8";.card{color:red}', '@charset "UTF-8";'),
        (":root,[data-bs-theme=light]{--x:1}[data-bs-theme=dark]{--x:2}", ":root{--x:1}"),
        ('.btn{background:url("data:,{;}")}', '.btn{background:url("data:,{;}")}'),
        ("/*! licence */a{color:red}/*# sourceMappingURL=a.map */", "/*! licence */a{color:red}"),
        (".note-late{color:red}.notes{color:red}", ".note-late{color:red}"),
    ],
)
def test_keeps_what_a_page_can_meet(css: str, kept: str):
    assert trimmed(css, {"btn", "note-", "data-"}) == kept


def test_words_come_from_templates_scripts_and_modules_but_not_from_tests(tmp_path: Path):
    (tmp_path / "tests").mkdir()
    for name, text in {
        "page.html": '<p class="btn btn-{{ kind }}">',
        "page.js": 'list.add("is-open")',
        "page.py": 'CSS = "lead"',
        "page.css": ".card {}",
        "tests/test_page.py": '"carousel"',
    }.items():
        (tmp_path / name).write_text(text)
    assert {path.name for path in sources([tmp_path])} == {"page.html", "page.js", "page.py"}
    words = words_of([tmp_path])
    assert {"btn", "btn-", "is-open", "lead"} <= words
    assert not {"card", "carousel"} & words
