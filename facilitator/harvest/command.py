"""`facilitator harvest` and `facilitator quantify`: the harvest's rules, without a server."""

import gc
import json
import resource
import sys
import time
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import typer

NotesFile = typer.Argument(
    exists=True, dir_okay=False, readable=True, help="id,text[,question,table,round,kind,language]"
)
AsJson = Annotated[bool, typer.Option("--json", help="One JSON object, nothing else.")]
MEBI = 1024 * 1024
MEANS = {
    "all_parties": "all Parties",
    "present": "those present",
    "contributed": "those that contributed",
}


def harvest(notes: Annotated[Path, NotesFile], as_json: AsJson = False) -> None:
    """Lay notes into points: what says the same, its positions, a statement for each.

    Every note is in exactly one point or parked. Nothing is fetched, nothing is stored.
    """
    from facilitator.harvest.merging import harvest as laid
    from facilitator.harvest.reading import Unreadable, read_notes

    gc.enable()
    start = time.perf_counter()
    try:
        found = laid(read_notes(notes.read_bytes()))
    except Unreadable as wrong:
        raise typer.BadParameter(str(wrong), param_hint=notes.name) from None
    seconds = round(time.perf_counter() - start, 2)
    told = told_of(found) | {"seconds": seconds, "peak_memory_mb": peak_memory()}
    typer.echo(json.dumps(told, ensure_ascii=False, indent=1) if as_json else readable(told))


def told_of(found: Any) -> dict[str, Any]:
    """A harvest as plain values."""
    return {
        "method": found.method,
        "points": [
            {
                "id": point.id,
                "question": point.question,
                "statement": point.statement,
                "notes": list(point.notes),
                "tables": list(point.tables),
                "mixed": point.mixed,
                "positions": [
                    {
                        "side": position.side,
                        "statement": position.statement,
                        "spoken_by": position.spoken_by,
                        "notes": list(position.notes),
                    }
                    for position in point.positions
                ],
            }
            for point in found.points
        ],
        "parked": list(found.parked),
        "suggestions": [asdict(each) for each in found.suggestions],
    }


def readable(told: dict[str, Any]) -> str:
    """For people: points by question, the parking lot, and what it all rests on."""
    lines: list[str] = []
    question = None
    for point in told["points"]:
        if point["question"] != question:
            question = point["question"]
            lines += ["", question or "Without a question"]
        for position in point["positions"]:
            mark = "  ↔ " if position["side"] == "other" else "• "
            lines.append(f"{mark}{position['statement']}  [{', '.join(position['notes'])}]")
    lines += ["", f"Parked: {', '.join(told['parked']) or 'none'}"]
    if told["method"] == "letters":
        lines.append(
            "No encoder is installed (the `insights` extra): notes were compared by shared letters"
            " only, within one language. Expect to merge many points by hand."
        )
    lines.append(f"{told['seconds']} s, {told['peak_memory_mb']} MB")
    return "\n".join(lines).strip()


def peak_memory() -> int:
    """Of this process so far, in MB."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak // MEBI if sys.platform == "darwin" else peak // 1024


def quantify(
    party: Annotated[list[str] | None, typer.Option(help="A Party; may be repeated.")] = None,
    group: Annotated[
        list[str] | None, typer.Option(help="A group on whose behalf it was said.")
    ] = None,
    nps: Annotated[
        list[str] | None, typer.Option(help="A non-Party stakeholder; a network is one.")
    ] = None,
    denominator: Annotated[str, typer.Option(help="all, present or contributed")] = "all",
    of: Annotated[
        list[str] | None,
        typer.Option(help="Who was present or contributed: Parties, groups, or names of others."),
    ] = None,
    nps_of: Annotated[
        int | None, typer.Option(min=1, help="How many non-Party stakeholders there are in all.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Say how many stand behind something: the word, its figures and the names."""
    from facilitator.harvest.asking import Asked, Unknown, answered

    asked = Asked(party or [], group or [], nps or [], denominator, of or [], nps_of)
    try:
        told = answered(asked)
    except Unknown as wrong:
        raise typer.BadParameter(str(wrong), param_hint=wrong.option) from None
    if as_json:
        typer.echo(json.dumps(told, ensure_ascii=False, indent=1))
        return
    typer.echo("\n".join(sentences(told)) or "Nobody: no sentence.")


def sentences(told: dict[str, Any]) -> Iterator[str]:
    """For people: a line for each constituency, never added together."""
    if told["word"]:
        line = "{word} Parties ({numerator} of {denominator}, {percent} %; {means})"
        yield line.format(means=MEANS[told["denominator_means"]], **told)
    others = told["nps"]
    if others and others["word"]:
        line = "{word} non-Party stakeholders ({numerator} of {denominator}, {percent} %)"
        yield line.format(**others)
    elif others:
        yield "non-Party stakeholders: {numerator}; say of how many with --nps-of".format(**others)
