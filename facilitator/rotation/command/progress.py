"""A bar on the terminal while a plan gets better."""

import sys

from facilitator.rotation.solve import Step

WIDTH = 40


class Bar:
    """Called with each step; draws where there is a terminal to draw on."""

    def __init__(self, *, quiet: bool) -> None:
        self.draws = not quiet and sys.stderr.isatty()
        self.repeats = 0

    def __call__(self, step: Step) -> None:
        if step.plan:
            self.repeats = step.plan.figures.repeats
        if self.draws:
            full = round(WIDTH * step.done)
            end = "\n" if step.is_last else ""
            bar = "█" * full + "░" * (WIDTH - full)
            sys.stderr.write(f"\r{bar} {self.repeats} repeats ({step.method}){end}")
            sys.stderr.flush()
