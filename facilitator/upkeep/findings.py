"""What a check found."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Finding:
    """`do`: what to change, where something is not as it should be."""

    good: bool
    about: str
    do: str = ""

    @property
    def sentence(self) -> str:
        return f"ok      {self.about}" if self.good else f"CHANGE  {self.about}: {self.do}"
