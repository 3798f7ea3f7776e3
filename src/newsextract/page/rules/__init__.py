"""The rules that clean blocks, in their order: each takes a draft and gives a draft, none loses a block.

A rule that looks at a block's neighbours asks for evidence before it drops what could be text: losing a
paragraph costs more than leaving a headline.
"""

from __future__ import annotations

from collections.abc import Callable

from newsextract.page.draft import Draft
from newsextract.page.rules.bottom import drop_byline, drop_tags
from newsextract.page.rules.density import keep_densest
from newsextract.page.rules.lines import (
    cut_inline,
    drop_beside,
    drop_code,
    drop_image_captions,
    drop_known_lines,
    drop_promotion_links,
    read_widgets,
    split_credits,
)
from newsextract.page.rules.related import (
    drop_headlines,
    drop_labelled,
    drop_lone_links,
    join_broken,
    split_labels,
)
from newsextract.page.rules.top import drop_announces, drop_date, drop_repeated_lead, drop_title, find_title

Rule = Callable[[Draft], Draft]

RULES: tuple[Rule, ...] = (
    drop_code,
    join_broken,
    cut_inline,
    split_credits,
    split_labels,
    drop_known_lines,
    drop_promotion_links,
    read_widgets,
    drop_beside,
    keep_densest,
    find_title,
    drop_title,
    drop_date,
    drop_announces,
    drop_repeated_lead,
    drop_lone_links,
    drop_labelled,
    drop_image_captions,
    drop_headlines,
    drop_tags,
    drop_byline,
)
# What only a dump asks, having no markup to tell by; and what only markup answers, by links and pictures.
OF_DUMPS = frozenset((drop_code, split_labels, read_widgets, keep_densest, find_title, drop_tags))
OF_MARKUP = frozenset((drop_promotion_links, drop_lone_links, drop_image_captions))
DUMP_RULES = tuple(rule for rule in RULES if rule not in OF_MARKUP)
MARKUP_RULES = tuple(rule for rule in RULES if rule not in OF_DUMPS)


def apply_rules(draft: Draft) -> Draft:
    """The draft after every rule for its kind of page."""
    for rule in DUMP_RULES if draft.dump else MARKUP_RULES:
        draft = rule(draft)
    return draft
