"""Handing a stored file to a browser that must treat it as a stranger's: never as a page of ours."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.http import content_disposition_header

from shuniu.kernel.base.refusals import Refusal
from shuniu.kernel.files import store
from shuniu.kernel.files.models import StoredFile
from shuniu.kernel.files.pages import DAMAGED, ERASED

_SHUT = "default-src 'none'; frame-ancestors 'self'; base-uri 'none'; form-action 'none'"
# Chromium refuses to open its own PDF viewer in a sandboxed page, and runs it in a process of its own anyway.
INLINE: dict[str, tuple[str, str]] = {
    "pdf": ("application/pdf", f"{_SHUT}; object-src 'self'"),
    "png": ("image/png", f"{_SHUT}; img-src 'self'; sandbox"),
    "jpg": ("image/jpeg", f"{_SHUT}; img-src 'self'; sandbox"),
}
"""Kinds a browser may show in place: content type and Content-Security-Policy. All others are downloads."""
_DOWNLOAD = ("application/octet-stream", f"{_SHUT}; sandbox")


def respond(file: StoredFile, *, inline: bool = True) -> HttpResponse | Refusal:
    """The content of *file*, checked against its hash; shown in place where *inline* and kind allow.

    The caller has decided before that this reader may have it. Refuses an erased or damaged file.
    """
    if file.erased_at is not None:
        return ERASED
    try:
        data = store.load(file.sha256)
    except store.Damaged:
        return DAMAGED
    shown = inline and file.kind in INLINE
    content_type, policy = INLINE[file.kind] if shown else _DOWNLOAD
    return _guarded(data, content_type, policy, content_disposition_header(not shown, file.name))


def respond_page(image: bytes) -> HttpResponse:
    """A page drawn by `pages.page_image`."""
    content_type, policy = INLINE["png"]
    return _guarded(image, content_type, policy, "inline")


def _guarded(data: bytes, content_type: str, policy: str, disposition: str | None) -> HttpResponse:
    return HttpResponse(
        data,
        content_type=content_type,
        headers={
            "Content-Disposition": disposition or "attachment",
            "Content-Length": str(len(data)),
            "Content-Security-Policy": policy,
            "X-Content-Type-Options": "nosniff",
            "Cross-Origin-Resource-Policy": "same-origin",
            # What was read on a shared machine must not stay in its disk cache.
            "Cache-Control": "private, no-store",
        },
    )
