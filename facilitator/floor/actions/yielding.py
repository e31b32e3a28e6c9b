"""The floor given up: a speech ends, and whoever it interrupted goes on."""

from facilitator.floor.rules.kinds import State
from facilitator.floor.sitting import Sitting, Wish
from facilitator.kit.work import Work


def finish(work: Work, sitting: Sitting, speaker: Wish) -> None:
    assert speaker.speech  # noqa: S101 - they have the floor
    speaker.speech.clock = speaker.speech.clock.stopped(work.now)
    speaker.speech.ended_at = work.now
    speaker.request.state, speaker.request.settled_at = State.HEARD, work.now
    sitting.floor.speech_id = None


def let_go_on(work: Work, sitting: Sitting) -> None:
    """Whoever was interrupted has the floor again, and the clock runs on."""
    back = sitting.interrupted
    if back and back.speech:
        back.speech.clock = back.speech.clock.started(work.now)
        sitting.floor.speech_id, sitting.floor.interrupted_id = back.speech.id, None
