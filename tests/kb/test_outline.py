"""Texts of sources: the canonical form keeps what figures depend on, the outline counts as a reader would."""

import pytest

from kb.texts.canonical import canonical
from kb.texts.outline import outline

TEXT = """---
title: A post
---

Before. All of it (e.g. this) is mine.

## First

One, i.e. two. Three “four.” Five?

1. **Bold**: item one.
2. Item two. Has 1.5B tokens vs. 3.
    - Nested, with a next. Sentence.

| a | b |
|:-:|--:|
| 1 | 2 |

![picture](x.png)

Last at 80% of J. Doe's. End
"""


def test_every_sentence_has_its_number() -> None:
    found = [(one.section, one.paragraph, one.sentence, TEXT[one.start : one.end]) for one in outline(TEXT)]
    assert found == [
        ("preface", 1, 1, "Before."),
        ("preface", 1, 2, "All of it (e.g. this) is mine."),
        ("First", 1, 1, "One, i.e. two."),
        ("First", 1, 2, "Three “four.”"),
        ("First", 1, 3, "Five?"),
        ("First", 2, 1, "**Bold**: item one."),
        ("First", 3, 1, "Item two."),
        ("First", 3, 2, "Has 1.5B tokens vs. 3."),
        ("First", 4, 1, "Nested, with a next."),
        ("First", 4, 2, "Sentence."),
        ("First", 0, 1, "| a | b |"),
        ("First", 0, 2, "| 1 | 2 |"),
        ("First", 5, 1, "Last at 80% of J. Doe's."),
        ("First", 5, 2, "End"),
    ]


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("lr  1e-4,\n\n< 5 %", "lr 1e-4, < 5 %"),
        ("eﬃcient ﬁne-tun-\ning", "efficient fine-tuning"),
        ("1-\n5 and -0.3 > +0.2", "1- 5 and -0.3 > +0.2"),
        ("soft\u00adhyphen \u200bzero", "softhyphen zero"),
        ("180B–300B\t≥ 2", "180B–300B ≥ 2"),
    ],
)
def test_layout_is_folded_and_meaning_kept(raw: str, text: str) -> None:
    assert canonical(raw).text == text


def test_spans_of_the_raw_text_become_spans_of_the_canonical_one() -> None:
    raw = "One  ﬁrst.\n\n  Two-\nfold. "
    made = canonical(raw)
    start = raw.index("Two")
    first, last = made.span(start, len(raw))
    assert made.text[first:last] == "Twofold."
    assert made.span(0, 10) == (0, 10)
