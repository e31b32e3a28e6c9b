"""`facilitator report`: a draft from files, without a server, in every format that is asked for."""

import json
from pathlib import Path
from time import perf_counter
from typing import Annotated, Any

import typer

FORMATS = "docx,pdf,md,xlsx,json"
File = typer.Option(exists=True, dir_okay=False, readable=True)


def report(
    notes: Annotated[Path, File],
    programme: Annotated[Path, File],
    roster: Annotated[Path, File],
    supports: Annotated[Path | None, File] = None,
    points: Annotated[
        Path | None,
        typer.Option(
            exists=True, dir_okay=False, help="note_id, point_id: what the supports' points hold."
        ),
    ] = None,
    out: Annotated[Path, typer.Option(help="Where the files go.")] = Path("out"),
    formats: Annotated[str, typer.Option()] = FORMATS,
    locale: Annotated[str, typer.Option(help="ar, en, es, fr, ru or zh.")] = "en",
    outline: Annotated[
        str,
        typer.Option(help="session, synthesis, policymakers, brief, options, slides, or a file."),
    ] = "session",
) -> None:
    """Draft a report from notes: points, counted positions, every sentence with its notes.

    Prints one JSON object: the counts, the files, and notices of what in the input fits nothing.
    """
    # Loaded when it is asked for: serving need not wait for what only a report uses.
    from facilitator.harvest.reading import Unreadable
    from facilitator.report.making import Wanted, make
    from facilitator.report.reading import Files

    try:
        wanted = Wanted.of(formats, locale, outline)
        began = perf_counter()
        files = Files(notes, programme, roster, supports, points)
        made: dict[str, Any] = make(files, wanted, out)
    except Unreadable as why:
        typer.echo(str(why), err=True)
        raise typer.Exit(2) from None
    made["seconds"] = round(perf_counter() - began, 2)
    typer.echo(json.dumps(made, ensure_ascii=False, indent=2))


def reopen(
    bundle: Annotated[Path, typer.Argument(exists=True, dir_okay=False, readable=True)],
    out: Annotated[Path, typer.Option(help="Where the files go.")] = Path("out"),
    formats: Annotated[str, typer.Option()] = FORMATS,
) -> None:
    """Open a report's bundle: check its seal, and make its files again, offline.

    Prints one JSON object; `as_sealed` says whether they are the same, byte by byte.
    """
    from facilitator.harvest.reading import Unreadable
    from facilitator.report.making import make_again

    try:
        told = make_again(bundle.read_bytes(), formats, out)
    except Unreadable as why:
        typer.echo(f"{bundle.name}: {why}", err=True)
        raise typer.Exit(2) from None
    typer.echo(json.dumps(told, ensure_ascii=False, indent=2))
