"""What pages are made of, in few files: a phone on a crowded network asks six times, not seventy.

Scripts and sheets are written, tested and could be served as the small files they are; pressing
puts what a file imports in its place. It knows our way of writing only: named imports, a line or a
list each, at the top; exports where something is declared; no circles. Else ValueError, so that a
file that it would spoil is noticed when its page is first drawn.
"""

import re
from pathlib import Path

IMPORT = re.compile(r'^import (?:\{([\w\s,]+)\} from )?"\./([\w-]+\.js)";\n', re.MULTILINE)
EXPORT = re.compile(r"^export ((?:async )?(?:function|const|class)\*? (\w+))", re.MULTILINE)
LEFT = re.compile(r"^(?:import|export)\b.*", re.MULTILINE)
SHEET = re.compile(r'^@import "([\w-]+\.css)";\n', re.MULTILINE)


def pressed(file: Path) -> bytes | None:
    """A script, a sheet or a drawing with all that it imports; None for other files."""
    if file.suffix == ".js" and file.parent.name == "js":
        return "".join(_modules(file, {}, ()).values()).encode()
    if file.suffix in {".css", ".js", ".svg"}:
        return SHEET.sub(lambda found: _read(file.with_name(found[1])), _read(file)).encode()
    return None


def _modules(file: Path, done: dict[str, str], above: tuple[str, ...]) -> dict[str, str]:
    """{module: it as a function that was called}, each after those it imports. What a module
    exports never changes, so an importer may take it as it is (`export let` is refused)."""
    name, source = file.name, _read(file)
    if name in above:
        raise ValueError(f"{name} imports itself through {', '.join(above)}")
    for imported in IMPORT.finditer(source):
        if imported[2] not in done:
            _modules(file.with_name(imported[2]), done, (*above, name))
    body = EXPORT.sub(r"\1", IMPORT.sub(_taken, source))
    if left := LEFT.search(body):
        raise ValueError(f"{name}: {left[0]} is not how we import and export")
    given = ", ".join(found[2] for found in EXPORT.finditer(source))
    done[name] = f"const {_called(name)} = (() => {{\n{body}return {{ {given} }};\n}})();\n"
    return done


def _taken(imported: re.Match[str]) -> str:
    names, module = imported.groups()
    return f"const {{ {' '.join(names.split())} }} = {_called(module)};\n" if names else ""


def _called(module: str) -> str:
    return "$" + module.removesuffix(".js").replace("-", "_")


def _read(file: Path) -> str:
    return file.read_text("utf-8")
