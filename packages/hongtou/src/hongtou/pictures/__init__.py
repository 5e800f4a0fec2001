"""Pictures as files: what one is, whether it is harmless and whole, and its pixels as a page needs them."""

from hongtou.pictures.looking import BadPicture, Look, look_at, picture_of
from hongtou.pictures.pixels import Raster, raster_of

__all__ = ["BadPicture", "Look", "Raster", "look_at", "picture_of", "raster_of"]
