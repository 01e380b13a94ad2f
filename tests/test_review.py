"""The review of proposed claims: what is shown, what each answer writes, and that nothing is lost."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pexpect
import pytest
from click.testing import CliRunner

from tests.tramline import CLAIMS, write_tramline
from verifier.cli import cli
from verifier.cli.claims.card import Desk
from verifier.cli.claims.reviewing import Reviewer, Session
from verifier.knowledge import load
from verifier.knowledge.reading import read_database
from verifier.model import ClaimStatus

REVIEWED = '    reviewed: {by: ek, on: "2026-03-01"}\n'


class Scripted:
    """A reviewer whose keys, lines and edits are known beforehand."""

    def __init__(self, keys: str, lines: Sequence[str] = (), edits: Sequence[object] = ()) -> None:
        self.keys, self.lines, self.edits = list(keys), list(lines), list(edits)
        self.shown: list[str] = []

    def show(self, lines: Sequence[str]) -> None:
        self.shown += lines

    def key(self, prompt: str, keys: str) -> str:
        if not self.keys:
            raise EOFError
        assert self.keys[0] in keys
        return self.keys.pop(0)

    def line(self, prompt: str) -> str:
        return self.lines.pop(0)

    def edit(self, text: str) -> str | None:
        edit = self.edits.pop(0)
        return edit(text) if callable(edit) else None

    @property
    def text(self) -> str:
        return "\n".join(self.shown)


def walk(root: Path, terminal: Scripted) -> Session:
    reading = read_database(root)
    waiting = [claim for claim in reading.store.claims if claim.status is ClaimStatus.PROPOSED]
    desk = Desk(reading.store, 100, colour=False, as_of=date(2026, 3, 1))
    session = Session(reading, waiting, Reviewer("ek", "2026-03-01"), desk, terminal)
    with contextlib.suppress(EOFError):
        session.run()
    return session


def written(root: Path) -> str:
    return (root / "claims" / "tram.yaml").read_text(encoding="utf-8")


@pytest.fixture
def line(tmp_path: Path) -> Path:
    """The database of the tram line: `riders` and `tracks` are proposed."""
    return write_tramline(tmp_path)


def test_a_card_shows_the_fact_how_it_is_understood_and_the_quote_in_its_place(line: Path) -> None:
    terminal = Scripted("sq")
    walk(line, terminal)
    assert "1 of 2: riders (" in terminal.text
    assert "  The tram line in Orrin carries 9,000 people a day." in terminal.shown
    assert "  value       9,000 people per day (“9,000 people a day”)" in terminal.shown
    assert "  polarity    affirmed" in terminal.shown
    assert "sources/annals/text.txt:1 Annals of the tram" in terminal.text
    assert "«It carries 9,000 people a day», said the director" in terminal.text
    assert (
        "its own quotes do not back the statement" in terminal.text
    )  # “It” is not the tram line to a matcher
    second = terminal.text[terminal.text.index("2 of 2") :]
    assert "do not back" not in second


def test_comments_above_a_proposal_are_shown(tmp_path: Path) -> None:
    text = CLAIMS.replace(
        "  - id: riders", "  # read from the article:\n  # “It” is “the tram line”\n  - id: riders"
    )
    terminal = Scripted("sq")
    walk(write_tramline(tmp_path, text), terminal)
    first, second = terminal.text.split("2 of 2")
    assert "  comment     read from the article:\n              “It” is “the tram line”\n" in first
    assert "comment  " not in second


def test_accepting_changes_two_lines(line: Path) -> None:
    session = walk(line, Scripted("sa"))
    assert written(line) == CLAIMS.replace(
        "status: proposed  # from the second walk\n", "status: active  # from the second walk\n" + REVIEWED
    )
    assert session.counts == {"skipped": 1, "accepted": 1}
    assert session.left == 1
    (claim,) = [one for one in load(line).active() if one.id == "tracks"]
    assert (claim.reviewed_by, claim.reviewed_on) == ("ek", date(2026, 3, 1))


def test_a_claim_whose_quotes_have_all_vanished_is_not_accepted(tmp_path: Path) -> None:
    quote = '      - quote: "It carries 9,000 people a day"\n'
    assert quote in CLAIMS
    gone = CLAIMS.replace(quote, f'{quote}        vanished: "2026-02-01"\n')
    line = write_tramline(tmp_path, gone)
    terminal = Scripted("aq")
    session = walk(line, terminal)
    assert written(line) == gone
    assert session.counts == {}
    assert "vanished on 2026-02-01" in terminal.text
    assert "Every quote of it has vanished" in terminal.text
    load(line)


def test_a_rejection_keeps_the_record_and_its_reason(line: Path) -> None:
    walk(line, Scripted("r", lines=["colour: no fact"]))
    claim = load(line).claim("riders")
    assert (claim.status, claim.reason) == (ClaimStatus.REJECTED, "colour: no fact")
    assert "# waits since spring" in written(line)


def test_a_rejection_without_a_reason_is_none(line: Path) -> None:
    session = walk(line, Scripted("rq", lines=["  "]))
    assert written(line) == CLAIMS
    assert session.left == 2


def test_back_takes_an_answer_again(line: Path) -> None:
    session = walk(line, Scripted("rbasq", lines=["no"]))
    assert load(line).claim("riders").status is ClaimStatus.ACTIVE
    assert "reason" not in written(line).split("- id: tracks")[0]
    assert session.counts == {"accepted": 1, "skipped": 1}


def test_an_edit_is_checked_before_it_is_written(line: Path) -> None:
    terminal = Scripted(
        "eededa",
        edits=[
            lambda text: text.replace("9,000", "9,500"),  # the quote is no longer the source's
            lambda text: text.replace("9,500", "9,000").replace("id: riders", "id: opened"),
            lambda text: "id: [",
        ],
    )
    walk(line, terminal)
    assert "line 5: the quote is not in “annals”" in terminal.text
    assert "the claim id “opened” is taken" in terminal.text
    assert load(line).claim("riders").status is ClaimStatus.ACTIVE
    assert "It carries 9,000 people a day" in written(line)


def test_the_edited_text_comes_back_with_its_mistake(line: Path) -> None:
    seen: list[str] = []

    def note(text: str) -> str:
        seen.append(text)
        return text + "colour: blue\n" if len(seen) == 1 else text.replace("colour: blue", "note: of 1904")

    terminal = Scripted("eesq", edits=[note, note])
    walk(line, terminal)
    assert seen[1].endswith("status: proposed\ncolour: blue\n")
    assert "unknown key `colour`" in terminal.text
    assert "    status: proposed\n    note: of 1904\n\n  - id: tracks" in written(line)


def test_an_edit_may_answer_too_and_nothing_saved_changes_nothing(line: Path) -> None:
    session = walk(line, Scripted("eeq", edits=[None, lambda text: text.replace("proposed", "active")]))
    assert session.counts == {"accepted": 1}
    assert written(line) == CLAIMS.replace("status: proposed\n", "status: active\n", 1)


def test_what_others_write_meanwhile_stays(line: Path) -> None:
    file = line / "claims" / "tram.yaml"

    class Busy(Scripted):
        def key(self, prompt: str, keys: str) -> str:
            if len(self.keys) == 2:
                text = file.read_text().replace("status: proposed  #", "status: active  #")
                file.write_text(text + "# a colleague was here\n")
            return super().key(prompt, keys)

    session = walk(line, Busy("aq"))
    assert written(line).endswith("# a colleague was here\n")
    assert [claim.id for claim in load(line).active()][:3] == ["opened", "riders", "tracks"]
    assert session.left == 0


def test_a_hostile_claim_cannot_command_the_terminal(tmp_path: Path) -> None:
    text = CLAIMS.replace(
        "statement: The depot in Orrin has 14 tracks.", 'statement: "The depot \\e[31mhas 14."'
    )
    terminal = Scripted("sq")
    walk(write_tramline(tmp_path, text), terminal)
    assert "\x1b" not in terminal.text
    assert "\\u{1b}[31m" in terminal.text


def test_without_a_terminal_it_says_how_else(line: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(line)
    result = CliRunner().invoke(cli, ["claims", "review", "--claims", "."])
    assert result.exit_code == 2
    assert "this is no terminal" in result.stderr
    assert "status: rejected" in result.stderr
    assert written(line) == CLAIMS


def test_nothing_to_review_and_files_that_are_none(line: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(line)
    result = CliRunner().invoke(cli, ["claims", "review", "nowhere.yaml"])
    assert (result.exit_code, "expected a claims file" in result.stderr) == (2, True)
    (line / "claims" / "tram.yaml").write_text(CLAIMS.replace("status: proposed", "status: active"))
    result = CliRunner().invoke(cli, ["claims", "review", "claims/tram.yaml"])
    assert (result.exit_code, result.stderr) == (0, "No proposed claim waits for a review.\n")


# ---------------------------------------------------------------- at a real terminal


def at_a_terminal(root: Path, *arguments: str, editor: str = "true") -> pexpect.spawn:
    return pexpect.spawn(
        sys.executable,
        ["-m", "verifier", "claims", "review", "claims/tram.yaml", "--as-of", "2026-03-01", *arguments],
        cwd=str(root),
        env={**os.environ, "EDITOR": editor, "VISUAL": editor, "NO_COLOR": "1"},
        encoding="utf-8",
        timeout=30,
        dimensions=(50, 100),
    )


@pytest.mark.skipif(sys.platform == "win32", reason="pseudo-terminals are a matter of POSIX")
def test_a_session_at_a_terminal_is_left_with_control_c_and_taken_up_again(line: Path) -> None:
    child = at_a_terminal(line, "--reviewer", "ek", editor="sed -i.bak s/9,000.people.*/9,000/")
    child.expect("1 of 2: riders")
    child.expect(r"\[q\]uit")
    child.send("x")
    child.expect("one of a e r s b q")
    child.send("e")  # cuts the statement and the quote
    child.expect("This cannot be used yet")
    child.expect(r"\[d\]rop the edit")
    child.send("d")
    child.expect(r"\[q\]uit")
    child.send("r")
    child.expect("reason")
    child.sendline("no fact")
    child.expect("2 of 2: tracks")
    child.sendintr()
    child.expect("1 rejected; 1 still proposed")
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 130

    child = at_a_terminal(line, "--reviewer", "ek")
    child.expect("1 of 1: tracks")
    child.expect(r"\[q\]uit")
    child.send("a")
    child.expect("1 accepted; none left")
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 0
    store = load(line)
    assert [store.claim(name).status.value for name in ("riders", "tracks")] == ["rejected", "active"]
    assert not list((line / "claims").glob(".*"))
