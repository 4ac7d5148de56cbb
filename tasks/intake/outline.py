"""Blocks → outline: requisites, addressees, directives. Knows no file format."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from django.utils.translation import gettext as _

from tasks.intake.addressees import KindName, Matcher
from tasks.intake.blocks import Block
from tasks.intake.drafts import DraftDirective, DraftSection, sections_of
from tasks.intake.headings import Heading, announces, ends_with_colon, heading_of, is_deeper, says_what_to_do
from tasks.intake.markers import split_marker
from tasks.intake.morphology import begins_with_infinitive
from tasks.intake.requisites import Requisites, is_draft_line, read_requisites
from tasks.intake.shape import Finding, Outline, Skipped
from tasks.intake.wording import is_passport_line

_SHOWN = 300


def build_outline(blocks: Sequence[Block], *, kinds: Sequence[KindName], sha256: str) -> Outline:
    """The outline of a document. What it cannot place is in `skipped`, what must be corrected in `problems`."""
    walk = _Walk(_prepared(blocks), Matcher(kinds))
    walk.run()
    sections, problems, warnings = sections_of(walk.sections)
    problems = sorted([*walk.problems, *problems], key=lambda problem: problem.line)
    if not any(section.directives for section in sections):
        message = _("В документе не найдено ни одного пункта под адресатом. Проверьте, тот ли это файл.")
        problems.insert(0, Finding(0, "no_directives", message))
    head = walk.head
    return Outline(
        doc_kind=head.doc_kind,
        number=head.number,
        title=head.title,
        place=head.place,
        adopted_on=head.adopted_on,
        issuer_text=head.issuer_text,
        is_draft_text=walk.draft is not None,
        sections=tuple(sections),
        skipped=tuple(sorted(walk.skipped, key=lambda skipped: skipped.line)),
        problems=tuple(problems),
        warnings=(*_head_warnings(head, walk.draft), *warnings),
        sha256=sha256,
    )


def _prepared(blocks: Sequence[Block]) -> list[Block]:
    """Typed bullets and numbers understood; a heading broken over two paragraphs put together."""
    prepared: list[Block] = []
    for block in blocks:
        marked = split_marker(block.text) if block.kind != "item" else None
        if marked:
            kind = block.kind if block.kind == "heading" else "item"
            block = replace(block, kind=kind, text=marked.text, number=marked.number, level=marked.level)
        before = prepared[-1] if prepared else None
        if before and _goes_on(before, block):
            prepared[-1] = replace(before, text=f"{before.text} {block.text}")
        else:
            prepared.append(block)
    return prepared


def _goes_on(before: Block, block: Block) -> bool:
    emphasised = all(part.kind == "heading" or part.bold for part in (before, block))
    unfinished = before.text[-1].isalpha() or before.text.endswith(",")
    low = block.text[:1].islower() and not begins_with_infinitive(block.text)
    return emphasised and unfinished and low and block.kind != "item" and ends_with_colon(block.text)


@dataclass
class _Walk:
    """Goes through the blocks once and sorts each into a section or among the skipped."""

    blocks: list[Block]
    matcher: Matcher
    sections: list[DraftSection] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)
    problems: list[Finding] = field(default_factory=list)
    draft: Block | None = None
    head: Requisites = field(default_factory=lambda: read_requisites([]))

    def run(self) -> None:
        headings = [heading_of(block, self._after(index), self.matcher) for index, block in enumerate(self.blocks)]
        begin = next(
            (i for i, block in enumerate(self.blocks) if headings[i] or block.kind == "item"), len(self.blocks)
        )
        self._read_head(self.blocks[:begin])
        section: DraftSection | None = None
        for index in range(begin, len(self.blocks)):
            section = self._place(self.blocks[index], self._after(index), headings[index], section)
        self._drop_empty()

    def _after(self, index: int) -> Block | None:
        return self.blocks[index + 1] if index + 1 < len(self.blocks) else None

    def _read_head(self, blocks: list[Block]) -> None:
        self.head = read_requisites(blocks)
        for index, block in enumerate(blocks):
            if index in self.head.drafts:
                self._note_draft(block)
            elif index not in self.head.used:
                self._skip(block, _("вступительная часть"))

    def _place(
        self, block: Block, following: Block | None, heading: Heading | None, section: DraftSection | None
    ) -> DraftSection | None:
        """Sort one block; the section that the next block belongs to."""
        if heading:
            self.sections.append(DraftSection(heading, block))
            return self.sections[-1]
        if block.kind != "item" and is_draft_line(block.text):
            self._note_draft(block)
            return section
        if section is None:
            self._outside(block)
            return None
        last = section.directives[-1] if section.directives else None
        if last and block.kind != "item" and is_passport_line(block.text):
            last.passport.append(block.text)
        elif last and _is_part(block, last):
            last.add_part(block)
        elif last and block.kind != "item" and last.unfinished and block.text[0].islower():
            last.continue_with(block.text)
        elif says_what_to_do(block) or (block.kind != "heading" and block.text.endswith(";")):
            section.directives.append(DraftDirective(block))
        else:
            self._skip(block, _("не адресат и не пункт"))
            leads = announces(block, following) and following is not None and says_what_to_do(following)
            return None if leads else section
        return section

    def _outside(self, block: Block) -> None:
        self._skip(block, _("стоит не под адресатом"))
        if block.kind == "item" and begins_with_infinitive(block.text):
            message = _("%(place)s: пункт «%(text)s» стоит не под адресатом. Добавьте над ним, кому он поручен.")
            said = {"place": block.place.capitalize(), "text": _shortened(block.text, 80)}
            self.problems.append(Finding(block.line, "no_addressee", message % said))

    def _drop_empty(self) -> None:
        """A heading without directives: of a category a mistake, of anything else mere text."""
        for section in [section for section in self.sections if not section.directives]:
            self._skip(section.block, _("под заголовком нет пунктов"))
            if section.heading.matches:
                message = _("%(place)s: под адресатом «%(heading)s» нет ни одного пункта.")
                said = {"place": section.block.place.capitalize(), "heading": section.heading.text}
                self.problems.append(Finding(section.block.line, "empty_section", message % said))
        self.sections = [section for section in self.sections if section.directives]

    def _note_draft(self, block: Block) -> None:
        self.draft = self.draft or block
        self._skip(block, _("помета проекта"))

    def _skip(self, block: Block, why: str) -> None:
        self.skipped.append(Skipped(block.line, _shortened(block.text, _SHOWN), why))


def _is_part(block: Block, last: DraftDirective) -> bool:
    """«обеспечить: а) …; б) …» is one directive."""
    return block.kind == "item" and ends_with_colon(last.block.text) and is_deeper(block, last.block)


def _shortened(text: str, length: int) -> str:
    return text if len(text) <= length else f"{text[: length - 1].rstrip()}…"


def _head_warnings(head: Requisites, draft: Block | None) -> list[Finding]:
    warnings = []
    if draft:
        message = _("Похоже, это проект документа. Укажите реквизиты принятого документа или приказа.")
        warnings.append(Finding(draft.line, "draft_text", message))
    if not head.title:
        warnings.append(Finding(0, "no_title", _("Название документа не найдено. Впишите его.")))
    if not head.adopted_on:
        warnings.append(Finding(0, "no_adopted_on", _("Дата принятия документа не найдена. Впишите её.")))
    return warnings
