"""`facilitator …`: what an operator can do from the command line."""

import gc

gc.disable()  # while loading nothing is rubbish yet; `keep_memory_quiet` begins to look for it

import typer  # noqa: E402

from facilitator.harvest.command import harvest, quantify  # noqa: E402
from facilitator.report.command import reopen, report  # noqa: E402
from facilitator.rotation.command.plan import plan  # noqa: E402
from facilitator.rotation.command.replan import replan  # noqa: E402
from facilitator.serve import serve  # noqa: E402
from facilitator.simulate.command import simulate  # noqa: E402
from facilitator.upkeep import commands  # noqa: E402
from facilitator.upkeep.doctor import doctor  # noqa: E402

app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)
for command in (
    serve,
    simulate,
    harvest,
    quantify,
    plan,
    replan,
    report,
    reopen,
    commands.backup,
    commands.restore,
    commands.verify,
    commands.erase_person,
    commands.retention,
    doctor,
):
    app.command()(command)


@app.callback()
def about() -> None:
    """World Café tables and roundtables, run live, and written up."""
