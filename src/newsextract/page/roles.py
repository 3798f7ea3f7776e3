"""What the kept blocks are where no markup tells: subheadings and items of lists."""

from __future__ import annotations

from newsextract.page.blocks import Block
from newsextract.page.draft import Draft
from newsextract.page.form import ends_sentence, looks_like_headline

SHORTEST_PARAGRAPH = 75


def find_roles(draft: Draft) -> Draft:
    """Subheadings and list items that no markup tells: a short paragraph in bold, or between paragraphs of
    a dump; lines in lower case after a colon."""
    kept = draft.kept()
    blocks = list(draft.blocks)
    for number, place in enumerate(kept):
        block = blocks[place]
        if block.role != "body":
            continue
        before = blocks[kept[number - 1]] if number else None
        after = blocks[kept[number + 1]] if number + 1 < len(kept) else None
        if _is_item(block, before):
            blocks[place] = block.with_role("list_item")
        elif _is_subheading(block, (before, after), draft.dump):
            blocks[place] = block.with_role("subheading")
    return draft.with_blocks(blocks)


def _is_subheading(block: Block, neighbours: tuple[Block | None, Block | None], dump: bool) -> bool:
    """In the form of a headline, and in bold or, in a dump, between two paragraphs."""
    if block.links or not looks_like_headline(block.text):
        return False
    return block.strong or (dump and _divides(*neighbours))


def _divides(before: Block | None, after: Block | None) -> bool:
    """Between two paragraphs."""
    if before is None or after is None:
        return False
    return ends_sentence(before.text) and len(after.text) >= SHORTEST_PARAGRAPH


def _is_item(block: Block, before: Block | None) -> bool:
    """A line in lower case after a colon or after another item."""
    if before is None or not block.text[:1].islower():
        return False
    if before.role == "list_item":
        return before.text.endswith((";", ","))
    return before.text.endswith(":") and block.text.endswith((";", ",", "."))
