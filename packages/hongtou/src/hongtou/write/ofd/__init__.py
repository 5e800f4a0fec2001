"""The OFD pen: the Page model as a package of fixed pages (GB/T 33190-2016)."""

from hongtou.write.ofd.elements import elements_of
from hongtou.write.ofd.package import write_ofd

__all__ = ["elements_of", "write_ofd"]
