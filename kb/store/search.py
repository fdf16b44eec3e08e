"""Finding by words and by name: full-text search over prose, and names as people type them."""

from difflib import SequenceMatcher

from kb.frozen import frozen
from kb.store.names import LONGEST, all_words, any_trigram, folded
from kb.store.reader import Reader

CANDIDATES = 60
"""Names with shared trigrams that are compared in full."""
ALIKE = 0.6
"""Least share of letters in common for a name to be proposed."""


@frozen
class Hit:
    """A record whose prose holds the words."""

    kind: str
    """claim, entity or source."""
    id: str
    title: str
    snippet: str
    """The words with some text around, each found word in [brackets]."""


@frozen
class Match:
    """A record that a name may mean."""

    kind: str
    """entity, source or predicate."""
    id: str
    name: str
    """The name by which it was found."""
    matched: str
    """How: `slug`, `name`, `alias` or `title` for an exact match, `similar` for a guess."""


def search(reader: Reader, text: str, limit: int) -> list[Hit]:
    """Return claims that count, entities and sources whose prose holds every word, best first."""
    if (words := all_words(text)) is None:
        return []
    sql = """
        SELECT prose.kind, prose.id, prose.title, snippet(prose, 3, '[', ']', '…', 24) FROM prose
        WHERE prose MATCH ?
        AND NOT (prose.kind = 'claim' AND EXISTS (SELECT 1 FROM claim WHERE address = prose.id AND withdrawn_on IS NOT NULL))
        ORDER BY prose.rank, prose.kind, prose.id LIMIT ?"""
    return [Hit(*row) for row in reader.select(sql, words, limit)]


def resolve(reader: Reader, name: str, limit: int) -> list[Match]:
    """Return the records that a name means, exact matches first; where there is none, those whose names are alike."""
    short = folded(name[:LONGEST])
    exact = [Match(*row) for row in reader.select("SELECT kind, id, text, role FROM name WHERE folded = ?", short)]
    exact.sort(key=lambda match: (_distance(match.name, name), ROLES.index(match.matched), match.kind, match.id))
    return _first_of_each(exact or _alike(reader, short))[:limit]


def _distance(name: str, given: str) -> int:
    """Order exact matches: letter by letter, but for case, but for marks and spaces."""
    return 0 if name == given else 1 if name.casefold() == given.casefold() else 2


ROLES = ("slug", "name", "alias", "title")


def _alike(reader: Reader, short: str) -> list[Match]:
    if (trigrams := any_trigram(short)) is None:
        return []
    sql = """
        SELECT name.kind, name.id, name.text, name.folded FROM name_trigram JOIN name ON name.number = name_trigram.rowid
        WHERE name_trigram MATCH ? ORDER BY name_trigram.rank, name.number LIMIT ?"""
    scored = [
        (_likeness(short, own), Match(kind, id_, text, "similar")) for kind, id_, text, own in reader.select(sql, trigrams, CANDIDATES)
    ]
    kept = sorted((pair for pair in scored if pair[0] >= ALIKE), key=lambda pair: (-pair[0], pair[1].kind, pair[1].id, pair[1].name))
    return [match for _, match in kept]


def _likeness(wanted: str, name: str) -> float:
    """Say how alike two folded names are; one that holds the other counts as alike."""
    ratio = SequenceMatcher(None, wanted, name[:LONGEST]).ratio()
    return max(ratio, ALIKE) if wanted in name else ratio


def _first_of_each(matches: list[Match]) -> list[Match]:
    """Keep the best match of each record."""
    best: dict[tuple[str, str], Match] = {}
    for match in matches:
        best.setdefault((match.kind, match.id), match)
    return list(best.values())
