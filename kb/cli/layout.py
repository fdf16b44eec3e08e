"""The commands `kb format` and `kb schema`: the canonical layout of claims, and what editors know of it."""

import difflib
from collections.abc import Collection
from pathlib import Path

import click

from kb.cli.check import chosen_files, found_root, root_option
from kb.cli.filing import misfiled
from kb.errors import ClaimsRejected
from kb.read.schema import schemas
from kb.read.tree import Reading, read
from kb.write.comments import with_comments
from kb.write.layout import files as canonical


@click.command("format")
@click.argument("files", nargs=-1, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@root_option
@click.option("--check", "only_check", is_flag=True, help="Write nothing; show the difference and exit 1 where there is one.")
def format_command(files: tuple[Path, ...], root: Path | None, only_check: bool) -> None:
    """Lay the claims out in the one canonical form; comments stay."""
    tree = found_root(root)
    wanted = chosen_files(files, tree)
    reading = read(tree)
    if problems := [*reading.problems, *misfiled(reading, tree)]:
        raise ClaimsRejected(problems)
    chosen = {file: text for file, text in canonical_files(reading, tree).items() if not wanted or file in wanted}
    changed = 0
    for file, text in chosen.items():
        old = file.read_bytes().decode()
        new = with_comments(old, text)
        if old == new:
            continue
        changed += 1
        if only_check:
            lines = difflib.unified_diff(old.splitlines(True), new.splitlines(True), str(file), f"{file} (formatted)")
            click.echo("".join(lines), nl=False)
        else:
            write_whole(file, new)
    click.echo(f"{changed} of {len(chosen)} files {'would change' if only_check else 'changed'}", err=True)
    raise SystemExit(1 if changed and only_check else 0)


def canonical_files(reading: Reading, tree: Path) -> dict[Path, str]:
    """Return the canonical text of every file of a tree, links and findings in the files where they stand."""
    ids = (*(f"link:{key}" for key in reading.draft.links), *(f"finding:{key}" for key in reading.draft.findings))
    topics = {name: Path(reading.place(name).file).stem for name in ids}
    return {tree / name: text for name, text in canonical(reading.draft, topics).items()}


def lay_out(reading: Reading, tree: Path, files: Collection[Path]) -> None:
    """Write these files of a tree anew, their comments kept."""
    for file, text in canonical_files(reading, tree).items():
        if file in files:
            write_whole(file, with_comments(file.read_bytes().decode(), text) if file.exists() else text)


def write_whole(path: Path, content: str) -> None:
    """Replace a file at once, so that nothing is ever half-written."""
    beside = path.with_name(f".{path.name}.new")
    beside.write_bytes(content.encode())
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
