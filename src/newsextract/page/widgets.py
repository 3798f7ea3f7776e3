"""Exchange rates and weather as a page's widgets showed them, from markup and from lines of a dump."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, cast

from newsextract.page.blocks import Block
from newsextract.page.elements import find, image_texts, text_of
from newsextract.page.profiles import Profile, line_key
from newsextract.page.site_file import Rates, WeatherWidget
from newsextract.records import CurrencyRate, Direction, Weather

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

SHORTEST_CITY_RUN = 3
LONG_CITY_RUN = 10  # so many cities in a row are a widget wherever they stand
_RATE = re.compile(r"(?P<value>\d{1,5}[.,]\d{1,4})(?:\s*course\s+(?P<direction>up|down))?")
_RATES_LINE = re.compile(r"(?:\s*\d{1,5}[.,]\d{1,4}(?:\s*course\s+(?:up|down))?)+\s*")
_DEGREES = re.compile(r"(?P<degrees>[+\-−–]?\d{1,2})\s?°?\s?C?")
_HERE = re.compile(r"(?P<degrees>[+\-−–]?\d{1,2})\s?°\s?C")
# `Алматы 21`; `Шымкент 12°C` is the end of a list of cities and the temperature of here
_IN_CITY = re.compile(r"(?P<city>[А-ЯЁ][\w-]+)\s+(?P<degrees>[+\-−–]?\d{1,2})(?![\d°]|\s°)")
_LETTER = re.compile(r"[А-ЯЁ]")


def read_rates(text: str, currencies: Sequence[str]) -> tuple[CurrencyRate, ...]:
    """Rates in the order of `currencies`; () when there are not as many of them as currencies.

    >>> rates = read_rates("537.77 course up 628.15 course down 6.6", ["USD", "EUR", "RUB"])
    >>> [(rate.currency, str(rate.value), rate.direction) for rate in rates]
    [('USD', '537.77', 'up'), ('EUR', '628.15', 'down'), ('RUB', '6.6', None)]
    """
    found = list(_RATE.finditer(text))
    if len(found) != len(currencies):
        return ()
    return tuple(_rate(currency, match) for currency, match in zip(currencies, found, strict=True))


def _rate(currency: str, found: re.Match[str]) -> CurrencyRate:
    direction = cast("Direction | None", found["direction"])
    return CurrencyRate(
        currency=currency, value=Decimal(found["value"].replace(",", ".")), direction=direction
    )


def read_weather(text: str, cities: frozenset[str]) -> tuple[Weather, ...]:
    """`Алматы 21 Астана 15`, or one temperature without a city.

    >>> read_weather("Алматы Шымкент 12°C", frozenset(("Алматы", "Шымкент")))
    (Weather(city=None, temperature=12),)
    """
    found = [match for match in _IN_CITY.finditer(text) if match["city"] in cities]
    if found:
        return tuple(Weather(city=match["city"], temperature=_degrees(match)) for match in found)
    here = _HERE.search(text)
    return (Weather(city=None, temperature=_degrees(here)),) if here else ()


def _degrees(found: re.Match[str]) -> int:
    return int(found["degrees"].replace("−", "-").replace("–", "-"))


# ---- in the markup


def markup_rates(element: Element, widget: Rates) -> tuple[CurrencyRate, ...]:
    """The rates of the widget inside an element; () when there is none."""
    found = (read_rates(image_texts(place), widget.currencies) for place in _places(element, widget))
    return next(filter(None, found), ())


def markup_weather(element: Element, widget: WeatherWidget, cities: frozenset[str]) -> tuple[Weather, ...]:
    """The temperatures of the widget inside an element; () when there is none."""
    found = (read_weather(text_of(place), cities) for place in _places(element, widget))
    return next(filter(None, found), ())


def _places(element: Element, widget: Rates | WeatherWidget) -> Iterable[Element]:
    return find(element, widget.selector) if widget.selector else ()


# ---- in the lines of a dump


def dump_rates(
    blocks: Sequence[Block], profile: Profile, weak: Container[int] = ()
) -> tuple[list[Block], tuple[CurrencyRate, ...]]:
    """Takes the lines of rates out of a dump: below their label, or beside other boilerplate as many
    numbers as currencies. `weak` are the places of lines that may be boilerplate."""
    widget = profile.rates
    result = list(blocks)
    if widget is None:
        return result, ()
    headings = {line_key(line) for line in widget.heading}
    rates: tuple[CurrencyRate, ...] = ()
    for start, stop in _rate_runs(result):
        under_label = start > 0 and result[start - 1].kept and line_key(result[start - 1].text) in headings
        read = read_rates(" ".join(block.text for block in result[start:stop]), widget.currencies)
        if not under_label and not (read and _beside(result, start, stop, weak)):
            continue
        rates = rates or read
        first = start - under_label
        result[first:stop] = [block.dropped("rates") for block in result[first:stop]]
    return result, rates


def _rate_runs(blocks: Sequence[Block]) -> Iterator[tuple[int, int]]:
    """Stretches of lines that hold nothing but rates."""
    start = None
    for place, block in enumerate((*blocks, Block(""))):
        is_rates = block.kept and block.text[:1].isdigit() and _RATES_LINE.fullmatch(block.text) is not None
        if is_rates and start is None:
            start = place
        elif not is_rates and start is not None:
            yield start, place
            start = None


def _beside(blocks: Sequence[Block], start: int, stop: int, weak: Container[int]) -> bool:
    """Whether what stands right before or after a run is boilerplate, or may be."""
    places = (place for place in (start - 1, stop) if 0 <= place < len(blocks))
    return any(place in weak or not blocks[place].kept for place in places)


def dump_weather(
    blocks: Sequence[Block], profile: Profile, weak: Container[int] = ()
) -> tuple[list[Block], tuple[Weather, ...]]:
    """Takes runs of cities out of a dump, with their temperatures, initial letters and label. A few cities
    between paragraphs are no widget."""
    widget, cities = profile.weather, profile.cities
    result = list(blocks)
    if widget is None:
        return result, ()
    if not any(block.text.partition(" ")[0] in cities for block in blocks):
        return result, _temperature_here(result)
    headings = {line_key(line) for line in widget.heading}
    found: dict[str | None, Weather] = {}
    place = 0
    while place < len(result):
        stop, count = _city_run(result, place, cities, headings)
        labelled = line_key(result[place].text) in headings
        if count >= SHORTEST_CITY_RUN and (
            labelled or count >= LONG_CITY_RUN or _beside(result, place, stop, weak)
        ):
            text = "\n".join(block.text for block in result[place:stop])
            found |= {
                weather.city: weather for weather in read_weather(text, cities) if weather.city not in found
            }
            result[place:stop] = [block.dropped("weather") for block in result[place:stop]]
        place = max(stop, place + 1)
    return result, tuple(found.values()) or _temperature_here(result)


def _city_run(
    blocks: Sequence[Block], start: int, cities: frozenset[str], headings: set[str]
) -> tuple[int, int]:
    """Where a run of weather lines from `start` stops, and how many cities are in it."""
    count = 0
    for place in range(start, len(blocks)):
        block = blocks[place]
        is_city = block.kept and _is_city(block.text, cities)
        belongs = is_city or _LETTER.fullmatch(block.text) or line_key(block.text) in headings
        if not block.kept or not belongs:
            return place, count
        count += is_city
    return len(blocks), count


def _is_city(text: str, cities: frozenset[str]) -> bool:
    """A city, alone or with its temperature."""
    city, _, temperature = text.rpartition(" ")
    return text in cities or (city in cities and _DEGREES.fullmatch(temperature) is not None)


def _temperature_here(blocks: Sequence[Block]) -> tuple[Weather, ...]:
    """`19°C` as a line of its own, on a page that shows no list of temperatures."""
    found = next((match for block in blocks if (match := _HERE.fullmatch(block.text))), None)
    return (Weather(city=None, temperature=_degrees(found)),) if found else ()
