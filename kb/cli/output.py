"""Rows on stdout in the format that was asked for; talk goes to stderr."""

import csv
import io
import json
import os
import re
import sys
from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

import click

F = TypeVar("F", bound=Callable[..., Any])
FORMATS = ("table", "json", "ndjson", "csv", "md")
FORMULA = re.compile(r"[=+\-@\t\r\n]")
"""How a cell begins that a spreadsheet would compute."""
NUMBER = re.compile(r"[-+]?\d+(\.\d+)?([eE][-+]?\d+)?")
Row = Mapping[str, object]


def format_option(function: F) -> F:
    """Give a command the option `--format`."""
    return click.option("--format", "format_", type=click.Choice(FORMATS), default="table", show_default=True, help="Form of the output.")(
        function
    )


def emit(rows: Sequence[Row], format_: str, columns: Sequence[str] | None = None) -> None:
    """Print rows on stdout; `columns` names and orders what table, csv and md show, by default the keys of the first row.

    json and ndjson hold the rows whole. Without rows, table and md print nothing, and csv prints its head.
    """
    shown = tuple(columns or (rows[0] if rows else ()))
    if not rows and format_ in ("table", "md"):
        return
    match format_:
        case "json":
            click.echo(json.dumps(list(rows), ensure_ascii=False, indent=2))
        case "ndjson":
            for row in rows:
                click.echo(json.dumps(row, ensure_ascii=False))
        case "csv":
            click.echo(_csv(rows, shown), nl=False)
        case "md":
            click.echo(_markdown(rows, shown))
        case _:
            click.echo(_table(rows, shown))


def text(value: object) -> str:
    """Write a cell: nothing for None, lists joined by semicolons."""
    if value is None:
        return ""
    if isinstance(value, list | tuple):
        return "; ".join(text(part) for part in value)
    return str(value)


def _csv(rows: Sequence[Row], columns: Sequence[str]) -> str:
    """Write CSV in which a spreadsheet finds no formula: an apostrophe keeps a cell a text."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow(_guarded(text(row.get(column))) for column in columns)
    return buffer.getvalue()


def _guarded(cell: str) -> str:
    return f"'{cell}" if FORMULA.match(cell) and not NUMBER.fullmatch(cell) else cell


def _markdown(rows: Sequence[Row], columns: Sequence[str]) -> str:
    cells = ([_one_line(text(row.get(column))).replace("|", "\\|") for column in columns] for row in rows)
    return "\n".join(f"| {' | '.join(line)} |" for line in (columns, ["---"] * len(columns), *cells))


def _one_line(cell: str) -> str:
    return " ".join(cell.split())


def _table(rows: Sequence[Row], columns: Sequence[str]) -> str:
    """Align columns; on a terminal the last one wraps to its width."""
    cells = [[_one_line(text(row.get(column))) for column in columns] for row in rows]
    widths = [max(len(line[number]) for line in (columns, *cells)) for number in range(len(columns))]
    room = os.get_terminal_size(sys.stdout.fileno()).columns - sum(widths[:-1]) - 2 * (len(widths) - 1) if sys.stdout.isatty() else 0
    return "\n".join(_line(line, widths, room) for line in (columns, *cells))


def _line(cells: Sequence[str], widths: Sequence[int], room: int) -> str:
    head = "  ".join(cell.ljust(width) for cell, width in zip(cells[:-1], widths[:-1], strict=True))
    indent = " " * (len(head) + 2 if head else 0)
    last = _wrapped(cells[-1], room) if room > 20 and cells[-1] else [cells[-1] if cells else ""]
    return f"\n{indent}".join([f"{head}  {last[0]}" if head else last[0], *last[1:]]).rstrip()


def _wrapped(cell: str, room: int) -> list[str]:
    import textwrap  # noqa: PLC0415 # lazily for start-up time: only tables on terminals need it

    return textwrap.wrap(cell, room)
