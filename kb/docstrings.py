"""What stands under the fields of a class: the docstrings that every surface shows."""

import ast
import inspect
import textwrap
from collections.abc import Mapping
from functools import cache
from typing import Any


def docs_of(kind: Any) -> Mapping[str, str]:
    """Return the docstring under each field of a dataclass or word of an enum, those of its bases included."""
    return _docs_of(kind)


@cache
def _docs_of(kind: Any) -> Mapping[str, str]:
    found: dict[str, str] = {}
    for base in reversed(kind.__mro__):
        if base.__module__.partition(".")[0] in ("builtins", "enum", "typing"):
            continue
        body = ast.parse(textwrap.dedent(inspect.getsource(base))).body[0]
        for field, doc in zip(body.body, body.body[1:], strict=False) if isinstance(body, ast.ClassDef) else ():
            if (name := _name(field)) and isinstance(doc, ast.Expr):
                found[name] = ast.literal_eval(doc.value)
    return found


def _name(statement: ast.stmt) -> str | None:
    """Return the name that a statement gives a field or word."""
    target = (
        statement.target if isinstance(statement, ast.AnnAssign) else statement.targets[0] if isinstance(statement, ast.Assign) else None
    )
    return target.id if isinstance(target, ast.Name) else None
