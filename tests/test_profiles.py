"""Site files: every bundled one is sound, faults are named, a page finds its profile."""

import re
from importlib import resources
from pathlib import Path

import pytest

from newsextract.page.profiles import (
    bundled_profiles,
    generic_profile,
    host_of,
    load_profile,
    pick_profile,
    profile_named,
)
from newsextract.page.site_file import (
    Inline,
    Layout,
    Lines,
    Rates,
    Site,
    SiteError,
    WeatherWidget,
    check_site,
    parse_site,
)

SITES = resources.files("newsextract.page") / "sites"
FILES = sorted(entry.name for entry in SITES.iterdir() if entry.name.endswith(".toml"))
DOCUMENT = Path(__file__).parents[1] / "docs" / "sites.md"


@pytest.mark.parametrize("name", FILES)
def test_a_bundled_file_is_sound(name: str) -> None:
    site = check_site(parse_site((SITES / name).read_text("utf-8"), name), name)
    for lines in site.lines:
        assert lines.exact or lines.prefix or lines.pattern, f"{name}: lines of {lines.reason} are empty"
    assert site.name == "generic" or site.domains, f"{name}: no domains"


LAYOUT = 'name = "x"\n[[layouts]]\nname = "a"\n'
# site file -> what the error names
FAULTS = {
    'name = "x"\ncolour = 1': "Object contains unknown field `colour`",
    'domains = ["x.kz"]': "Object missing required field `name`",
    f'{LAYOUT}body = "div"': "Expected `array`, got `str` - at `$.layouts[0].body`",
    f'{LAYOUT}body = ["div["]': "layouts[0].body = 'div['",
    f'{LAYOUT}body = ["p"]\ndrop = {{paid = ["!"]}}': "layouts[0].drop.paid = '!'",
    f'{LAYOUT}body = ["p"]\nanywhere = ["tag"]': "layouts[0].anywhere = 'tag'",
    'name = "x"\ntimezone = "Asia/Almata"': "timezone = 'Asia/Almata'",
    'name = "x"\n[surroundings]\nfooter = ["div .x"]': "surroundings.footer = 'div .x'",
    "name = 'x'\n[[lines]]\nreason = 'a'\npattern = ['(']": "lines[0].pattern = '('",
    "name = 'x'\n[[inline]]\nreason = 'a'\nclue = 'b'\npattern = '['": "inline[0].pattern = '['",
    'name = "x"\n[rates]\ncurrencies = ["dollar"]': "rates.currencies = 'dollar'",
    "name = ": "Invalid value",
}


@pytest.mark.parametrize("source", FAULTS)
def test_a_fault_is_named_with_file_key_and_value(source: str, tmp_path: Path) -> None:
    (tmp_path / "own.toml").write_text(source, "utf-8")
    with pytest.raises(SiteError, match=re.escape(f"own.toml: {FAULTS[source]}")):
        load_profile(tmp_path / "own.toml")


def test_a_file_of_ones_own_stands_before_the_generic_one(tmp_path: Path) -> None:
    path = tmp_path / "vestnik.toml"
    path.write_text(
        'name = "Вестник"\n[[lines]]\nreason = "promotion"\nexact = ["Читайте нас по утрам"]', "utf-8"
    )
    profile = load_profile(path)
    own, generic = profile.known("Читайте нас по утрам!"), profile.known("Поделиться")
    assert own is not None
    assert generic is not None
    assert (profile.key, own.reason, generic.reason) == ("vestnik", "promotion", "share")


# address, source, is it HTML -> profile
PICKED = [
    ("https://tengrinews.kz/kazakhstan_news/most-1/", "", True, "tengrinews"),
    ("https://m.tengrinews.kz/ru/news/1", "", True, "tengrinews"),
    ("https://kaz.tengrinews.kz/news/1", "", True, "tengrinews"),
    ("http://www.zakon.kz/1.html", "", False, "zakon"),
    ("https://sportrbc.ru/1", "", True, "generic"),
    ("https://example.org/1", "<div class='content_main_text'>", True, "generic"),
    (None, "<div class='content_main_text'>", True, "tengrinews"),
    (None, "<div id='initial_news_story'>", True, "zakon"),
    (None, "Мост открыли, передает корреспондент Tengrinews.kz.", False, "tengrinews"),
    (None, "Больше новостей в Telegram-канале «zakon.kz». Подписывайся!", False, "zakon"),
    (None, "Мост открыли, сообщили в акимате.", False, "generic"),
    ("https://[broken", "Мост открыли.", False, "generic"),
]


@pytest.mark.parametrize(("url", "source", "html", "key"), PICKED)
def test_a_page_finds_its_profile(url: str | None, source: str, html: bool, key: str) -> None:
    assert pick_profile(host_of(url), source, html=html).key == key


# profile, address -> timezone
TIMEZONES = [
    ("tengrinews", None, "Asia/Almaty"),
    ("rbc", "https://www.rbc.ru/1", "Europe/Moscow"),
    ("generic", "https://gazeta.example.ru/1", "Europe/Moscow"),
    ("generic", "https://vesti.kg/1", "Asia/Bishkek"),
    ("generic", None, "Asia/Almaty"),
]


@pytest.mark.parametrize(("key", "url", "timezone"), TIMEZONES)
def test_a_site_has_a_timezone(key: str, url: str | None, timezone: str) -> None:
    assert profile_named(key).timezone(host_of(url)) == timezone


def test_no_two_sites_share_a_domain_or_a_mark() -> None:
    sites = [profile.site for profile in bundled_profiles().values()]
    for shared in ("domains", "markup", "tell_tale"):
        values = [value for site in sites for value in getattr(site, shared)]
        assert len(values) == len(set(values)), shared


def test_every_layout_of_a_site_has_a_name_of_its_own() -> None:
    for profile in bundled_profiles().values():
        names = [layout.name for layout in profile.site.layouts]
        assert len(names) == len(set(names))


def test_an_unknown_profile_is_an_error() -> None:
    with pytest.raises(KeyError):
        profile_named("gazeta")
    assert generic_profile().generic is None


@pytest.mark.parametrize("record", [Site, Layout, Lines, Inline, Rates, WeatherWidget])
def test_every_key_is_documented(record: type) -> None:
    text = DOCUMENT.read_text("utf-8")
    missing = [field for field in record.__struct_fields__ if f"`{field}`" not in text]  # type: ignore[attr-defined]
    assert missing == []
