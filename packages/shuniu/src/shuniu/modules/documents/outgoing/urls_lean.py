"""Addresses of 精简文件 and 提升质量: the plan, the ceiling, the two boards."""

from django.urls import path

from shuniu.modules.documents.outgoing.views import (
    board,
    board_documents,
    ceiling,
    plan_import,
    plans,
    quality,
    quality_bulletin,
)

lean_patterns = [
    path("outgoing/plan/", plans.plan),
    path("outgoing/plan/new/", plans.new),
    path("outgoing/plan/approve/", plans.approve),
    path("outgoing/plan/refuse/", plans.refuse),
    path("outgoing/plan/drop/", plans.drop),
    path("outgoing/plan/carry/", plans.carry),
    path("outgoing/plan/import/", plan_import.bring),
    path("outgoing/plan/template.xlsx", plan_import.template),
    path("outgoing/plan/<row:pk>/", plans.show),
    path("outgoing/board/", board.show),
    path("outgoing/board/documents/", board_documents.documents),
    path("outgoing/board/board.xlsx", board.board_xlsx),
    path("outgoing/board/board.pdf", board.board_pdf),
    path("outgoing/ceiling/", ceiling.show),
    path("outgoing/ceiling/explain/", ceiling.explain),
    path("outgoing/ceiling/paper/", ceiling.paper),
    path("outgoing/ceiling/<row:pk>.pdf", ceiling.pdf),
    path("outgoing/quality/", quality.show),
    path("outgoing/quality/findings/", quality.findings),
    path("outgoing/quality/quality.xlsx", quality.quality_xlsx),
    path("outgoing/quality/bulletin.pdf", quality_bulletin.pdf),
    path("outgoing/quality/draft/", quality_bulletin.draft),
]
