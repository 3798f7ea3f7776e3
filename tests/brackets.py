"""Mentions marked in a text by brackets: `это [4,6 млрд тг] лишь`. Nobody counts characters."""


def unmark(marked: str) -> tuple[str, list[tuple[int, int]]]:
    """The text without brackets, and the spans they marked, in order."""
    text = ""
    spans: list[tuple[int, int]] = []
    for character in marked:
        if character == "[":
            spans.append((len(text), -1))
        elif character == "]":
            spans[-1] = (spans[-1][0], len(text))
        else:
            text += character
    return text, spans
