"""`detector scan`: many articles at once, streamed, resumable, here or on a cluster."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any

import typer

from detector.cli.default_model import default_model_path
from detector.cli.endings import Code, complain
from detector.cli.everywhere import flag, settings
from detector.cli.inputs import chosen_model
from detector.errors import UsageError

if TYPE_CHECKING:
    from detector.scanning import ScanOptions, Tally


def _field(what: str) -> Any:
    return typer.Option(metavar="NAME", help=f"Field of the rows with the {what}.")


class Marks(StrEnum):
    """How marks in the rows' texts are read."""

    auto = "auto"
    plain = "plain"
    markdown = "markdown"


class Engine(StrEnum):
    """Where the work is done."""

    local = "local"
    dask = "dask"


def scan(
    inputs: Annotated[
        list[str],
        typer.Argument(
            metavar="INPUT...",
            help="Files of rows (.jsonl[.gz|.zst], .csv, .parquet, .warc, .wet), articles, "
            "folders, saved datasets, patterns, s3://…, or - for JSONL on standard input.",
        ),
    ],
    output: Annotated[
        str,
        typer.Option(
            "--output", "-o", metavar="OUT", help="What to write: .jsonl[.gz|.zst] or .parquet."
        ),
    ],
    features: Annotated[bool, flag("--features", help="Add the value of every feature.")] = False,
    reference: Annotated[
        bool,
        flag(
            "--reference",
            help="Add those of the reference measures too (Gopher, FineWeb, readability…): several "
            "times slower.",
        ),
    ] = False,
    sentences: Annotated[
        bool, flag("--sentences", help="Add every sentence with its probability.")
    ] = False,
    keep_under: Annotated[
        float | None,
        typer.Option(metavar="N", help="Write the documents that score under N, or have no score."),
    ] = None,
    drop_padding: Annotated[
        bool, flag("--drop-padding", help="Write the documents without their padding sentences.")
    ] = False,
    text_field: Annotated[str, _field("text")] = "text",
    id_field: Annotated[str, _field("id")] = "id",
    title_field: Annotated[str, _field("title")] = "title",
    lang_field: Annotated[str, _field("language")] = "lang",
    url_field: Annotated[str, _field("address")] = "url",
    text_format: Annotated[
        Marks, typer.Option(metavar="FORM", help="auto, plain or markdown.")
    ] = Marks.auto,
    site: Annotated[
        bool,
        typer.Option(
            "--site/--no-site",
            metavar="",
            help="Look for what recurs across documents, and write OUT.site.json.",
        ),
    ] = True,
    jobs: Annotated[
        int, typer.Option("--jobs", "-j", metavar="N", min=1, help="Processes on this machine.")
    ] = 1,
    engine: Annotated[
        Engine, typer.Option(metavar="NAME", help="local, or dask with --scheduler.")
    ] = Engine.local,
    scheduler: Annotated[
        str | None, typer.Option(metavar="ADDRESS", help="Of a running Dask cluster: tcp://….")
    ] = None,
    resume: Annotated[
        bool, flag("--resume", help="Go on with a scan that was interrupted.")
    ] = False,
    overwrite: Annotated[bool, flag("--overwrite", help="Replace an earlier output.")] = False,
    strict: Annotated[
        bool, flag("--strict", help="Exit with 3 when a row could not be read.")
    ] = False,
) -> None:
    """Score many articles and write one row for each, in the order of the input.

    Long scans are more than twice as fast where the extra named fast is installed.

    [dim]$[/dim] detector scan articles.jsonl -o scores.jsonl
    [dim]$[/dim] detector scan crawl/*.warc.gz -o scores.parquet --jobs 8
    [dim]$[/dim] detector scan corpus.parquet -o kept.jsonl.zst --keep-under 50
    [dim]$[/dim] detector report scores.jsonl -o reports/site
    """
    from detector.reading.row_records import Fields
    from detector.scanning import Measuring, ScanOptions

    if (engine is Engine.dask) != (scheduler is not None):
        raise UsageError("--engine dask and --scheduler ADDRESS belong together: give both")
    model = settings().model or default_model_path()
    chosen_model()  # tells at once what is wrong with it, and what differs from its training
    measuring = Measuring(
        lang=settings().lang,
        text_format=text_format.value,
        features=features,
        reference=reference,
        sentences=sentences,
        keep_under=keep_under,
        drop_padding=drop_padding,
        site=site,
    )
    options = ScanOptions(
        inputs=tuple(inputs),
        output=output,
        fields=Fields(text_field, id_field, title_field, lang_field, url_field),
        measuring=measuring,
        model=None if model is None else str(model),
        jobs=jobs,
        scheduler=scheduler,
        resume=resume,
        overwrite=overwrite,
    )
    tally = _run(options)
    raise typer.Exit(Code.UNREADABLE if strict and tally.bad else Code.DONE)


def _run(options: ScanOptions) -> Tally:
    from detector.cli.scan_progress import watching
    from detector.cli.scan_summary import print_summary
    from detector.scanning import scan as run

    try:
        with watching() as watch:
            tally = run(options, watch=watch)
    except KeyboardInterrupt:
        complain("interrupted: what is done is kept, go on with --resume")
        raise typer.Exit(Code.INTERRUPTED) from None
    if not settings().quiet:
        print_summary(tally, options.output)
    return tally
