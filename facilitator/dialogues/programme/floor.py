"""Reads how a roundtable or a plenary gives the floor."""

from facilitator.dialogues.programme.place import Place
from facilitator.dialogues.programme.specs import FLOOR_RULES, FloorSpec

SHORTEST, LONGEST = 10, 3600  # seconds of a turn
PEOPLE, PERCENT, PACE, MINUTES, NAMES = 999, 200, (40, 300), 600, 40


def floor(place: Place) -> FloorSpec:
    at = place.fields(*FloorSpec.__dataclass_fields__)
    usual = FloorSpec()

    def seconds(name: str, otherwise: int) -> int:
        return at[name].whole(SHORTEST, LONGEST, otherwise)

    def cap(name: str) -> int | None:
        return at[name].whole(0, PEOPLE, 0) if at[name].node is not None else None

    limit = seconds("limit_seconds", usual.limit_seconds)
    return FloorSpec(
        limit_seconds=limit,
        prepared_limit_seconds=seconds("prepared_limit_seconds", limit),
        prepared_cap=cap("prepared_cap"),
        rules=_rules(at["rules"]) if at["rules"].node is not None else usual.rules,
        reply_seconds=seconds("reply_seconds", usual.reply_seconds),
        question_seconds=seconds("question_seconds", usual.question_seconds),
        order_seconds=seconds("order_seconds", usual.order_seconds),
        second_language_percent=at["second_language_percent"].whole(0, PERCENT, 0),
        consecutive_percent=at["consecutive_percent"].whole(0, PERCENT, 0),
        words_per_minute=at["words_per_minute"].whole(*PACE, usual.words_per_minute),
        list_cap=cap("list_cap"),
        patience=at["patience"].whole(1, PEOPLE, usual.patience),
        quotas=_quotas(at["quotas"]),
    )


def _rules(place: Place) -> tuple[str, ...]:
    found = [(each, each.text() or "") for each in place.items(len(FLOOR_RULES))]
    for each, rule in found:
        if rule and rule not in FLOOR_RULES:
            each.one_of(rule, FLOOR_RULES)
    return tuple(dict.fromkeys(rule for _, rule in found if rule))


def _quotas(place: Place) -> dict[str, float]:
    """Minutes by the name of a constituency or a group."""
    if not isinstance(place.node, dict | None):
        place.say("not_entries")
    entries = place.node if isinstance(place.node, dict) else {}
    if len(entries) > NAMES:
        place.say("too_many", str(len(entries)), str(NAMES))
    named = list(entries.items())[:NAMES]
    return {name[:NAMES]: place.at(name, node).minutes(0.5, MINUTES, 10) for name, node in named}
