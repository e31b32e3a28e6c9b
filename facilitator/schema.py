"""Every table in the house, in one import. Used by the app and by migrations."""

from facilitator.dialogues import model as dialogues
from facilitator.floor import model as floor
from facilitator.harvest import model as harvest
from facilitator.kit import ledger
from facilitator.kit.model import Model
from facilitator.messages import model as messages
from facilitator.notes import model as notes
from facilitator.people import model as people
from facilitator.report import model as report
from facilitator.rotation import model as rotation
from facilitator.rounds import model as rounds
from facilitator.tables import model as tables

ROOMS = (
    dialogues,
    people,
    tables,
    rotation,
    rounds,
    floor,
    messages,
    notes,
    harvest,
    report,
    ledger,
)

everything = Model.metadata
