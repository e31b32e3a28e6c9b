"""A budget of the processor's time."""

from time import process_time


class Clock:
    """Counts this process's seconds; `pause` is given what need not be counted."""

    def __init__(self, seconds: float) -> None:
        self.seconds = max(seconds, 0.0)
        self.began = process_time()

    @property
    def spent(self) -> float:
        return process_time() - self.began

    @property
    def left(self) -> float:
        return self.seconds - self.spent

    @property
    def share(self) -> float:
        """How much of the time is over, 0 to 1."""
        return min(1.0, self.spent / self.seconds) if self.seconds else 1.0

    def forget(self, seconds: float) -> None:
        """Leaves out seconds that had to be spent on getting ready."""
        self.began += seconds
