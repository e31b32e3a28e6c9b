"""What the floor's kinds, outcomes and acts are called, for files; msgids."""

from typing import Final

from facilitator.floor.rules.kinds import Asking, State
from facilitator.floor.rules.moves import Act, Move
from facilitator.kit.words import N_
from facilitator.people.rules import Constituency

KINDS: Final = {
    Asking.ORDER: N_("Point of order"),
    Asking.QUESTION: N_("Clarifying question"),
    Asking.REPLY: N_("Reply"),
    Asking.INTERVENTION: N_("Intervention"),
}
OUTCOMES: Final = {
    State.WAITING: N_("Not heard"),
    State.CALLED: N_("Called"),
    State.SPEAKING: N_("Speaking"),
    State.HEARD: N_("Heard"),
    State.WITHDRAWN: N_("Withdrawn"),
}
CONSTITUENCIES: Final = {
    Constituency.PARTY: N_("Party"),
    Constituency.NPS: N_("Non-Party stakeholder"),
}
REGIONS: Final = {
    "African": N_("African States"),
    "Asia-Pacific": N_("Asia-Pacific States"),
    "Eastern European": N_("Eastern European States"),
    "GRULAC": N_("Latin American and Caribbean States"),
    "WEOG": N_("Western European and other States"),
    "none": N_("No region"),
}
GENDERS: Final = {
    "woman": N_("Woman"),
    "man": N_("Man"),
    "non_binary": N_("Non-binary"),
}
ACTS: Final = {
    Move.CALL: N_("Called somebody"),
    Move.START: N_("Started the clock"),
    Move.PAUSE: N_("Paused the speaker"),
    Move.RESUME: N_("Let the speaker go on"),
    Move.EXTEND: N_("Gave more time"),
    Move.END: N_("Ended the speech"),
    Move.SKIP: N_("Passed over somebody absent"),
    Move.RETURN: N_("Put somebody back"),
    Act.PLACE: N_("Moved somebody in the line"),
    Act.ADD: N_("Added somebody"),
    Act.REMOVE: N_("Removed somebody"),
    Act.AGAIN: N_("Added the last speaker again"),
    Act.OPEN: N_("Opened the list"),
    Act.CLOSE: N_("Closed the list"),
    Act.SETTLE: N_("Changed the rules"),
    Act.POINT: N_("Turned to another point"),
    Act.LINK: N_("Linked a speech to a point"),
    Act.SHARE_OUT: N_("Shared out an overrun"),
    Act.UNDO: N_("Took something back"),
}
UNKNOWN: Final = N_("Not stated")
