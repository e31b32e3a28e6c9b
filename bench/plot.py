"""A plot of times over numbers of screens, both logarithmic, as SVG."""

from collections.abc import Mapping, Sequence
from html import escape
from math import log10

WIDE, HIGH, LEFT, BELOW, RIGHT, ABOVE = 760, 460, 70, 50, 170, 40
COLOURS = ("#0b5fa5", "#b3261e", "#2e7d32", "#8a5a00", "#6a1b9a", "#555555")
Line = Sequence[tuple[float, float]]


def plotted(title: str, lines: Mapping[str, Line], x: str, y: str) -> str:
    """`lines`: {name: [(x, y), …]}, all positive."""
    points = [point for line in lines.values() for point in line]
    across = _scale([p[0] for p in points], LEFT, WIDE - RIGHT)
    up = _scale([p[1] for p in points], HIGH - BELOW, ABOVE)
    drawn = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDE} {HIGH}" role="img"'
        f' font-family="sans-serif" font-size="12"><title>{escape(title)}</title>'
        f'<rect width="{WIDE}" height="{HIGH}" fill="#fff"/>',
        f'<text x="{LEFT}" y="22" font-size="15">{escape(title)}</text>',
        f'<text x="{LEFT}" y="{HIGH - 8}">{escape(x)}</text>',
        f'<text x="8" y="{ABOVE - 4}">{escape(y)}</text>',
    ]
    drawn += [
        _text(across(mark), HIGH - BELOW + 16, f"{mark:g}", "middle")
        for mark in sorted({p[0] for p in points})
    ]
    for mark in _marks([p[1] for p in points]):
        at = up(mark)
        drawn.append(
            f'<path d="M{LEFT} {at:.1f}H{WIDE - RIGHT}" stroke="#ddd"/>'
            + _text(LEFT - 6, at + 4, f"{mark:g}", "end")
        )
    for (name, line), colour in zip(lines.items(), COLOURS, strict=False):
        drawn += _line(name, [(across(a), up(b)) for a, b in line], colour)
    return "\n".join([*drawn, "</svg>\n"])


def _scale(values: Sequence[float], start: float, end: float):
    low, high = log10(min(values)), log10(max(values))
    return lambda value: start + (end - start) * (log10(value) - low) / ((high - low) or 1)


def _marks(values: Sequence[float]) -> list[float]:
    every = [base * 10**power for power in range(-2, 7) for base in (1, 2, 5)]
    return [each for each in every if min(values) <= each <= max(values)]


def _line(name: str, points: Line, colour: str) -> list[str]:
    path = "M" + "L".join(f"{a:.1f} {b:.1f}" for a, b in points)
    (a, b) = points[-1]
    dots = "".join(f'<circle cx="{p:.1f}" cy="{q:.1f}" r="3" fill="{colour}"/>' for p, q in points)
    return [
        f'<path d="{path}" fill="none" stroke="{colour}" stroke-width="2"/>{dots}',
        f'<text x="{a + 8:.1f}" y="{b + 4:.1f}" fill="{colour}">{escape(name)}</text>',
    ]


def _text(x: float, y: float, words: str, anchor: str) -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{words}</text>'
