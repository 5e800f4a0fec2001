"""Addresses of 发文."""

from django.urls import path

from shuniu.modules.documents.outgoing.urls_lean import lean_patterns
from shuniu.modules.documents.outgoing.views import (
    draft,
    forwards,
    lists,
    pages,
    receipts,
    sending_lists,
    slips,
    versions,
    word,
)

urlpatterns = [
    *lean_patterns,
    path("outgoing/", lists.outgoing_list),
    path("outgoing/new/", lists.new),
    path("outgoing/organs/", draft.organs),
    path("outgoing/<row:pk>/draft/", draft.draft),
    path("outgoing/<row:pk>/draft/<row:number>.docx", word.version_docx),
    path("outgoing/<row:pk>/document.docx", word.finished_docx),
    path("outgoing/<row:pk>/word/", word.word),
    path("outgoing/<row:pk>/word/<row:file_id>/", word.came_back),
    path("outgoing/<row:pk>/versions/", versions.versions),
    path("outgoing/<row:pk>/redline.pdf", versions.redline_pdf),
    path("outgoing/<row:pk>/preview.pdf", pages.preview),
    path("outgoing/<row:pk>/document.pdf", pages.finished),
    path("outgoing/<row:pk>/page/<row:number>.png", pages.picture),
    path("outgoing/<row:pk>/draft/check/", draft.check),
    path("outgoing/<row:pk>/draft/keep/", draft.keep),
    path("outgoing/<row:pk>/draft/drop/", draft.drop),
    path("outgoing/receipts/", receipts.everything),
    path("outgoing/receipts/remind/", receipts.remind),
    path("outgoing/receipts/recall/", receipts.recall),
    path("outgoing/receipts/<row:pk>/", receipts.outside),
    path("outgoing/receipts/<row:pk>/slip.pdf", slips.slip),
    path("outgoing/receipts/<row:pk>/files.zip", slips.files),
    path("outgoing/<row:pk>/receipts/", receipts.of_document),
    path("outgoing/<row:pk>/send/", receipts.send_more),
    path("outgoing/lists/", sending_lists.lists),
    path("outgoing/lists/new/", sending_lists.new),
    path("outgoing/lists/retire/", sending_lists.retire),
    path("outgoing/lists/<row:pk>/", sending_lists.change),
    path("outgoing/forwards/<row:pk>/", forwards.answer),
    path("incoming/<row:pk>/forward/", forwards.ask),
]
