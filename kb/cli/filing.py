"""Where records belong: a source in the file of its name, an entity in the file of its kind, no file left unread."""

from collections.abc import Iterator
from pathlib import Path

from kb.errors import Place, Problem
from kb.read.tree import FOLDERS, Reading, is_read
from kb.write.layout import review_file, verification_file

RULE = "filing"


def misfiled(reading: Reading, root: Path) -> Iterator[Problem]:
    """Yield what stands in the wrong file, and files that nobody reads."""
    for slug in reading.draft.sources:
        yield from _elsewhere(reading, f"source:{slug}", "slug", f"sources/{slug}.yaml", root)
    for slug, entity in reading.draft.entities.items():
        yield from _elsewhere(reading, f"entity:{slug}", "", f"entities/{entity.kind}.yaml", root)
    for slug in reading.draft.guides:
        yield from _elsewhere(reading, f"guide:{slug}", "slug", f"guides/{slug}.yaml", root)
    for slug in reading.draft.coverage:
        yield from _elsewhere(reading, f"coverage:{slug}", "source", f"coverage/{slug}.yaml", root)
    for key, run in reading.draft.verifications.items():
        yield from _elsewhere(reading, f"verification:{key}", "source", verification_file(run), root)
    for key, review in reading.draft.reviews.items():
        yield from _elsewhere(reading, f"review:{key}", "source", review_file(review), root)
    for file in sorted(file for file in root.rglob("*") if file.suffix in (".yaml", ".yml")):
        if not is_read((path := file.relative_to(root)).as_posix()):
            remedy = f"name it {path.with_suffix('.yaml').name} and put it into one of: {', '.join(FOLDERS)}"
            yield Problem(Place(f"{root.name}/{path.as_posix()}"), RULE, "", "", "this file is not read", remedy)


def _elsewhere(reading: Reading, record: str, field: str, wanted: str, root: Path) -> Iterator[Problem]:
    if reading.file(record) != f"{root.name}/{wanted}":
        place, remedy = reading.place(record, field), f"move it to {root.name}/{wanted}"
        yield Problem(place, RULE, record, field, "it stands in another file than its own", remedy)
