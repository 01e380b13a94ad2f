"""What changed between two states of a database, what that does to drafts, and who changed a claim."""

from __future__ import annotations

import json
import os
import subprocess
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tests.tramline import CLAIMS, TEXT, write_tramline
from verifier.cli import cli
from verifier.knowledge import Store, load
from verifier.knowledge.changes import Kind, beside_claims, changes, differences
from verifier.model import ClaimStatus

DRAFT = "The depot in Orrin has 14 tracks. The tram line in Orrin opened on 3 May 1904.\n"
TRACKS = "    status: proposed  # from the second walk\n"


def git(root: Path, *arguments: str, day: str = "2026-05-01") -> str:
    moment = f"{day}T12:00:00+00:00"
    environment = os.environ | {
        "GIT_AUTHOR_DATE": moment,
        "GIT_COMMITTER_DATE": moment,
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_SYSTEM": os.devnull,
    }
    command = ["git", "-c", "user.name=Ada Brandt", "-c", "user.email=ada@tram.example", *arguments]
    done = subprocess.run(command, cwd=root, env=environment, capture_output=True, text=True, check=True)
    return done.stdout


def commit(root: Path, claims: str, subject: str, *, day: str, name: str = "tram.yaml") -> None:
    (root / "claims" / name).write_text(claims, encoding="utf-8")
    git(root, "add", "-A")
    git(root, "commit", "-q", "-m", subject, day=day)


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The tram line in git: proposed in May, accepted in June, retracted in the working tree."""
    write_tramline(tmp_path)
    (tmp_path / "draft.md").write_text(DRAFT)
    git(tmp_path, "init", "-q", "-b", "main")
    commit(tmp_path, CLAIMS, "The tram line", day="2026-05-01")
    accepted = CLAIMS.replace(TRACKS, TRACKS.replace("proposed", "active"))
    commit(tmp_path, accepted, "Tracks counted", day="2026-06-01")
    retracted = accepted.replace(
        TRACKS.replace("proposed", "active"), "    status: retracted\n    reason: Miscounted.\n"
    )
    (tmp_path / "claims" / "tram.yaml").write_text(retracted, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*arguments: str) -> Result:
    return CliRunner().invoke(cli, ["claims", *arguments])


# ---------------------------------------------------------------- two stores


def changed(root: Path, text: str, **days: date) -> list[tuple[str, str, tuple[str, ...]]]:
    before = load(write_tramline(root / "a"))
    after = load(write_tramline(root / "b", text))
    return [(one.kind.value, one.id, one.details) for one in changes(before, after, **days)]


def test_the_same_database_elsewhere_has_not_changed(tmp_path: Path) -> None:
    assert changed(tmp_path, "# moved\n" + CLAIMS) == []


REPLACED = {
    "statement": ("has 14 tracks.\n", "has 9 tracks.\n"),
    "accepted": (TRACKS, ""),
    "rejected": ("proposed  #", "rejected\n    reason: No.  #"),
    "retracted": ("    owner: ticket desk\n", "    status: retracted\n"),
    "superseded": ("    owner: ticket desk\n", "    status: superseded\n    superseded_by: opened\n"),
    "date": ('"2026-06-30"', '"2026-12-31"'),
    "renamed": ("id: extension", "id: second-depot"),
    "quote": ('people a day"', 'people a day, said the director"'),
}
IN_WORDS = {
    "statement": """changed tracks
statement: “The depot in Orrin has 14 tracks.” → “The depot in Orrin has 9 tracks.”""",
    "accepted": """accepted tracks
status: proposed → active""",
    "rejected": """rejected tracks
status: proposed → rejected
reason: none → “No.”""",
    "retracted": """retracted fare
status: active → retracted
owner: ticket desk → none""",
    "superseded": """superseded fare
status: active → superseded
superseded by: none → opened
owner: ticket desk → none""",
    "date": """changed fare
expires: 2026-06-30 → 2026-12-31""",
    "renamed": """renamed second-depot
id: extension → second-depot""",
    "quote": """changed riders
quote taken out: “It carries 9,000 people a day” (annals)
quote added: “It carries 9,000 people a day, said the director” (annals)""",
}


@pytest.mark.parametrize("what", REPLACED)
def test_a_change_in_words(tmp_path: Path, what: str) -> None:
    ((kind, claim, details),) = changed(tmp_path, CLAIMS.replace(*REPLACED[what], 1))
    assert "\n".join((f"{kind} {claim}", *details)) == IN_WORDS[what]


def test_names_and_sources_are_told_too(tmp_path: Path) -> None:
    names = "entities:\n  orrin: {name: Orrin, kind: town}\n  ada: {name: Ada Brandt}\n"
    before = load(write_tramline(tmp_path / "a", CLAIMS + names))
    other = names.replace("kind: town", "kind: town, aliases: [Orrin-on-Sea]").replace(
        "  ada: {name: Ada Brandt}\n", ""
    )
    after = load(write_tramline(tmp_path / "b", CLAIMS + other, TEXT + "A last word.\n"))
    assert beside_claims(before, after) == (
        "entity ada removed: Ada Brandt",
        "entity orrin changed, aliases: none → Orrin-on-Sea",
        "source annals changed: its text is another one",
    )
    assert beside_claims(before, before) == ()


def test_added_and_removed(tmp_path: Path) -> None:
    start = CLAIMS.index("  - id: tracks")
    assert changed(tmp_path, CLAIMS[:start] + CLAIMS[CLAIMS.index("  - id: fare\n") :]) == [
        ("removed", "tracks", ())
    ]
    a, b = load(tmp_path / "a"), load(tmp_path / "b")
    assert [(one.kind, one.details) for one in changes(b, a)] == [(Kind.ADDED, ("status: proposed",))]


def test_expiry_is_a_change_only_when_the_day_lies_between(tmp_path: Path) -> None:
    store = load(write_tramline(tmp_path))
    spring, summer, autumn = date(2026, 5, 1), date(2026, 7, 1), date(2026, 9, 1)
    (expired,) = changes(store, store, as_of_before=spring, as_of=summer)
    assert (expired.kind, expired.id, expired.details) == (Kind.EXPIRED, "fare", ("expired on 2026-06-30",))
    assert changes(store, store, as_of_before=summer, as_of=autumn) == ()
    assert changes(store, store) == ()


def test_places_are_no_difference(tmp_path: Path) -> None:
    claim = load(write_tramline(tmp_path)).claim("fare")
    assert differences(claim, replace(claim, place=replace(claim.place, line=99))) == ()
    assert differences(claim, replace(claim, status=ClaimStatus.DISPUTED)) == ("status: active → disputed",)


def test_a_line_of_successors_is_followed_to_its_end_and_a_ring_is_none(tmp_path: Path) -> None:
    claim = load(write_tramline(tmp_path)).claim("fare")
    line = [
        replace(claim, id=name, superseded_by=then) for name, then in (("a", "b"), ("b", "c"), ("c", None))
    ]
    assert getattr(Store(line).successor(line[0]), "id", None) == "c"
    ring = [replace(claim, id=name, superseded_by=then) for name, then in (("a", "b"), ("b", "a"))]
    assert Store(ring).successor(ring[0]) is None


# ---------------------------------------------------------------- git, and drafts


def test_the_working_tree_against_the_last_commit_breaks_a_statement(kept: Path) -> None:
    result = run("diff", "--drafts", "draft.md", "--as-of", "2026-06-10", "--claims", ".")
    assert result.exit_code == 1
    assert result.stdout == (
        "retracted   tracks (claims/tram.yaml:20)\n"
        "              status: active → retracted\n"
        "              reason: none → “Miscounted.”\n"
        "\n"
        "draft.md:1:1 broken: consistent V001 → contradictory V116\n"
        "  | The depot in Orrin has 14 tracks.\n"
        "  before  Every detail is backed by tracks.\n"
        "  after   This repeats tracks, which was retracted: Miscounted.\n"
        "  changed tracks\n"
    )
    assert "HEAD → .: 1 retracted." in result.stderr
    assert "1 statement broken, 0 mended" in result.stderr


def test_two_commits_and_nothing_is_left_behind(kept: Path) -> None:
    before = git(kept, "status", "--porcelain")
    result = run("diff", "HEAD~1", "main", "--drafts", "draft.md", "--as-of", "2026-06-10", "--claims", ".")
    assert result.exit_code == 0  # mended, not broken
    assert "accepted    tracks (main:claims/tram.yaml:20)" in result.stdout
    assert "draft.md:1:1 mended: unverified V20" in result.stdout
    assert git(kept, "status", "--porcelain") == before


def test_as_json(kept: Path) -> None:
    record = json.loads(
        run("diff", "HEAD", ".", "--drafts", "draft.md", "--format", "json", "--claims", ".").stdout
    )
    assert record["before"]["commit"] == git(kept, "rev-parse", "HEAD").strip()
    (tracks,) = [one for one in record["claims"] if one["id"] == "tracks"]
    assert (tracks["change"], tracks["before"]["status"], tracks["after"]["status"]) == (
        "retracted",
        "active",
        "retracted",
    )
    (broken,) = record["statements"]
    assert (broken["path"], broken["line"], broken["effect"], broken["claims"]) == (
        "draft.md",
        1,
        "broken",
        ["tracks"],
    )


def test_what_expired_since_the_commit_breaks_its_statements(kept: Path) -> None:
    (kept / "draft.md").write_text("A ticket for the tram in Orrin costs 3 crowns.\n")
    git(kept, "checkout", "-q", "claims")
    result = run("diff", "--drafts", "draft.md", "--as-of", "2026-07-01", "--claims", ".")
    assert result.exit_code == 1
    assert "expired     fare" in result.stdout
    assert "broken: consistent V001 → unverified V204" in result.stdout


@pytest.mark.parametrize(
    ("state", "words"),
    [
        ("nowhere", "no such folder, and no commit of git"),
        ("HEAD:claims", "no such folder, and no commit of git"),
        ("--output=leak", "looks like an option"),
        ("-p", "looks like an option"),
    ],
)
def test_what_is_no_state_is_refused(kept: Path, state: str, words: str) -> None:
    result = run("diff", "--claims", ".", "--", state)
    assert result.exit_code == 2
    assert words in result.stderr
    assert not (kept / "leak").exists()


def test_links_in_a_commit_are_not_followed(kept: Path) -> None:
    (kept / "claims" / "link.yaml").symlink_to("/etc/hostname")
    git(kept, "add", "-A")
    git(kept, "commit", "-q", "-m", "a link")
    result = run("diff", "HEAD", "HEAD~1", "--claims", ".")
    assert result.exit_code == 2
    assert "HEAD:claims/link.yaml: it is a symbolic link" in result.stderr


def test_a_broken_state_is_told_with_its_place(kept: Path) -> None:
    commit(kept, CLAIMS.replace("status: retracted", "status: vanished"), "broken", day="2026-06-02")
    git(kept, "checkout", "-q", "HEAD~1", "--", "claims")
    result = run("diff", "HEAD", "--claims", ".")
    assert result.exit_code == 2
    assert "HEAD:claims/tram.yaml:" in result.stderr


def test_without_git_folders_still_compare(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    write_tramline(tmp_path / "a")
    write_tramline(tmp_path / "b", CLAIMS.replace("id: extension", "id: second-depot"))
    result = run("diff", "a", "b")
    assert (result.exit_code, result.stdout.split("\n")[0]) == (
        0,
        "renamed     second-depot (b/claims/tram.yaml:47)",
    )
    result = run("diff", "HEAD", "--claims", "a")
    assert (result.exit_code, "no git repository" in result.stderr) == (2, True)


def test_a_pattern_after_drafts_is_opened_by_the_shell(kept: Path) -> None:
    (kept / "second.md").write_text(DRAFT)
    result = run(
        "diff", "HEAD", "--drafts", "draft.md", "second.md", "--as-of", "2026-06-10", "--claims", "."
    )
    assert "draft.md:1:1 broken" in result.stdout
    assert "second.md:1:1 broken" in result.stdout
    result = run("diff", "HEAD", "HEAD~1", "HEAD", "--claims", ".")
    assert (result.exit_code, "two states at most" in result.stderr) == (2, True)


def test_a_draft_that_cannot_be_read_is_not_called_unbroken(kept: Path) -> None:
    result = run("diff", "--drafts", "missing.md", "--claims", ".")
    assert result.exit_code == 2


# ---------------------------------------------------------------- history


def test_history_follows_a_record_through_edits_renames_and_moves(kept: Path) -> None:
    now = (kept / "claims" / "tram.yaml").read_text(encoding="utf-8")
    git(kept, "mv", "claims/tram.yaml", "claims/line.yaml")
    commit(kept, now, "Retracted", day="2026-06-03", name="line.yaml")
    start = now.index("  - id: tracks")
    end = now.index("  - id: fare\n")
    (kept / "claims" / "line.yaml").write_text(now[:start] + now[end:], encoding="utf-8")
    head = "format: 1\ndefaults: {source: annals}\nclaims:\n"
    commit(
        kept,
        head + now[start:end].rstrip() + "\n    owner: ek\n",
        "Depots apart",
        day="2026-06-04",
        name="depot.yaml",
    )
    result = run("history", "tracks", "--claims", ".")
    assert result.exit_code == 0
    lines = [line for line in result.stdout.splitlines() if line]
    assert lines[0] == "tracks (retracted), claims/depot.yaml:4"
    assert [line.split()[0] for line in lines if line.startswith("2026")] == [
        "2026-06-04", "2026-06-03", "2026-06-01", "2026-05-01",
    ]  # fmt: skip
    assert "  file: claims/line.yaml → claims/depot.yaml" in lines
    assert "  owner: none → ek" in lines
    assert "  status: active → retracted" in lines
    assert "  status: proposed → active" in lines
    assert lines[-1] == "  added: “The depot in Orrin has 14 tracks.”"
    assert all("Ada Brandt" in line for line in lines if line.startswith("2026"))


def test_history_leaves_out_commits_that_changed_other_records(kept: Path) -> None:
    record = json.loads(run("history", "opened", "--claims", ".", "--format", "json").stdout)
    assert [(step["subject"], step["details"]) for step in record] == [("The tram line", [])]


def test_history_of_what_no_commit_has(kept: Path) -> None:
    file = kept / "claims" / "tram.yaml"
    file.write_text(file.read_text().replace("id: opened", "id: opened-on"), encoding="utf-8")
    result = run("history", "opened-on", "--claims", ".")
    assert (result.exit_code, "No commit has this claim yet" in result.stderr) == (0, True)
    result = run("history", "opned-on", "--claims", ".")
    assert (result.exit_code, "Did you mean 'opened-on'?" in result.stderr) == (2, True)


def test_history_without_git(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    result = run("history", "fare", "--claims", str(write_tramline(tmp_path)))
    assert (result.exit_code, "is in no git repository" in result.stderr) == (2, True)
