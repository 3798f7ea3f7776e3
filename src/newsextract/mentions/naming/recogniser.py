"""A trained recogniser of people (natasha) behind the rules, with the extra `newsextract[ner]` installed."""

from __future__ import annotations

from functools import cache
from typing import Any

from newsextract.extras import optional


def person_spans(text: str) -> list[tuple[int, int]]:
    """Where natasha's model sees people, in order. Raises ImportError without the extra `ner`."""
    natasha, segmenter, tagger = _model()
    document = natasha.Doc(text)
    document.segment(segmenter)
    document.tag_ner(tagger)
    return [(span.start, span.stop) for span in document.spans if span.type == natasha.PER]


@cache
def _model() -> tuple[Any, Any, Any]:
    """The module, its segmenter and its tagger: loaded once, 33 MB of weights that the package ships."""
    natasha = optional("natasha", extra="ner", use="recogniser='natasha'")
    return natasha, natasha.Segmenter(), natasha.NewsNERTagger(natasha.NewsEmbedding())
