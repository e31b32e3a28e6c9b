"""Writes a programme as YAML that `parse` reads back as the same programme."""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from typing import Any

import yaml

from facilitator.dialogues.programme.specs import Programme


class _Writer(yaml.SafeDumper):
    """Writes a theme, a question or a table on a line of its own."""


class _Line(dict[str, Any]):
    """A mapping that is written on one line."""


def _on_one_line(writer: yaml.SafeDumper, line: _Line) -> yaml.Node:
    return writer.represent_mapping("tag:yaml.org,2002:map", line, flow_style=True)


_Writer.add_representer(_Line, _on_one_line)
_ON_A_LINE = frozenset({"ThemeSpec", "QuestionSpec", "TableSpec", "RoundsSpec"})


def dump(programme: Programme) -> str:
    """The programme as the text of a YAML file, people's words as they are."""
    return yaml.dump(
        _plain(programme), Dumper=_Writer, allow_unicode=True, sort_keys=False, width=10**6
    )


def _plain(value: Any) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        return _entries(value)
    if isinstance(value, Mapping):
        return dict(value)
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    return str(value) if isinstance(value, str) else value


def _entries(spec: Any) -> dict[str, Any]:
    """The fields of a spec by their names in the file, without those that say nothing."""
    kind = _Line if type(spec).__name__ in _ON_A_LINE else dict
    named = ((_name(each.name), _plain(getattr(spec, each.name))) for each in fields(spec))
    return kind((name, value) for name, value in named if not _is_empty(name, value))


def _name(field: str) -> str:
    return "id" if field == "key" else field


def _is_empty(name: str, value: Any) -> bool:
    """`warn_minutes: []` and `rules: []` say "none", which is not the usual."""
    return value is None or (value in ([], {}) and name not in {"warn_minutes", "rules"})
