"""`facilitator …`: what an operator can do from the command line."""

import typer

from facilitator.serve import serve
from facilitator.simulate.command import simulate

app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)
app.command()(serve)
app.command()(simulate)


@app.callback()
def about() -> None:
    """World Café tables and roundtables, run live, and written up."""
