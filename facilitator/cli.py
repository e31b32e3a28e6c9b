"""`facilitator …`: what an operator can do from the command line."""

import gc

gc.disable()  # while loading: nothing is rubbish yet, and looking for it takes a sixth of the start

import typer  # noqa: E402

from facilitator.serve import serve  # noqa: E402
from facilitator.simulate.command import simulate  # noqa: E402

gc.enable()

app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)
app.command()(serve)
app.command()(simulate)


@app.callback()
def about() -> None:
    """World Café tables and roundtables, run live, and written up."""
