"""Commands whose help shows the options in sections."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeAlias

import click

Declaration: TypeAlias = tuple[tuple[str, ...], dict[str, Any]]
"""An option's names and attributes."""


class Sectioned(click.Command):
    """A command whose help shows its options in sections: an option's section is that of `section(...)`."""

    def format_options(self, context: click.Context, formatter: click.HelpFormatter) -> None:
        sections: dict[str, list[tuple[str, str]]] = {}
        for parameter in self.get_params(context):
            section = getattr(parameter, "section", None)
            if section is not None and (record := parameter.get_help_record(context)) is not None:
                sections.setdefault(section, []).append(record)
        for name, records in sections.items():
            with formatter.section(name):
                formatter.write_dl(records)


class SectionOption(click.Option):
    """An option that belongs to a section of the help."""

    def __init__(self, *names: Any, section: str, **attributes: Any) -> None:
        super().__init__(*names, **attributes)
        self.section = section


def options(section: str, *declarations: Declaration) -> Callable[[Any], Any]:
    """Options of one section, in order."""

    def decorate(command: Any) -> Any:
        for names, attributes in reversed(declarations):
            command = click.option(*names, cls=SectionOption, section=section, **attributes)(command)
        return command

    return decorate


def option(*names: str, **attributes: Any) -> Declaration:
    """An option of a section, written as `click.option` is."""
    return names, attributes
