"""Words that point to a source named before."""

from __future__ import annotations

from newsextract.records import Gender

MASCULINE = frozenset(["он", "его", "него", "ему", "нему", "им", "ним", "нём", "нем", "последний", "тот"])
FEMININE = frozenset(["она", "ее", "её", "нее", "неё", "ей", "ней", "последняя", "та"])
PLURAL = frozenset(["они", "их", "них", "ими", "ними", "те"])
INSIDE = frozenset(["нём", "нем", "ней"])  # behind `в`: the document named before
DEMONSTRATIVE = tuple("этот эта это эти этого этой этому эту этим этом этих этими".split())
POSSESSIVE: dict[str, Gender] = {"его": "masculine", "ее": "feminine", "её": "feminine"}  # `его адвокат`
RELATIVE = "котор"  # `в котором говорится`: the source is the noun before
PLACE = frozenset(["там", "здесь", "оттуда"])  # `Там уточнили`: the body named before
COUNTING = frozenset(["многий", "некоторый", "другой"])  # `многие члены`: like adjectives before a noun
