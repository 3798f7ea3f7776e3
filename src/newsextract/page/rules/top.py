"""The top of a page: the headline, the time, announces of what is told below, the repeated lead."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

import msgspec

from newsextract.page.draft import Draft
from newsextract.page.form import (
    begins_sentence,
    ends_sentence,
    is_abridged,
    is_moment,
    is_retold,
    looks_like_headline,
    restates,
    same_words,
    signed_name,
    states,
    tells_news,
    words_of,
)
from newsextract.page.profiles import line_key

HEAD = 8  # kept blocks at the top that can repeat the headline or the lead
REPEATED_WITHIN = 3  # lines between the two copies of a headline
ANNOUNCED_WITHIN = 3  # kept blocks below the first among which the lead is said again
SHORTEST_PARAGRAPH = 80
RETOLD_WITHIN = 2  # lines below a headline in which its words stand again
MOST_ANNOUNCES = 30
MOST_MARKS = 12  # signs by which two copies of a headline differ
DATE_WITHIN = 3  # kept blocks at the top among which the time stands
_BULLET = re.compile(r"[*•·●■] ")


def find_title(draft: Draft) -> Draft:
    """The headline of a dump: a line said twice at the top, or a first line in the form of a headline
    where the dump shows otherwise that it holds more than the article."""
    if draft.title is not None:
        return draft
    top = draft.kept()[: 2 * HEAD]
    texts = [text for place in top if not is_moment(text := draft.blocks[place].text)]
    for place, text in enumerate(texts):
        again = text in texts[place + 1 : place + 1 + REPEATED_WITHIN]
        if again and looks_like_headline(text, loose=True) and signed_name(text) is None:
            return msgspec.structs.replace(draft, title=text)
    if len(texts) < 2 or not looks_like_headline(texts[0]):
        return draft
    evidence = len(texts) < len(top) or draft.has_furniture() or _is_plain_headline(texts[0], texts[1:])
    is_above_sentence = begins_sentence(texts[1]) and ends_sentence(texts[1])
    if _BULLET.match(texts[1]) or (evidence and is_above_sentence):
        return msgspec.structs.replace(draft, title=texts[0])
    return draft


def _is_plain_headline(text: str, below: Sequence[str]) -> bool:
    """One short clause that says what happened, above a paragraph of some length, or that is retold below."""
    if ". " in text:
        return False
    if len(below[0]) >= SHORTEST_PARAGRAPH and tells_news(text):
        return True
    return states(text) and is_retold(text, below[:RETOLD_WITHIN])


def drop_title(draft: Draft) -> Draft:
    """The headline is a field of its own: it leaves the text, whatever marks it stands in."""
    title = draft.title or ""
    words = words_of(title)
    if not words:
        return draft
    near = [
        place
        for place in draft.kept()[:HEAD]
        if abs(len(draft.blocks[place].text) - len(title)) <= MOST_MARKS
    ]
    return draft.drop(
        {place: "repeated_title" for place in near if words_of(draft.blocks[place].text) == words}
    )


def drop_date(draft: Draft) -> Draft:
    """A line at the top that is nothing but a moment is the time of publication."""
    for place in draft.kept()[:DATE_WITHIN]:
        text = draft.blocks[place].text
        if is_moment(text):
            return msgspec.structs.replace(draft.drop({place: "date"}), date=draft.date or text)
    return draft


def drop_announces(draft: Draft) -> Draft:
    """Bulleted announces at the top of what is told below in the same words."""
    kept = draft.kept()
    texts = [draft.blocks[place].text for place in kept]
    count = next((number for number, text in enumerate(texts) if not _BULLET.match(text)), 0)
    if not 2 <= count <= MOST_ANNOUNCES:
        return draft
    below = [line_key(text) for text in texts[count:]]
    repeated = sum(any(line_key(text) in line for line in below) for text in texts[:count])
    if repeated * 2 < count:
        return draft
    return draft.drop(dict.fromkeys(kept[:count], "announce"))


def drop_repeated_lead(draft: Draft) -> Draft:
    """The lead stands twice, word for word or abridged: the fuller copy stays, as the lead."""
    for first, second in pairwise(draft.kept()[:HEAD]):
        text, following = draft.blocks[first].text, draft.blocks[second].text
        if same_words(text, following) or is_abridged(text, following):
            return _without_copy(draft, first, second)
    top = draft.kept()[: ANNOUNCED_WITHIN + 1]
    for second in top[1:]:
        if restates(draft.blocks[top[0]].text, draft.blocks[second].text):
            return _without_copy(draft, top[0], second)
    return draft


def _without_copy(draft: Draft, first: int, second: int) -> Draft:
    """The draft without the first copy, the second being its lead."""
    blocks = list(draft.blocks)
    lead = draft.lead or blocks[first].text
    blocks[first] = blocks[first].dropped("repeated_lead")
    blocks[second] = blocks[second].with_role("lead")
    return msgspec.structs.replace(draft, blocks=tuple(blocks), lead=lead)
