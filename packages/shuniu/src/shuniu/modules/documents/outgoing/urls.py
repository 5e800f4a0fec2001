"""Addresses of 发文."""

from django.urls import path

from shuniu.modules.documents.outgoing.views import draft, lists, pages, versions, word

urlpatterns = [
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
]
