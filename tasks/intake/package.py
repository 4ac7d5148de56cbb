"""An Office package (a zip of XML parts) opened without trusting it."""

import io
import lzma
import struct
import zipfile
import zlib

from django.utils.translation import gettext as _
from lxml import etree

from tasks.intake.blocks import Unreadable

MAX_ENTRIES = 2_000
MAX_UNPACKED = 100 * 1024 * 1024
MAX_PART = 40 * 1024 * 1024
MAX_RATIO = 200
RATIO_FROM = 1024 * 1024  # small parts of repeated XML pack very well and harm nobody

_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    EOFError,
    OSError,
    ValueError,
    RuntimeError,
    NotImplementedError,
    OverflowError,
)
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)


class Package:
    """The parts of one package, within limits; every refusal is `Unreadable`."""

    def __init__(self, data: bytes, *, name: str) -> None:
        self.name = name
        self._parts = self._unpack(data)

    def part(self, path: str) -> etree._Element | None:
        """The root element of a part, or None when the package has no such part."""
        content = self._parts.get(path.lstrip("/"))
        if content is None:
            return None
        parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False)
        try:
            root = etree.fromstring(content, parser)
        except (etree.XMLSyntaxError, ValueError) as error:
            raise self._broken() from error
        if root.getroottree().docinfo.internalDTD is not None:
            raise self._dangerous()
        return root

    def _unpack(self, data: bytes) -> dict[str, bytes]:
        try:
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                entries = archive.infolist()
                self._check_limits(entries)
                wanted = [entry for entry in entries if entry.filename.lower().endswith((".xml", ".rels"))]
                return {entry.filename: self._read(archive, entry) for entry in wanted}
        except _BROKEN as error:
            raise self._broken() from error

    def _check_limits(self, entries: list[zipfile.ZipInfo]) -> None:
        unpacked = sum(entry.file_size for entry in entries)
        packed = sum(entry.compress_size for entry in entries)
        too_dense = unpacked > RATIO_FROM and unpacked > MAX_RATIO * max(packed, 1)
        if len(entries) > MAX_ENTRIES or unpacked > MAX_UNPACKED or too_dense:
            raise Unreadable(
                _("Файл «%(name)s» распаковывается в слишком большой объём и не принят. Сохраните документ заново.")
                % {"name": self.name}
            )

    def _read(self, archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
        if entry.compress_type not in _METHODS or entry.file_size > MAX_PART:
            raise self._broken()
        content = archive.read(entry)
        if b"<!DOCTYPE" in content:
            raise self._dangerous()
        return content

    def _broken(self) -> Unreadable:
        return Unreadable(
            _("Файл «%(name)s» испорчен: документ DOCX не открывается. Сохраните его заново и попробуйте ещё раз.")
            % {"name": self.name}
        )

    def _dangerous(self) -> Unreadable:
        return Unreadable(
            _("Файл «%(name)s» не принят: в документе есть объявление DOCTYPE, в файлах Word его не бывает.")
            % {"name": self.name}
        )
