"""The way in: the bytes of a document → its outline."""

import hashlib
from collections.abc import Callable, Sequence

from django.utils.translation import gettext as _

from tasks.intake.addressees import KindName
from tasks.intake.blocks import MAX_BLOCK_CHARS, MAX_BLOCKS, Block, Unreadable, too_long, too_many
from tasks.intake.kinds import FileKind, sniff
from tasks.intake.outline import build_outline
from tasks.intake.readers.docx import read_docx
from tasks.intake.readers.markdown import read_markdown
from tasks.intake.readers.text import read_text
from tasks.intake.shape import Outline

_READERS: dict[FileKind, Callable[..., list[Block]]] = {
    "docx": read_docx,
    "markdown": read_markdown,
    "text": read_text,
}


def read_document(*, data: bytes, name: str, kinds: Sequence[KindName]) -> Outline:
    """The outline of a file; `Unreadable` when there is nothing to outline."""
    reader = _READERS[sniff(data=data, name=name)]
    blocks = reader(data, name=name)
    _check(blocks, name)
    return build_outline(blocks, kinds=kinds, sha256=hashlib.sha256(data).hexdigest())


def _check(blocks: list[Block], name: str) -> None:
    if not blocks:
        raise Unreadable(
            _("В файле «%(name)s» нет текста: возможно, внутри только изображение. Нужен файл с текстом.")
            % {"name": name}
        )
    longest = max(blocks, key=lambda block: len(block.text))
    if len(longest.text) > MAX_BLOCK_CHARS:
        raise too_long(longest.place)
    if len(blocks) > MAX_BLOCKS:
        raise too_many(name)
