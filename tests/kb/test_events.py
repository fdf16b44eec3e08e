"""Parser events: hostile text is refused at its place, within bounds of time and memory."""

import time
from itertools import pairwise

import pytest

from kb.errors import Place
from kb.read.events import MOST_PROBLEMS, parse


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (b"a: 1\na: 2", "2:1 the key `a` stands here twice, first on line 1"),
        ("caf\u00e9: 1\ncafe\u0301: 2".encode(), "2:1 the key `caf\u00e9` stands here twice, first on line 1"),
        (b"a: !!python/object:os.system x", "1:4 the tag tag:yaml.org,2002:python/object:os.system is not allowed"),
        (b"a: &x 1", "1:4 the anchor &x is not allowed"),
        (b"a: *x", "1:4 the alias *x is not allowed"),
        (b"a: {<<: {b: 1}}", "1:5 the merge key << is not allowed"),
        (b"a:\n\tb: 1", "2:1 a tab is not allowed"),
        (b"a: 1\n---\nb: 2", "2:1 a second YAML document starts here"),
        (b"a: x\x00y", "1:5 the character U+0000 is not allowed"),
        (b"a: x\x1by", "1:5 the character U+001B is not allowed"),
        (b"a: x\x7fy", "1:5 the character U+007F is not allowed"),
        ("a: x\u202ey".encode(), "1:5 the character U+202E is not allowed"),
        ("a: x\u2066y".encode(), "1:5 the character U+2066 is not allowed"),
        ("a: x\u200by".encode(), "1:5 the character U+200B is not allowed"),
        ("a: x\u2028y".encode(), "1:5 the character U+2028 is not allowed"),
        ("a: x\uffffy".encode(), "1:5 the character U+FFFF is not allowed"),
        (b'a: "x\\u202ey"', "1:4 the character U+202E is not allowed"),
        (b'a: "x\\ty"', "1:4 a tab is not allowed"),
        (b'a: "x\\0y"', "1:4 the character U+0000 is not allowed"),
        (b"\xef\xbb\xbfa: 1", "1:1 a byte-order mark (U+FEFF) is not allowed"),
        (b"a: x\ry", "1:5 the character U+000D is not allowed"),
        ("a: 1\n\u00fc\u00fc: x".encode() + b"\xff", "2:6 the byte 0xff is not UTF-8"),
        (b"\xff\xfea\x00", "1:1 the byte 0xff is not UTF-8"),
        (b"a: \xed\xa0\x80", "1:4 the byte 0xed is not UTF-8"),
        (b"", "1:1 the file is empty"),
        (b"# nothing\n", "1:1 the file is empty"),
        (b"a:\n", "1:3 the value is empty"),
        (b"a: '  '", "1:4 the value is empty"),
        (b"? [a, b]\n: c", "1:3 a key must be a plain word"),
        (b"{a: 1}: 2", "1:1 a key must be a plain word"),
        (b"'': 1", "1:1 the key is empty"),
        (b"a: [1, 2", "1:4 this is not YAML"),
        (b"a: 'x", "1:4 this is not YAML"),
        (b"a: b: c", "1:5 this is not YAML"),
        (b"a: " + b"9" * 5000, "1:4 a text of 5,000 characters is too long"),
        (b"- " * 100_000, "1:49 values are nested deeper than 24 levels"),
        (b"[" * 100_000, "1:25 values are nested deeper than 24 levels"),
        (b"[{a: " * 100_000, "1:58 values are nested deeper than 24 levels"),
        (b"{? " * 100_000, "1:4 a key must be a plain word"),
        ("\n".join(" " * depth + "a:" for depth in range(2000)).encode(), "24:24 values are nested deeper than 24 levels"),
        (b"- x\n" * 500_000, "400000:3 the file has more than 400,000 values"),
        (b"a: " + b"x" * 5_000_000, "1:1 the file has more than 4,000,000 bytes"),
        (b"\t" * 4_000_000, "1:1 a tab is not allowed"),
        (b"- *x\n" * 800_000, "1:3 the alias *x is not allowed"),
    ],
    ids=lambda text: text[:24].decode("utf-8", "replace") if isinstance(text, bytes) else "",
)
def test_hostile_text_is_refused_at_its_place_within_bounds(text: bytes, expected: str) -> None:
    started = time.process_time()
    found = parse(text, "t.yaml").problems
    assert time.process_time() - started < 30  # a guard against what grows with the square, not a measurement
    assert f"{found[0].place.line}:{found[0].place.column} {found[0].message}".startswith(expected), found[0]
    assert found[0].remedy
    assert len(found) <= MOST_PROBLEMS + 1


def test_the_entity_bomb_is_refused_at_its_first_anchor() -> None:
    names = "abcdefghij"
    bomb = "a: &a [x, x]\n" + "".join(f"{n}: &{n} [{', '.join([f'*{p}'] * 8)}]\n" for p, n in pairwise(names))
    assert len(bomb) <= 430
    text = parse(bomb.encode(), "t.yaml")
    assert str(text.problems[0].place) == "t.yaml:1:4"
    assert sum("alias" in problem.message for problem in text.problems) == 8 * 9
    assert text.data["j"] == [""] * 8


def test_windows_line_ends_do_not_move_a_place() -> None:
    assert parse(b"a: 1\r\nb: &x 2\r\n", "t.yaml").problems[0].place == Place("t.yaml", 2, 4)
