"""Tests of the tests: builds with one thing broken, each of which a case of the suite must catch."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from security import (
    test_backlog,
    test_data,
    test_disclosure,
    test_faults,
    test_files,
    test_isolation,
    test_origin,
    test_sessions,
)
from security.fuzz import Fuzzer
from security.target import Target

MUTANTS = Path(__file__).parent / "mutants"
HELPERS = {"__init__", "__main__", "turned_clock"}


@dataclass(frozen=True)
class Mutant:
    """A broken build, and the case that catches it.

    Attributes:
        name: its module.
        case: the very test of the suite, with what else it takes beside the target.
        reason: what it says when it fails.
        is_production: whether the case runs on a production server.
    """

    name: str
    case: Callable[[Target], object]
    reason: str
    is_production: bool = False


CAUGHT = (
    Mutant(
        "no_origin_check",
        lambda target: test_origin.test_no_socket_is_opened_for_another_site(target, "/_cacao/socket"),
        r"https://evil\.example",
    ),
    Mutant(
        "no_host_check",
        lambda target: test_origin.test_no_road_leads_in_by_another_name(target, "/"),
        r"the app was served as evil\.example",
    ),
    Mutant(
        "process_wide_state",
        test_isolation.test_a_state_of_a_module_belongs_to_each_visitor,
        r"'count 1\.' in",
    ),
    Mutant(
        "ignored_marks",
        test_isolation.test_an_event_that_was_captured_does_nothing_elsewhere,
        r"\['a', 1\]",
    ),
    Mutant(
        "equality_for_snapshots",
        test_isolation.test_a_click_on_a_row_that_was_edited_in_place_is_one_on_what_it_is_now,
        r"the page shows what is no longer so",
    ),
    Mutant(
        "unbounded_queue",
        test_backlog.test_who_takes_nothing_is_sent_no_more_than_they_could_lose,
        r"\d+ patches were sent to a browser that slept",
        True,
    ),
    Mutant(
        "inline_styles",
        lambda target: test_disclosure.test_what_the_policy_allows_is_the_pages_own_block(
            target, "/theme?c=red"
        ),
        r'<p id="painted" style=',
        True,
    ),
    Mutant(
        "told_faults",
        test_faults.test_whatever_a_handler_raises_fails_its_event_alone,
        r"a secret of the app was shown",
        True,
    ),
    Mutant(
        "open_log",
        test_faults.test_whatever_a_handler_raises_fails_its_event_alone,
        r"hunter2",
        True,
    ),
    Mutant(
        "mortal_loop",
        lambda target: test_faults.test_what_nobody_awaits_is_logged_once_and_ends_nothing(
            target, "callback"
        ),
        r"no close frame received or sent|Connection (?:refused|reset)",
        True,
    ),
    Mutant("believed_strangers", test_origin.test_what_a_stranger_forwards_changes_nothing, r"Secure", True),
    Mutant(
        "unsealed_cookies",
        test_sessions.test_an_id_that_a_visitor_made_up_is_never_taken,
        r"an id that was made up has been taken",
    ),
    Mutant(
        "sleeping_guards",
        lambda target: test_isolation.test_who_loses_a_role_sets_nothing_off_any_more(target, "other tab"),
        r"handlers were called",
    ),
    Mutant("enabled_buttons", test_isolation.test_what_is_disabled_cannot_be_clicked, r"\['a', "),
    Mutant(
        "params_of_the_browser",
        lambda target: test_isolation.test_params_are_those_that_the_server_wrote(
            target, {"params": {"user_id": 2}}
        ),
        r"'user_id': 2",
    ),
    Mutant(
        "served_folder",
        lambda target: test_files.test_no_spelling_of_a_path_leads_out(target, "/_cacao/"),
        r"canary\.txt",
    ),
    Mutant(
        "loose_wire",
        lambda target: Fuzzer(target, 1).run(1_000),
        r"a code that nobody may cause: \W+x\W+\d+\W+(?:internal|render_failed)\W.*(?:Attribute|Type)Error",
    ),
    Mutant(
        "loose_themes",
        lambda target: test_data.test_the_theme_of_a_stranger_sets_nothing_but_values(
            target, "typography.font_family", "red;background:url(//evil/?x)"
        ),
        r"the theme of a stranger was taken",
    ),
    Mutant(
        "texts_alone",
        test_isolation.test_what_has_lost_its_action_with_its_text_cannot_be_clicked,
        r"\['a', 2\]",
    ),
)


def test_every_mutant_is_caught_by_a_case() -> None:
    # Arrange
    modules = {file.stem for file in MUTANTS.glob("*.py")} - HELPERS
    tests = "".join(file.read_text("utf-8") for file in Path(__file__).parent.glob("test_*.py"))

    # Act
    named = {module for module in modules if f'"{module}"' in tests}

    # Assert
    assert named == modules
    assert {mutant.name for mutant in CAUGHT} <= modules
    assert len(CAUGHT) >= 10


@pytest.mark.parametrize("mutant", CAUGHT, ids=lambda mutant: mutant.name)
def test_a_mutant_is_caught(mutant: Mutant, request: pytest.FixtureRequest, tmp_path: Path) -> None:
    # Arrange: the case passes on the true build
    target: Target = request.getfixturevalue("production" if mutant.is_production else "target")
    mutant.case(target)
    target.leave()
    words = ["--production"] if mutant.is_production else []
    broken = Target(tmp_path, *words, mutant=mutant.name)

    # Act and assert: and fails on the broken one, for the reason it is there for
    try:
        with pytest.raises(Exception, match=mutant.reason):
            mutant.case(broken)
    finally:
        broken.leave()
        broken.server.process.kill()
        broken.server.stop()
