"""What all records have in common: closed to unknown keys, documented field by field."""

from typing import Any, ClassVar


class Record:
    """Base of all records; the settings are pydantic's and take effect where records are read."""

    __slots__ = ()
    __pydantic_config__: ClassVar[Any] = {"extra": "forbid", "use_attribute_docstrings": True}
