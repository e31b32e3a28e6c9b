"""What can be done with a dialogue and its programme."""

from facilitator.dialogues.actions.laying import drop_unlisted, lay_out

__all__ = ["drop_unlisted", "lay_out"]
