"""Refusals: what the house says no to, and why. Each knows its HTTP status.

A refusal carries a `code` for programs and a `sentence` for people (an English msgid with
named gaps, translated at the door and filled with `values`).
"""

from typing import Any

from facilitator.kit.words import N_


class Refusal(Exception):  # noqa: N818 - a refusal is not an error
    """A polite, explained no."""

    status = 400
    code = "refused"
    sentence = N_("This cannot be done.")
    wait: int | None = None  # seconds after which another try may go better

    def __init__(
        self,
        sentence: str | None = None,
        *,
        code: str | None = None,
        wait: int | None = None,
        **values: Any,
    ) -> None:
        self.sentence = sentence or type(self).sentence
        self.code = code or type(self).code
        self.wait = wait or type(self).wait
        self.values = values
        super().__init__(self.sentence % values if values else self.sentence)


class SignedOut(Refusal):
    status, code = 401, "signed_out"
    sentence = N_("You are not signed in here. Open your personal link, or join with the code.")


class Forbidden(Refusal):
    status, code = 403, "forbidden"
    sentence = N_("This is not yours to do.")


class NotFound(Refusal):
    status, code = 404, "not_found"
    sentence = N_("There is nothing here. Check the link or the code.")


class NotNow(Refusal):
    status, code = 409, "not_now"
    sentence = N_("This cannot be done now.")


class Conflict(Refusal):
    status, code = 409, "conflict"
    sentence = N_("Somebody else was faster.")
    current: dict[str, Any] | None = None  # what stands now, where both texts are to be shown


class Gone(Refusal):
    status, code = 410, "gone"
    sentence = N_("This link is no longer valid. Ask a co-facilitator for a new one.")


class TooLarge(Refusal):
    status, code = 413, "too_large"
    sentence = N_("This is too large.")


class Invalid(Refusal):
    """What was typed cannot be used; `problems` says where: {field: (sentence, values)}."""

    status, code = 422, "invalid"
    sentence = N_("Something here needs another look.")

    def __init__(self, sentence: str | None = None, **values: Any) -> None:
        self.problems: dict[str, tuple[str, dict[str, Any]]] = values.pop("problems", {})
        super().__init__(sentence, **values)


class TooMany(Refusal):
    status, code = 429, "too_many"
    sentence = N_("Too many tries. Wait a minute, then try again.")
    wait = 60


class Busy(Refusal):
    status, code = 503, "busy"
    sentence = N_("The server is busy. Nothing was changed; please try again.")
    wait: int | None = 2
