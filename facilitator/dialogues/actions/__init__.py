"""What can be done with a dialogue and its programme."""

from facilitator.dialogues.actions.laying import drop_unlisted, lay_out
from facilitator.dialogues.actions.publishing import publish, unpublish

__all__ = ["drop_unlisted", "lay_out", "publish", "unpublish"]
