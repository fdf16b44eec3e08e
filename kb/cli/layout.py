"""The commands `kb format` and `kb schema`: the canonical layout of claims, and what editors know of it."""

import difflib
from pathlib import Path

import click

from kb.cli.check import found_root, root_option
from kb.errors import ClaimsRejected
from kb.read.schema import schemas
from kb.read.tree import read
from kb.write.layout import format_text


@click.command("format")
@click.argument("files", nargs=-1, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@root_option
@click.option("--check", "only_check", is_flag=True, help="Write nothing; show the difference and exit 1 where there is one.")
def format_command(files: tuple[Path, ...], root: Path | None, only_check: bool) -> None:
    """Lay the claims out in the one canonical form; comments stay."""
    tree = found_root(root).resolve()
    reading = read(tree)
    if reading.problems:
        raise ClaimsRejected(reading.problems)
    chosen = [file.resolve() for file in files] or sorted(path for path in tree.rglob("*.yaml"))
    changed = 0
    for file in chosen:
        old = file.read_text(encoding="utf-8")
        new = format_text(old, str(file.relative_to(tree)))
        if old == new:
            continue
        changed += 1
        if only_check:
            click.echo(
                "".join(difflib.unified_diff(old.splitlines(True), new.splitlines(True), str(file), f"{file} (formatted)")), nl=False
            )
        else:
            write_whole(file, new)
    click.echo(f"{changed} of {len(chosen)} files {'would change' if only_check else 'changed'}", err=True)
    raise SystemExit(1 if changed and only_check else 0)


def write_whole(path: Path, content: str) -> None:
    """Replace a file at once, so that nothing is ever half-written."""
    beside = path.with_name(f".{path.name}.new")
    beside.write_text(content, encoding="utf-8")
    beside.replace(path)


@click.command("schema")
@root_option
def schema_command(root: Path | None) -> None:
    """Write the JSON Schemas, made from the records and the words in use, into claims/schema/."""
    tree = found_root(root)
    folder = tree / "schema"
    folder.mkdir(exist_ok=True)
    for name, content in schemas(read(tree).draft).items():
        write_whole(folder / name, content)
    click.echo(f"schemas written to {folder}", err=True)
