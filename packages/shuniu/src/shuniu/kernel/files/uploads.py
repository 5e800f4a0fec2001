"""Uploads that live in memory only: nothing of a request's files reaches a disk before the gate has looked.

Put `MemoryOnly` alone into FILE_UPLOAD_HANDLERS; a view takes its files by `uploaded`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.files.uploadhandler import FileUploadHandler, SkipFile, StopUpload
from django.http import HttpRequest

from shuniu.kernel.base.refusals import Code, Problem, Refusal
from shuniu.kernel.files.gate import too_large

MOST_FILES = 20
_PATIENCE = 4
_MARK = "shuniu_upload_refusal"


@dataclass(frozen=True)
class Upload:
    """One uploaded file, as it came: nothing of it has been checked."""

    name: str
    data: bytes


def most_at_once() -> int:
    """How many bytes of files one request may carry: two of the largest."""
    return 2 * int(settings.MAX_UPLOAD_BYTES)


class MemoryOnly(FileUploadHandler):
    """Keeps uploads in memory, and stops keeping as soon as a limit is passed; `uploaded` then says so.

    The rest of the request is still taken in, so that the sentence reaches the browser, unless it is so
    large (`_PATIENCE` times the limit) that only closing the connection helps.
    """

    def __init__(self, request: HttpRequest | None = None) -> None:
        super().__init__(request)
        self._buffer = BytesIO()
        self._files = 0
        self._bytes = 0
        self._hopeless = False

    def handle_raw_input(
        self,
        input_data: Any,
        META: Mapping[str, Any],  # noqa: N803 - Django's name
        content_length: int,
        boundary: str,
        encoding: str | None = None,
    ) -> None:
        """Look at the announced size of the whole request."""
        self._hopeless = content_length > _PATIENCE * most_at_once()

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Begin a file. Raises `StopUpload` or `SkipFile` past a limit."""
        super().new_file(*args, **kwargs)
        self._buffer = BytesIO()
        if self._hopeless:
            self._refuse(too_large(self.content_length or _PATIENCE * most_at_once()))
            raise StopUpload(connection_reset=True)
        self._files += 1
        if self._files > MOST_FILES:
            self._refuse(_too_many(f"一次最多提交 {MOST_FILES} 个文件。"))
            raise SkipFile

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Keep one piece. Raises `SkipFile` past a limit, after letting go of what was kept."""
        self._bytes += len(raw_data)
        if start + len(raw_data) > settings.MAX_UPLOAD_BYTES:
            self._skip(too_large(start + len(raw_data)))
        if self._bytes > most_at_once():
            self._skip(_too_many(f"一次提交的文件合计不能超过 {most_at_once() // 2**20} MB。"))
        self._buffer.write(raw_data)

    def file_complete(self, file_size: int) -> InMemoryUploadedFile:
        """The whole file, in memory."""
        self._buffer.seek(0)
        return InMemoryUploadedFile(
            file=self._buffer,
            field_name=self.field_name,
            name=self.file_name,
            content_type=self.content_type,
            size=file_size,
            charset=self.charset,
            content_type_extra=self.content_type_extra,
        )

    def _skip(self, refusal: Refusal) -> None:
        self._buffer = BytesIO()
        self._refuse(refusal)
        raise SkipFile

    def _refuse(self, refusal: Refusal) -> None:
        if self.request is not None and not hasattr(self.request, _MARK):
            setattr(self.request, _MARK, refusal)


def _too_many(message: str) -> Refusal:
    return Refusal(Code.TOO_MANY, message, remedy="请分几次提交。", problems=(Problem("file", message),))


def uploaded(request: HttpRequest, field: str = "file") -> tuple[Upload, ...] | Refusal:
    """The files of *request* in *field*, each to be passed to `gate.admit`; or why they were not taken in."""
    files = request.FILES.getlist(field)
    refusal = getattr(request, _MARK, None)
    if isinstance(refusal, Refusal):
        return refusal
    if not files:
        message = "没有收到文件，请重新选择。"
        return Refusal(Code.INVALID, message, problems=(Problem(field, message),))
    return tuple(Upload(file.name or "", file.read()) for file in files)
