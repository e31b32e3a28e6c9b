"""From notes to points, on this machine alone and the same every time.

Clean, find the language, set small talk aside, lay together what says the same about a question,
tell its sides apart, let one note speak for each, put first what most stand behind. What meaning
rests on is an encoder where one is installed, else shared letters (`Harvest.method` says which).
"""

from facilitator.harvest.merging.harvesting import DuplicateNotes, harvest
from facilitator.harvest.merging.methods import Method, best_method

__all__ = ["DuplicateNotes", "Method", "best_method", "harvest"]
