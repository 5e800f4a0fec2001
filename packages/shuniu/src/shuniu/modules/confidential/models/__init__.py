"""What the module keeps. Each model stands in the file of its subject."""

from shuniu.modules.confidential.models.incident import Incident
from shuniu.modules.confidential.models.review import PublicReview
from shuniu.modules.confidential.models.room import RoomLine

__all__ = ["Incident", "PublicReview", "RoomLine"]
