"""Links from what a text names to the pages of records."""

import re
from urllib.parse import quote

from markupsafe import Markup, escape

from kb.ids import is_address, is_slug
from kb.store.base import KnowledgeBase

NAMED = re.compile(r"(?<![\w:-])[a-z0-9-]+:[a-z0-9-]+(?![\w:-])")
"""What looks like a claim's address."""
PROSE = ("slug", "says", "what", "title", "also called", "hedge")
"""Labels of records behind which no name of another record stands."""
WEB = re.compile(r"https?://[^\s]+")


class Links:
    """The pages of the records of one base."""

    def __init__(self, base: KnowledgeBase) -> None:
        self.entities, self.sources = frozenset(base.entity_slugs()), frozenset(base.source_slugs())
        self.predicates = frozenset(base.predicates())

    def of(self, name: str) -> str | None:
        """Return the page of the record that a text is the name of, None where it is none.

        Whether a claim exists is not looked up; the page of one that does not says so.
        """
        if is_address(name):
            return self.claim(name) if name.partition(":")[0] in self.sources else None
        for kind, known in (("entity", self.entities), ("source", self.sources), ("predicate", self.predicates)):
            if name in known:
                return f"/{kind}/{name}"
        return None

    @staticmethod
    def claim(address: str) -> str:
        """Return the page of a claim."""
        return f"/claim/{quote(address, safe=':')}"

    def name(self, name: str) -> Markup:
        """Write a name with its link, where it has one."""
        href = self.of(name)
        return Markup('<a href="{}">{}</a>').format(href, name) if href else escape(name)

    def head(self, label: str, text: str) -> Markup:
        """Write what stands behind a label of a record; where it is all names, each has its link."""
        parts = text.split(", ")
        if label in PROSE or not all(map(self.of, parts)):
            return self.external(text) if label == "url" else self.text(text)
        return Markup(", ").join(map(self.name, parts))

    def text(self, text: object) -> Markup:
        """Write a text with links on the addresses in it; a text that is one name, or a list of names, is linked as such."""
        parts = str(text).split(", ")
        if all(self.of(part) and is_named(part) for part in parts):
            return Markup(", ").join(self.name(part) for part in parts)
        written, end = [], 0
        for found in NAMED.finditer(str(text)):
            written += [escape(str(text)[end : found.start()]), self.name(found[0])]
            end = found.end()
        return Markup("").join([*written, escape(str(text)[end:])])

    @staticmethod
    def marked(text: str) -> Markup:
        """Write a docstring: what stands in backticks is code."""
        pieces = (Markup("<code>{}</code>").format(part) if number % 2 else escape(part) for number, part in enumerate(text.split("`")))
        return Markup("").join(pieces)

    @staticmethod
    def external(address: str) -> Markup:
        """Write the address of a page elsewhere as a link, if it is one of the web."""
        return Markup('<a href="{0}" rel="noopener">{0}</a>').format(address) if WEB.fullmatch(address) else escape(address)


def is_named(text: str) -> bool:
    """Tell a name from a word of prose: it has a mark or a figure in it, as slugs of records mostly do."""
    return is_address(text) or "_" in text or (is_slug(text) and re.search(r"[-0-9]", text) is not None)
