"""The commands; thin. What they do stands in `pipeline`, `batch` and `terminal`."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import click

from newsextract import __version__
from newsextract.records import Extraction, Limits, PageError

if TYPE_CHECKING:
    from rich.console import Console

    from newsextract.batch.job import Job, Plan
    from newsextract.batch.progress import Clock, Progress

PIPED_COLUMNS = 100
"""Columns of tables when the output is no terminal."""

Kind = Literal["html", "text"]


class Fault(click.ClickException):
    """A run that could not be done, said in one line."""

    exit_code = 2


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="newsextract")
def main() -> None:
    """Scraped Russian-language news into clean articles, sums of money, quotes and their speakers."""


def page_options(command: Callable[..., None]) -> Callable[..., None]:
    """Options that both one page and a dump have."""
    for option in (
        click.option("--max-depth", type=click.IntRange(1), default=Limits().max_depth, show_default=True,
                     help="Deepest nesting of tags."),
        click.option("--max-bytes", type=click.IntRange(1), default=Limits().max_bytes, show_default=True,
                     help="Largest page."),
        click.option("--charset", help="Encoding of the pages' bytes, as the HTTP header said it."),
        click.option("--kind", type=click.Choice(["html", "text"]),
                     help="What pages are: HTML or flattened text. [default: told apart page by page]"),
    ):  # fmt: skip
        command = option(command)
    return command


@main.command()
@click.argument("page", type=click.File("rb"))
@click.option("--url", help="Where the page is from: chooses the site's rules.")
@click.option("--title", help="The headline, when the page does not say it.")
@click.option("--date", help="When it was published or fetched (ISO 8601): anchors dates such as Вчера 18:37.")
@click.option("--format", "-f", "form", type=click.Choice(["json", "text", "table"]), default="json",
              show_default=True, help="json: the record; text: the clean text alone; table: for eyes.")
@click.option("--max-seconds", type=float, default=Limits().max_seconds, show_default=True, help="Longest time.")
@page_options
def extract(  # fmt: skip
    page: Any, url: str | None, title: str | None, date: str | None, form: str, max_seconds: float,
    kind: Kind | None, charset: str | None, max_bytes: int, max_depth: int,
) -> None:  # fmt: skip
    """Read one PAGE: HTML or a flattened dump; - is standard input.

    \b
    newsextract extract page.html --url https://tengrinews.kz/... --format table
    curl -s https://tengrinews.kz/... | newsextract extract -
    """
    from newsextract import pipeline

    limits = Limits(max_bytes=max_bytes, max_depth=max_depth, max_seconds=max_seconds)
    try:
        result = pipeline.extract(
            page.read(max_bytes + 1), url=url, title=title, date=date, kind=kind, charset=charset, limits=limits
        )
    except PageError as error:
        raise click.ClickException(f"{page.name}: {error} (stage {error.stage})") from None
    except ValueError as error:
        raise click.UsageError(str(error)) from None
    show(result, form)


def show(result: Extraction, form: str) -> None:
    """Print a record in the form asked for."""
    if form == "table":
        from newsextract.terminal import page_view

        console(sys.stdout).print(page_view(result))
    elif form == "text":
        click.echo(result.article.text)
    else:
        import msgspec

        click.echo(msgspec.json.format(msgspec.json.encode(result.to_dict()), indent=2))


def console(stream: Any) -> Console:
    """A rich console: as wide as the terminal, of a fixed width and without colours elsewhere."""
    from rich.console import Console

    width = None if stream.isatty() else PIPED_COLUMNS
    return Console(file=stream, width=width, highlight=False, markup=False, emoji=False)


@main.command()
@click.argument("inputs", nargs=-1, required=True, metavar="INPUT...")
@click.option("--output", "-o", type=click.Path(path_type=Path, dir_okay=True),
              help="File for the rows; its name tells the format. Without it rows go to standard output.")
@click.option("--workers", "-w", type=click.IntRange(1), help="Worker processes. [default: one a core]")
@click.option("--timeout", type=click.FloatRange(min=0, min_open=True), default=20.0, show_default=True,
              help="Seconds a page may take.")
@click.option("--quiet", "-q", is_flag=True, help="No progress and no summary.")
@page_options
def batch(  # fmt: skip
    inputs: tuple[str, ...], output: Path | None, workers: int | None, timeout: float, quiet: bool,
    kind: Kind | None, charset: str | None, max_bytes: int, max_depth: int,
) -> None:  # fmt: skip
    """Read whole dumps: a row out for every page in."""
    from newsextract.batch.inputs import InputError, expand
    from newsextract.batch.job import Plan
    from newsextract.batch.readers import Reading
    from newsextract.batch.runner import Running
    from newsextract.batch.worker import Settings

    limits = Limits(max_bytes=max_bytes, max_depth=max_depth, max_seconds=timeout)
    try:
        plan = Plan(
            inputs=tuple(expand(inputs)),
            reading=Reading(max_bytes=max_bytes),
            settings=Settings(limits=limits, kind=kind, charset=charset),
            running=Running(workers=workers, timeout=timeout),
        )
    except InputError as error:
        raise Fault(str(error)) from None
    sys.exit(run_batch(plan, output, quiet=quiet))


def run_batch(plan: Plan, output: Path | None, *, quiet: bool) -> int:
    """Run a plan; returns the exit status."""
    from newsextract.batch.interrupt import Interrupt
    from newsextract.batch.job import Job, Output
    from newsextract.batch.progress import Clock, Meter, summary

    clock = Clock(Meter())
    progress = progress_for(clock, quiet)
    with Interrupt() as interrupt:
        job = Job(plan, progress, interrupt)
        try:
            if output is None:
                job.to_stream(row_printer())
            else:
                job.to_file(Output(path=output))
        finally:
            progress.close()
    if not quiet:
        console(sys.stderr).print(summary(job.tally, clock.seconds))
    if interrupt.asked:
        return interrupt.status
    return 1 if job.tally.failures else 0


def row_printer() -> Callable[[bytes], None]:
    """What shows a row on standard output: for eyes on a terminal, as a line of JSON elsewhere."""
    if sys.stdout.isatty():
        from newsextract.terminal import row_view

        screen = console(sys.stdout)
        return lambda data: screen.print(row_view(data))
    return lambda data: click.echo(data)


def progress_for(clock: Clock, quiet: bool) -> Progress:
    """The progress display that fits standard error."""
    from newsextract.batch.progress import Bar, Lines, Silent

    if quiet:
        return Silent()
    return Bar(clock, console(sys.stderr)) if sys.stderr.isatty() else Lines(clock)
