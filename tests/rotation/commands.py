"""Typing commands: what an instance is, what an answer holds."""

KEYS = {
    "seats", "repeats", "e2", "max_meetings", "lower_bound_repeats", "lower_bound_e2",
    "table_revisits", "hard_violations", "out_of_band_cells", "cells", "cpu_seconds", "method",
}  # fmt: skip
RULED = {
    "people": 12,
    "tables": 4,
    "capacities": [4, 4, 4, 4],
    "rounds": 3,
    "hard": {
        "hosts": "person i hosts table i for i < tables, all rounds",
        "distinct_tables": True,
        "together": [[4, 5]],
        "apart": [[6, 7]],
    },
    "attributes": {"gender": "FMFMFMFMFMFM"},
    "languages": {"people": [["en", "fr"]] * 12, "tables": ["en", "fr", "en", "fr"]},
}


def table_of(answer, who):
    """Where somebody sits in each round, by position; None where they do not."""
    return [
        next((t for t, group in enumerate(groups) if who in group), None)
        for groups in answer["seats"]
    ]
