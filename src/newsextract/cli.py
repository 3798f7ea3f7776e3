"""The commands; thin. What they do stands in `pipeline`, `batch`, `explain` and `terminal`."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from newsextract.batch.inputs import FORMATS
from newsextract.batch.rows import HABITS
from newsextract.records import Extraction, Limits, PageError
from newsextract.sections import Declaration, Sectioned, option, options
from newsextract.version import __version__

if TYPE_CHECKING:
    from rich.console import Console

    from newsextract.batch.interrupt import Interrupt
    from newsextract.batch.job import Job, Output, Plan
    from newsextract.batch.progress import Clock, Progress

PIPED_COLUMNS = 100
"""Columns of tables when the output is no terminal."""

BROKEN_PIPE = 141
"""Exit status of a process whose reader went away: 128 + SIGPIPE."""

DEFAULTS = Limits()
MEGABYTE = 1_000_000

BATCH_EXAMPLES = """
\b
Examples:
  newsextract batch dump.jsonl.gz -o records.jsonl
  newsextract batch pages/ "crawl/*.warc.gz" -o news.parquet --workers 8
  newsextract batch dump.csv --html-column Body --encoding cp1251 -o news.sqlite --tables
  newsextract batch dump.jsonl -o records.jsonl --resume     # go on after a crash
  zcat dump.jsonl.gz | newsextract batch - | jq .money
"""


class Fault(click.ClickException):
    """What cannot be done, said in one line; exit status 2."""

    exit_code = 2


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="newsextract")
def main() -> None:
    """Scraped Russian-language news into clean articles, sums of money, quotes and their speakers."""


def column(meaning: str, what: str, otherwise: str = "") -> Declaration:
    """The option that names the column with something; the help lists the names it has by habit."""
    names = ", ".join(HABITS[meaning])
    return option(f"--{meaning}-column", help=f"Column with {what}. [default: {names}{otherwise}]")


page_options = options(
    "Pages",
    option("--kind", type=click.Choice(["html", "text"]),
           help="What pages are: HTML or flattened text. [default: told apart page by page]"),
    option("--charset", help="Encoding of the pages' bytes, as the HTTP header said it."),
    option("--max-bytes", type=click.IntRange(1), default=DEFAULTS.max_bytes, show_default=True,
           help="Largest page."),
    option("--max-depth", type=click.IntRange(1), default=DEFAULTS.max_depth, show_default=True,
           help="Deepest nesting of tags; deeper ones are taken out, their text stays."),
    option("--timeout", type=click.FloatRange(0, min_open=True), default=DEFAULTS.max_seconds,
           show_default=True, help="Seconds a page may take."),
)  # fmt: skip


@main.command(cls=Sectioned)
@click.argument("page", type=click.File("rb"))
@options(
    "Output",
    option("--format", "-f", "form", type=click.Choice(["json", "text", "table"]), default="json",
           show_default=True, help="json: the record; text: the clean text alone; table: for eyes."),
)  # fmt: skip
@options(
    "What is known besides",
    option("--url", help="Where the page is from: chooses the site's rules."),
    option("--title", help="The headline, when the page does not say it."),
    option("--date", help="When it was published or fetched (ISO 8601): anchors dates such as Вчера 18:37."),
)
@page_options
def extract(page: Any, form: str, max_bytes: int, max_depth: int, timeout: float, **known: Any) -> None:
    """Read one PAGE: HTML or a flattened dump; - is standard input.

    \b
    Examples:
      newsextract extract page.html --url https://tengrinews.kz/... --format table
      curl -s https://tengrinews.kz/... | newsextract extract -
    """
    from newsextract import pipeline

    limits = Limits(max_bytes=max_bytes, max_depth=max_depth, max_seconds=timeout)
    try:
        result = pipeline.extract(page.read(max_bytes + 1), limits=limits, **known)
    except PageError as error:
        raise click.ClickException(f"{getattr(page, 'name', '-')}: {error} (stage: {error.stage})") from None
    except ValueError as error:
        raise Fault(str(error)) from None
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
    """A rich console: as wide as the terminal, elsewhere of a fixed width and without colours."""
    from rich.console import Console

    width = None if stream.isatty() else PIPED_COLUMNS
    return Console(file=stream, width=width, highlight=False, markup=False, emoji=False)


@main.command()
@click.argument("text")
def explain(text: str) -> None:
    """Tell how TEXT was read, and why.

    TEXT (- is standard input) is any Russian text. Shown are every number, currency word, quotation and verb
    of speech in it: what was made of it and by which rule, or why it was refused.
    """
    from newsextract.explain import explain as account_of

    click.echo(account_of(sys.stdin.read() if text == "-" else text))


@main.command(cls=Sectioned, epilog=BATCH_EXAMPLES)
@click.argument("inputs", nargs=-1, required=True, metavar="INPUT...")
@options(
    "Output",
    option("--output", "-o", type=click.Path(path_type=Path),
           help="File for the rows; its name tells the format (.jsonl .parquet .csv .sqlite .duckdb; .jsonl "
                "also .gz .zst). Without it rows go to standard output: JSON, on a terminal a short view."),
    option("--output-format", type=click.Choice(["jsonl", "parquet", "csv", "sqlite", "duckdb"]),
           help="The output's format, when its name does not tell."),
    option("--tables", is_flag=True,
           help="Write tidy tables (articles, money, quotes, ...) joined by article id, not a row a page."),
    option("--overwrite", is_flag=True, help="Replace an output that exists."),
    option("--resume", is_flag=True,
           help="Go on with a run that was interrupted or killed; the same INPUT and options must be given."),
    option("--dedupe", type=click.Choice(["id", "content"]),
           help="Leave out (and count) records that repeat an earlier one, by id or by the article's text."),
)  # fmt: skip
@options(
    "Input",
    option("--input-format", type=click.Choice(FORMATS),
           help="The format of all inputs. [default: told by each name; standard input is jsonl]"),
    column("html", "HTML"),
    column("text", "flattened text"),
    column("id", "the id", otherwise="; without one, file and line"),
    column("url", "the address"),
    column("title", "the headline"),
    column("date", "the date"),
    option("--encoding", help="Encoding of JSON and CSV files. [default: utf-8, or by the byte order mark]"),
)  # fmt: skip
@page_options
@options(
    "Running",
    option("--workers", "-w", type=click.IntRange(1), help="Worker processes. [default: one a core]"),
    option("--memory", type=click.IntRange(1), default=2000, show_default=True,
           help="Megabytes a worker may take; a page that wants more fails."),
    option("--unordered", is_flag=True, help="Write rows as they are done: a slow page holds nothing up."),
    option("--quiet", "-q", is_flag=True, help="No progress and no summary."),
    option("--page-function", hidden=True, default="newsextract.pipeline:extract"),
    option("--part-seconds", hidden=True, type=float, default=30.0),
)  # fmt: skip
def batch(inputs: tuple[str, ...], **given: Any) -> None:
    """Read whole dumps: a row out for every page in.

    INPUT is a file, a folder, a quoted glob, - for standard input, or (extra `remote`) an address such as
    s3://bucket/dump.jsonl. Formats: JSON lines, CSV and TSV, Parquet, WARC, zip and tar, single pages (.html
    .htm .txt); each plain or .gz .zst .bz2 .xz.

    A page that cannot be read becomes a row {"id", "url", "error": {"stage", "type", "message"}} and the run
    goes on; pages run in processes of their own, so one that hangs or crashes costs only itself. With -o the
    output appears when it is complete; until then finished parts lie in OUTPUT.parts, from which --resume
    goes on. OUTPUT.manifest.json tells what was read and counted.

    Exit status: 0 every page was read; 1 some failed; 2 nothing could be done; 130 stopped by Ctrl-C, which
    finishes what is in flight (twice: stops at once).
    """
    try:
        plan = plan_of(inputs, given)
        sys.exit(run_plan(plan, output_of(given), quiet=given["quiet"]))
    except (ValueError, ImportError) as error:  # of what was asked for: each says what is wrong
        raise Fault(str(error)) from None


def plan_of(inputs: tuple[str, ...], given: dict[str, Any]) -> Plan:
    """What the options ask for; raises `ValueError` for inputs that cannot be read."""
    from newsextract.batch.inputs import expand
    from newsextract.batch.job import Plan
    from newsextract.batch.readers import Reading, check_inputs
    from newsextract.batch.rows import Columns
    from newsextract.batch.runner import Running
    from newsextract.batch.worker import Settings

    meanings = ("id", "url", "title", "date", "html", "text")
    columns = Columns(**{meaning: given[f"{meaning}_column"] for meaning in meanings})
    limits = Limits(max_bytes=given["max_bytes"], max_depth=given["max_depth"], max_seconds=given["timeout"])
    reading = Reading(columns=columns, max_bytes=limits.max_bytes, encoding=given["encoding"])
    files = tuple(
        item for item in expand(inputs, given["input_format"]) if not same_file(item.path, given["output"])
    )
    if not files:
        raise ValueError(f"{given['output']} is the input and the output")
    check_inputs(files, reading)
    settings = Settings(
        function=given["page_function"], columns=columns, limits=limits, kind=given["kind"],
        charset=given["charset"], memory=given["memory"] * MEGABYTE,
    )  # fmt: skip
    running = Running(workers=given["workers"], timeout=given["timeout"], ordered=not given["unordered"])
    return Plan(inputs=files, reading=reading, settings=settings, running=running, dedupe=given["dedupe"])


def same_file(path: str, output: Path | None) -> bool:
    """Whether an input is what an earlier run wrote where this one shall."""
    return output is not None and output.exists() and Path(path).exists() and output.samefile(path)


def output_of(given: dict[str, Any]) -> Output | None:
    """Where the options want the rows; None for standard output."""
    from newsextract.batch.job import Output

    if given["output"] is None:
        for name in ("resume", "overwrite", "tables", "output_format"):
            if given[name]:
                raise ValueError(f"--{name.replace('_', '-')} needs an output file: give -o")
        return None
    if given["resume"] and given["overwrite"]:
        raise ValueError("--resume goes on, --overwrite starts again: not both")
    return Output(
        path=given["output"],
        format=given["output_format"],
        layout="tidy" if given["tables"] else "nested",
        overwrite=given["overwrite"],
        resume=given["resume"],
        part_seconds=given["part_seconds"],
    )


def run_plan(plan: Plan, output: Output | None, *, quiet: bool) -> int:
    """Run a plan; returns the exit status."""
    from newsextract.batch.inputs import total_bytes
    from newsextract.batch.interrupt import Interrupt
    from newsextract.batch.job import Job
    from newsextract.batch.pool import RunError
    from newsextract.batch.progress import Clock, summary
    from newsextract.batch.streams import Meter

    meter = Meter(total_bytes(plan.inputs))
    clock = Clock(meter)
    shows_rows = output is None and sys.stdout.isatty()  # which is progress enough
    progress = progress_for(clock, quiet or shows_rows)
    with Interrupt() as interrupt:
        job = Job(plan, progress, interrupt, meter)
        try:
            if output is None:
                job.to_stream(row_printer())
            else:
                job.to_file(output)
        except BrokenPipeError:  # whoever reads has enough, as head does
            sys.stdout = None
            return BROKEN_PIPE
        except KeyboardInterrupt:  # the second Ctrl-C
            click.echo("newsextract: stopped at once", err=True)
            return interrupt.status
        except (OSError, RunError) as error:
            raise Fault(job.account_of(error)) from None
        finally:
            progress.close()
    if not quiet:
        console(sys.stderr).print(summary(job.tally, clock.seconds))
    return status_of(job, output, interrupt)


def status_of(job: Job, output: Output | None, interrupt: Interrupt) -> int:
    """The exit status of a run, and where it stopped when it was made to."""
    if interrupt.asked and not job.complete:
        after = f"after {job.last_place}" if job.last_place else "before the first row"
        hint = "" if output is None else "; --resume goes on from there"
        click.echo(f"newsextract: stopped {after}{hint}", err=True)
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
