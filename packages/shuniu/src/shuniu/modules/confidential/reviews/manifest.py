"""What reviews declare: the kind, the link, the procedure, actions, their place in the menu, and what a document says."""

from __future__ import annotations

from pathlib import Path

from shuniu.kernel.flow.models import Matter
from shuniu.kernel.flow.procedure import load_folder
from shuniu.kernel.flow.vocabulary import KINDS, Kind
from shuniu.kernel.platform.links.registry import LinkKind, declare_links
from shuniu.kernel.platform.menu import Place, place
from shuniu.modules.confidential.reviews.queries import publication_of
from shuniu.modules.documents.public import TELLERS

HERE = Path(__file__).parent


def search_text(matter: Matter) -> str:
    """Nothing beside number and title, which is that of the document."""
    return ""


def register() -> None:
    """Declare everything that reviews bring."""
    KINDS.register("public_review", Kind("public_review", "公开审查", "/matters/{}/".format, search_text))
    declare_links(LinkKind("public_review", "审查的公文", "公开审查"))
    TELLERS.register("public_review", publication_of)
    from shuniu.modules.confidential.reviews import presentation
    from shuniu.modules.confidential.reviews.actions import review  # noqa: F401

    presentation.register()
    place(
        "public_reviews",
        Place(
            "保密",
            "公开审查",
            "/confidential/reviews/",
            icon="check",
            order=60,
        ),
    )
    load_folder(HERE / "procedures")
