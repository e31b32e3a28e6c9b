"""Which test catches which mutant.

test_teeth.py runs that very test with the mutant in place, and docs/faults.md lists them.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.resilience import mutants as m
from tests.resilience.mutants import Patch


@dataclass(frozen=True)
class Catch:
    """A mutant, and the test that fails with it: on which database, given what."""

    mutant: Callable[[Patch], None]
    file: str
    test: str
    database: str = "sqlite"
    given: Mapping[str, Any] = field(default_factory=dict)


PROMISES, SOCKET = "resilience/test_promises", "live/test_socket"
TRUE, LINE = "live/test_screens_stay_true", "live/test_line"
ELSEWHERE = {"origin": "https://elsewhere.example"}
CAUGHT_BY = [
    Catch(m.ack_before_commit, PROMISES, "test_what_is_answered_as_saved_is_stored"),
    Catch(m.disk_not_waited_for, PROMISES, "test_every_connection_waits_for_the_disk"),
    Catch(m.log_not_waited_for, PROMISES, "test_every_connection_waits_for_the_disk", "postgres"),
    Catch(
        m.cursor_from_a_counter,
        PROMISES,
        "test_a_reader_who_polls_misses_no_revision",
        "postgres",
    ),
    Catch(m.keys_not_unique, TRUE, "test_sending_a_note_twice_stores_it_once"),
    Catch(m.keys_shared_by_all, PROMISES, "test_a_key_is_its_authors_own"),
    Catch(
        m.press_without_looking,
        "screens/test_console",
        "test_twenty_presses_open_one_round_and_name_who_did_it",
    ),
    Catch(
        m.any_origin,
        SOCKET,
        "test_a_foreign_page_is_refused_before_the_upgrade",
        given=ELSEWHERE,
    ),
    Catch(m.rights_of_then_when_drawing, SOCKET, "test_a_host_who_is_host_no_more_is_hung_up_on"),
    Catch(m.void_passes_when_replaying, SOCKET, "test_a_person_whose_passes_end_is_hung_up_on"),
    Catch(
        m.rights_not_asked,
        "screens/test_console_rights",
        "test_nobody_else_runs_the_room",
        given={"who": "finn"},
    ),
    Catch(
        m.every_note_on_the_wall,
        "screens/test_wall",
        "test_the_harvest_shows_counts_and_only_what_a_chair_featured",
    ),
    Catch(m.notes_of_all_tables, TRUE, "test_a_note_is_seen_at_its_table_and_nowhere_else"),
    Catch(
        m.move_keeps_the_old_table,
        "live/test_stage",
        "test_whoever_moves_is_shown_the_other_table",
    ),
    Catch(m.one_after_the_other, LINE, "test_others_see_what_happens_beside_a_deaf_phone"),
    Catch(m.queue_without_end, LINE, "test_only_the_newest_of_each_region_waits_for_a_full_line"),
    Catch(
        m.control_characters_kept,
        PROMISES,
        "test_what_no_file_can_hold_is_taken_out_at_the_door",
    ),
    Catch(
        m.formulas_in_cells,
        "report/test_nasty_words",
        "test_the_workbook_holds_the_words_as_text_and_marks_where_they_go_on",
    ),
    Catch(
        m.export_leaks_names,
        "report/test_actions",
        "test_names_leave_only_where_they_were_promised",
        given={"mode": "non_attribution"},
    ),
    Catch(m.time_of_the_phone, SOCKET, "test_a_ping_is_answered_with_the_houses_time"),
    Catch(m.goodbye_without_a_word, SOCKET, "test_a_closed_house_sends_its_guests_to_come_back"),
    Catch(m.passes_remembered, PROMISES, "test_a_right_withdrawn_while_a_note_waits_is_not_used"),
]
