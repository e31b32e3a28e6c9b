"""YAML to nested dicts, lists and strings, without YAML's surprises.

Every scalar stays the text it is (so `no` is Norwegian, not false, and dates are not dates);
only an empty value, `~` and `null` are None. Aliases, tags and duplicate names are refused, and
size, depth and number of entries are bounded.
"""

from collections.abc import Iterator
from typing import Final

import yaml
from yaml.events import (
    AliasEvent,
    CollectionEndEvent,
    DocumentStartEvent,
    Event,
    MappingStartEvent,
    NodeEvent,
    ScalarEvent,
    SequenceStartEvent,
)

from facilitator.dialogues.programme.problems import Problem, ProgrammeUnreadable

Node = dict[str, "Node"] | list["Node"] | str | None

MAX_BYTES: Final = 1_000_000
MAX_DEPTH: Final = 12
MAX_NODES: Final = 50_000
NOTHING: Final = frozenset({"", "~", "null"})


def tree(source: str | bytes) -> Node:
    """The document of a file; None where it is empty. Raises `ProgrammeUnreadable`."""
    text = _text(source)
    if len(text.encode("utf-8", "surrogatepass")) > MAX_BYTES:
        raise _no("too_large", str(MAX_BYTES // 1000))
    try:
        return _document(_bounded(yaml.parse(text, Loader=yaml.CSafeLoader)))
    except yaml.MarkedYAMLError as wrong:
        line = getattr(wrong.problem_mark, "line", 0) + 1
        raise _no("not_yaml", f"{wrong.problem or 'error'} (line {line})") from wrong
    except (yaml.YAMLError, UnicodeError) as wrong:
        raise _no("not_text") from wrong


def _text(source: str | bytes) -> str:
    if isinstance(source, str):
        return source.removeprefix("\ufeff")
    try:
        marked = source.startswith((b"\xff\xfe", b"\xfe\xff"))
        return source.decode("utf-16" if marked else "utf-8-sig")
    except UnicodeDecodeError as wrong:
        raise _no("not_text") from wrong


def _bounded(events: Iterator[Event]) -> Iterator[Event]:
    depth = nodes = documents = 0
    for event in events:
        documents += isinstance(event, DocumentStartEvent)
        nodes += isinstance(event, NodeEvent)
        depth += isinstance(event, MappingStartEvent | SequenceStartEvent)
        depth -= isinstance(event, CollectionEndEvent)
        if documents > 1:
            raise _no("one_document")
        if depth > MAX_DEPTH or nodes > MAX_NODES:
            raise _no("too_deep")
        if isinstance(event, AliasEvent) or getattr(event, "anchor", None) or _tagged(event):
            raise _no("shortcut")
        yield event


def _tagged(event: Event) -> bool:
    return bool(getattr(event, "tag", None)) and getattr(event, "tag", "") != "!"


def _document(events: Iterator[Event]) -> Node:
    found: Node = None
    for event in events:
        if isinstance(event, NodeEvent):
            found = _node(event, events)
    return found


def _node(event: Event, events: Iterator[Event]) -> Node:
    if isinstance(event, ScalarEvent):
        return None if event.implicit[0] and event.value in NOTHING else str(event.value)
    if isinstance(event, SequenceStartEvent):
        return [_node(each, events) for each in _until_end(events)]
    return _mapping(events)


def _mapping(events: Iterator[Event]) -> Node:
    found: dict[str, Node] = {}
    for event in _until_end(events):
        name = event.value if isinstance(event, ScalarEvent) else None
        if name is None:
            line = getattr(event.start_mark, "line", 0) + 1
            raise _no("not_yaml", f"a name is expected (line {line})")
        if name in found:
            raise _no("twice_in_file", name)
        found[name] = _node(next(events), events)
    return found


def _until_end(events: Iterator[Event]) -> Iterator[Event]:
    for event in events:
        if isinstance(event, CollectionEndEvent):
            return
        yield event


def _no(code: str, value: str = "") -> ProgrammeUnreadable:
    return ProgrammeUnreadable([Problem("", code, value)])
