"""The little Markdown that our documentation is written in, as HTML: headings, paragraphs, lists, tables, code and links."""

import re
from collections.abc import Iterator

from markupsafe import Markup, escape

INLINE = re.compile(r"`(?P<code>[^`]+)`|\[(?P<text>[^\]]+)\]\((?P<href>(?:https?://|/|#)[^)\s]*)\)|\*\*(?P<strong>[^*]+)\*\*")
HEADING = re.compile(r"(#{1,4}) (.+)")
ITEM = re.compile(r"- (.+)")
FENCE = "```"
Blocks = Iterator[Markup]


def html(text: str) -> Markup:
    """Write a document as HTML; whatever is no mark that we know is text, and is escaped."""
    return Markup("\n").join(_blocks(text.splitlines()))


def title(text: str) -> str:
    """Return the first heading of a document."""
    return next((line[2:] for line in text.splitlines() if line.startswith("# ")), "")


def _blocks(lines: list[str]) -> Blocks:
    at = 0
    while at < len(lines):
        line, start = lines[at], at
        if line.startswith(FENCE):
            at = next((end for end in range(at + 1, len(lines)) if lines[end].startswith(FENCE)), len(lines)) + 1
            yield Markup('<pre tabindex="0"><code>{}</code></pre>').format("\n".join(lines[start + 1 : at - 1]))
        elif heading := HEADING.fullmatch(line):
            at += 1
            yield Markup("<h{0}>{1}</h{0}>").format(len(heading[1]), _inline(heading[2]))
        elif not line.strip():
            at += 1
        else:
            at = next((end for end in range(at, len(lines)) if not lines[end].strip() or lines[end].startswith(("#", FENCE))), len(lines))
            yield _paragraph(lines[start:at])


def _paragraph(lines: list[str]) -> Markup:
    """Write lines that stand together: a table, a list or a paragraph."""
    if all(line.startswith("|") for line in lines) and len(lines) > 1:
        return _table([[cell.strip() for cell in line.strip("|").split("|")] for line in lines])
    if all(line.startswith(("- ", "  ")) for line in lines):
        items = re.split(r"\n(?=- )", "\n".join(lines))
        return Markup("<ul>{}</ul>").format(Markup("").join(Markup("<li>{}</li>").format(_inline(item[2:])) for item in items))
    return Markup("<p>{}</p>").format(_inline("\n".join(lines)))


def _table(rows: list[list[str]]) -> Markup:
    head, body = rows[0], rows[2:]
    cells = [Markup("").join(Markup("<td>{}</td>").format(_inline(cell)) for cell in row) for row in body]
    written = Markup("").join(Markup("<tr>{}</tr>").format(row) for row in cells)
    titles = Markup("").join(Markup('<th scope="col">{}</th>').format(_inline(cell)) for cell in head)
    return Markup('<div class="wide"><table><thead><tr>{}</tr></thead><tbody>{}</tbody></table></div>').format(titles, written)


def _inline(text: str) -> Markup:
    """Write code, links and what is strong inside a line; only addresses of the web or of this server are links."""
    written, end = [], 0
    for found in INLINE.finditer(text):
        written += [escape(text[end : found.start()]), _marked(found)]
        end = found.end()
    return Markup("").join([*written, escape(text[end:])])


def _marked(found: re.Match[str]) -> Markup:
    if found["code"]:
        return Markup("<code>{}</code>").format(found["code"])
    if found["strong"]:
        return Markup("<strong>{}</strong>").format(found["strong"])
    return Markup('<a href="{}">{}</a>').format(found["href"], found["text"])
