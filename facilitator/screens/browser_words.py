"""The words that the browser's own modules say, in each language.

Gaps are `{named}`: the browser fills them. Counted phrases are handed over once for each plural
category of the language (`waiting_few`), which is how browsers choose among them.
"""

from functools import lru_cache

from babel import Locale
from babel.plural import PluralRule

from facilitator.kit.words import N_, NN_, translations

SAID = {
    "saved_here": N_("Saved on this device, not yet sent"),
    "sending": N_("Being sent"),
    "not_yet_saved": N_("Not yet saved, still trying"),
    "saved": N_("Saved"),
    "refused": N_("This could not be done."),
    "sign_in_again": N_("Please sign in again to send this note."),
    "too_long_refused": N_("This note is too long for the server. Shorten it or split it in two."),
    "from_slot": N_("Table {table}, round {round}"),
    "edit": N_("Edit"),
    "copy": N_("Copy"),
    "remove": N_("Remove"),
    "remove_question": N_("Remove this note from the device? It has not been saved anywhere else."),
    "changed_at_door": N_("Characters that cannot be kept were taken out of your note."),
    "saved_late": N_("Saved, marked as late"),
    "kept_at": N_("This note will be kept at table {table}, round {round}, where you began it."),
    "kept_in_room": N_("This note will be kept in the session where you began it."),
    "withdraw_floor": N_("Withdraw the request for the floor"),
    "withdrawing": N_("Withdrawn here, on its way"),
    "floor_done": N_("Done: {what}"),
    "floor_over": N_("Your time is over. Please come to an end."),
    "no_place": N_("You have no table yet. Your text stays here until you have one."),
    "too_long": N_(
        "This note has {n} characters, {most} are possible. Shorten it or split it in two."
    ),
    "edit_note": N_("Edit your note"),
    "kind": N_("Kind"),
    "save": N_("Save"),
    "cancel": N_("Cancel"),
    "edit_unsent": N_("Not saved: there is no connection. Your text stays here; try again."),
    "conflict": N_("Somebody changed this note meanwhile. Which text shall stay?"),
    "your_text": N_("Your text"),
    "their_text": N_("The saved text"),
    "keep_mine": N_("Keep mine"),
    "take_theirs": N_("Take theirs"),
    "withdraw": N_("Withdraw"),
    "withdrawn": N_("Note withdrawn"),
    "bring_back": N_("Bring back"),
    "undo": N_("Undo"),
    "yes": N_("Yes"),
    "no": N_("No"),
    "close": N_("Close"),
    "file_being_made": N_("The file is being made …"),
    "file_ready": N_("The file is there: {name}"),
    "file_failed": N_("The file could not be made. Try again in a moment."),
    "done": N_("Done"),
    "copied": N_("Copied"),
    "copy_failed": N_("Could not copy. Please select the text yourself."),
    "sign_out": N_("Sign out"),
    "offline": N_("No connection. What you write is kept on this device and sent later."),
    "kept_page": N_(
        "No connection. This is the page as of {time}. What you write is kept, and sent later."
    ),
    "slow_updates": N_("The network here is limited: this page is renewed every 15 seconds."),
    "signed_out": N_("You are signed out. What you wrote stays on this device."),
    "right_withdrawn": N_(
        "You no longer have access to this page. What you wrote stays on this device."
    ),
    "dialogue_over": N_("The dialogue is over. Thank you."),
    "bad_message": N_(
        "This page and the server do not understand each other. Please load the page again."
    ),
    "join_again": N_("Join again"),
    "memory_only": N_(
        "This browser keeps nothing here. Leave this page open until your notes are saved."
    ),
    "no_connection": N_("Not done: there is no connection. Nothing was changed."),
    "server_busy": N_("The server is busy. Nothing was changed; please try again."),
    "bell": N_("The time is over. Please finish your note."),
    "awake_hint": N_(
        "This device may switch its screen off. Set it to stay on, and keep it charged."
    ),
}

COUNTED = {
    "waiting": NN_("{n} note not yet saved", "{n} notes not yet saved"),
    "sign_out_unsaved": NN_(
        "{n} note is not saved yet and will be lost. Sign out all the same?",
        "{n} notes are not saved yet and will be lost. Sign out all the same?",
    ),
    "minutes_left": NN_("{n} minute left", "{n} minutes left"),
    "seconds_left": NN_("{n} second left", "{n} seconds left"),
}


@lru_cache
def browser_words(locale: str) -> dict[str, str]:
    """All of them in a language: {key or key_category: words}."""
    catalogue = translations(locale)
    words = {key: catalogue.gettext(sentence) for key, sentence in SAID.items()}
    for category, example in _plurals(locale).items():
        for key, (one, many) in COUNTED.items():
            words[f"{key}_{category}"] = catalogue.ngettext(one, many, example)
    return words


def _plurals(locale: str) -> dict[str, int]:
    """The plural categories of a language, each with a number that belongs to it."""
    rule = Locale.parse(locale).plural_form
    return {rule(number): number for number in range(200, -1, -1)} | {"other": _other(rule)}


def _other(rule: PluralRule) -> int:
    return next((number for number in range(200) if rule(number) == "other"), 2)
