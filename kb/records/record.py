"""What all records have in common: closed to unknown keys, documented field by field."""

from dataclasses import Field
from typing import Any, ClassVar


def yaml_name(field: str) -> str:
    """Return the key of a field in YAML: a Python keyword carries an underscore only here.

    >>> yaml_name("in_"), yaml_name("subject")
    ('in', 'subject')
    """
    return field.rstrip("_")


class Record:
    """Base of all records; the settings are pydantic's and take effect where records are read."""

    __slots__ = ()
    __dataclass_fields__: ClassVar[dict[str, Field[Any]]]
    __pydantic_config__: ClassVar[Any] = {"extra": "forbid", "use_attribute_docstrings": True, "alias_generator": yaml_name}
