"""Where plans are searched for: processes of their own, so that the house never waits."""

from facilitator.rotation.workshop.shop import Broken, Job, Workshop

__all__ = ["Broken", "Job", "Workshop"]
