"""What the commands print: one JSON object, or lines for people."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from facilitator.rotation.bounds import Bounds
from facilitator.rotation.findings import findings
from facilitator.rotation.rules import Plan, Sitting
from facilitator.rotation.solve import Solution, is_optimal, limit_of

LANGUAGE = "en"


def as_json_text(document: Mapping[str, Any]) -> str:
    return json.dumps(document, ensure_ascii=False)


def seats(sitting: Sitting, plan: Plan, *, numbered: bool) -> list[list[list[str | int]]]:
    """Rounds × tables (in the sitting's order) × person ids."""
    return [
        [
            [int(who) if numbered else who for who, at in seated.items() if at == table.number]
            for table in sitting.tables
        ]
        for seated in plan.seats
    ]


def figures(sitting: Sitting, plan: Plan, limit: Bounds) -> dict[str, Any]:
    """A plan's figures beside what cannot be bettered."""
    counted, limit = plan.figures, limit_of(sitting, plan, limit)
    return {
        "repeats": counted.repeats,
        "e2": counted.e2,
        "max_meetings": counted.max_meetings,
        "encounters": counted.encounters,
        "lower_bound_repeats": limit.repeats,
        "lower_bound_e2": limit.e2,
        "why": limit.said(LANGUAGE),
        "optimal": is_optimal(sitting, plan, limit),
        "table_revisits": counted.table_revisits,
        "theme_revisits": counted.theme_revisits,
        "hard_violations": counted.hard_violations,
        "out_of_band_cells": counted.out_of_band_cells,
        "lower_bound_cells": limit.cells,
        "cells": counted.cells,
        "findings": [finding.said(LANGUAGE) for finding in findings(sitting)],
    }


def solution(sitting: Sitting, found: Solution, *, numbered: bool) -> dict[str, Any]:
    """The document of `facilitator plan --json`."""
    return {
        "seats": seats(sitting, found.plan, numbered=numbered),
        "tables": [table.number for table in sitting.tables],
        **figures(sitting, found.plan, found.bounds),
        "cpu_seconds": round(found.cpu_seconds, 4),
        "method": found.method,
    }


def lines(sitting: Sitting, plan: Plan) -> Iterator[str]:
    """A plan for people: rounds, tables, and what it comes to."""
    for number, seated in enumerate(plan.seats, start=1):
        yield f"Round {number}"
        for table in sitting.tables:
            there = [who for who, at in seated.items() if at == table.number]
            if there:
                yield f"  table {table.number:>3}: {' '.join(there)}"
    yield from summary(sitting, plan)


def summary(sitting: Sitting, plan: Plan) -> Iterator[str]:
    limit, counted = limit_of(sitting, plan), plan.figures
    least = "with all rules kept, at least" if counted.hard_violations else "cannot be fewer than"
    yield (
        f"Repeats: {counted.repeats} ({least} {limit.repeats}); E2 {counted.e2} "
        f"({least} {limit.e2}). {limit.said(LANGUAGE)}"
    )
    if is_optimal(sitting, plan, limit) and counted.out_of_band_cells <= limit.cells:
        yield "Optimal: no plan can do better."
    yield (
        f"Returns to a table: {counted.table_revisits}. Rules broken: {counted.hard_violations}. "
        f"Out of balance: {counted.out_of_band_cells} of {counted.cells} cells "
        f"({least} {limit.cells})."
    )
    yield from (finding.said(LANGUAGE) for finding in findings(sitting))
