"""Exchange rates and weather as the page's widgets showed them, from the markup and from the lines of a dump."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING

import regex

from newsextract.page.blocks import Block
from newsextract.page.dom import image_texts, select, text_of
from newsextract.page.profiles import Profile, Rates, WeatherWidget, line_key
from newsextract.records import CurrencyRate, Weather

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_RATE = regex.compile(r"(?P<value>\d{1,5}[.,]\d{1,4})(?:\s*course\s+(?P<direction>up|down))?")
_RATE_LINE = regex.compile(
    rf"(?:\s*{_RATE.pattern})+\s*".replace("?P<value>", "").replace("?P<direction>", "")
)
_TEMPERATURE = regex.compile(r"([+\-−–]?\d{1,2})\s?°?\s?C?")
_LETTER = regex.compile(r"[А-ЯЁ]")
SHORTEST_CITY_RUN = 3


def read_rates(text: str, currencies: Sequence[str]) -> tuple[CurrencyRate, ...]:
    """Rates in the order of `currencies`; () when there are not as many as currencies.

    >>> [str(rate.value) for rate in read_rates("537.77 course up 628.15 course down 6.6", ["USD", "EUR", "RUB"])]
    ['537.77', '628.15', '6.6']
    """
    found = list(_RATE.finditer(text))
    if len(found) != len(currencies):
        return ()
    return tuple(
        CurrencyRate(
            currency=currency,
            value=Decimal(match["value"].replace(",", ".")),
            direction=match["direction"],
        )
        for currency, match in zip(currencies, found, strict=True)
    )


def markup_rates(element: HtmlElement, widget: Rates) -> tuple[CurrencyRate, ...]:
    if widget.selector is None:
        return ()
    for found in select(element, widget.selector):
        if rates := read_rates(image_texts(found), widget.currencies):
            return rates
    return ()


def markup_weather(element: HtmlElement, widget: WeatherWidget) -> tuple[Weather, ...]:
    if widget.selector is None:
        return ()
    for found in select(element, widget.selector):
        if weather := tuple(_weather_in(text_of(found), widget.cities)):
            return weather
    return ()


def _weather_in(text: str, cities: Sequence[str]) -> Iterator[Weather]:
    """`Алматы 21 Астана 15`, or one temperature without a city: `12°C`."""
    names = "|".join(map(regex.escape, cities))
    for match in regex.finditer(rf"(?P<city>{names})\s+(?P<temperature>[+\-−–]?\d{{1,2}})(?!\d)", text):
        yield Weather(city=match["city"], temperature=degrees(match["temperature"]))
    if not regex.search(rf"(?:{names})\s+[+\-−–]?\d", text) and (
        here := regex.search(r"([+\-−–]?\d{1,2})\s?°\s?C", text)
    ):
        yield Weather(city=None, temperature=degrees(here[1]))


def degrees(text: str) -> int:
    return int(text.replace("−", "-").replace("–", "-"))


# ---- the lines of a dump


def dump_rates(blocks: Sequence[Block], profile: Profile) -> tuple[list[Block], tuple[CurrencyRate, ...]]:
    """Takes the lines of rates out of a dump: under their label, or as many bare numbers as there are currencies."""
    widget = profile.rates
    if widget is None:
        return list(blocks), ()
    headings = {line_key(line) for line in widget.heading}
    result, rates = list(blocks), ()
    for index, block in enumerate(blocks):
        if not block.kept or line_key(block.text) not in headings:
            continue
        lines = _rate_lines(blocks, index + 1)
        if lines:
            read = read_rates(" ".join(blocks[i].text for i in lines), widget.currencies)
            rates = rates or read
            for i in (index, *lines):
                result[i] = blocks[i].dropped("rates")
    return _bare_rates(result, widget, rates)


def _bare_rates(
    blocks: list[Block], widget: Rates, rates: tuple[CurrencyRate, ...]
) -> tuple[list[Block], tuple[CurrencyRate, ...]]:
    """Numbers on lines of their own among the furniture of the page's head, without a label."""
    size = len(widget.currencies)
    for index in range(len(blocks) - size + 1):
        window = blocks[index : index + size]
        if all(block.kept and _RATE.fullmatch(block.text) for block in window):
            read = read_rates(" ".join(block.text for block in window), widget.currencies)
            if read:
                rates = rates or read
                blocks[index : index + size] = [block.dropped("rates") for block in window]
    return blocks, rates


def _rate_lines(blocks: Sequence[Block], start: int) -> list[int]:
    found = []
    for index in range(start, len(blocks)):
        if not blocks[index].kept or not _RATE_LINE.fullmatch(blocks[index].text):
            break
        found.append(index)
    return found


def dump_weather(blocks: Sequence[Block], profile: Profile) -> tuple[list[Block], tuple[Weather, ...]]:
    """Takes runs of cities out of a dump, with their temperatures, initial letters and label."""
    widget = profile.weather
    result = list(blocks)
    if widget is None or not any(block.text.partition(" ")[0] in profile.cities for block in blocks):
        return result, _current_temperature(result)
    headings = {line_key(line) for line in widget.heading}
    found: dict[str | None, Weather] = {}
    index = 0
    while index < len(result):
        stop, cities = _city_run(result, index, profile.cities, headings)
        if cities >= SHORTEST_CITY_RUN:
            for i in range(index, stop):
                if weather := _city_weather(result[i].text, profile.cities):
                    found.setdefault(weather.city, weather)
                result[i] = result[i].dropped("weather")
        index = max(stop, index + 1)
    if found:
        return result, tuple(found.values())
    return result, _current_temperature(result)


def _city_run(
    blocks: Sequence[Block], start: int, cities: frozenset[str], headings: set[str]
) -> tuple[int, int]:
    """Where a run of weather lines from `start` stops, and how many cities are in it."""
    count = 0
    for index in range(start, len(blocks)):
        block = blocks[index]
        if not block.kept:
            return index, count
        is_city = block.text in cities or _city_weather(block.text, cities) is not None
        if not is_city and not _LETTER.fullmatch(block.text) and line_key(block.text) not in headings:
            return index, count
        count += is_city
    return len(blocks), count


def _city_weather(text: str, cities: frozenset[str]) -> Weather | None:
    city, _, temperature = text.rpartition(" ")
    if city in cities and _TEMPERATURE.fullmatch(temperature):
        return Weather(city=city, temperature=degrees(_TEMPERATURE.fullmatch(temperature)[1]))  # type: ignore[index]
    return None


def _current_temperature(blocks: Sequence[Block]) -> tuple[Weather, ...]:
    """`19°C` as a line of its own, when the page shows no list of temperatures."""
    for block in blocks:
        if "°" in block.text and (found := _TEMPERATURE.fullmatch(block.text)) and not block.kept:
            return (Weather(city=None, temperature=degrees(found[1])),)
    return ()
