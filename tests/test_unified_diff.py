"""Unified diffs, and what of a text counts as changed by them."""

from __future__ import annotations

import difflib
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verifier.changed_text import ChangedText, in_order
from verifier.cli.changed_lines import Filter, changed_spans, first_misfit
from verifier.cli.unified_diff import FileDiff, read_diff
from verifier.errors import UsageError
from verifier.model import Span

HUNK = "@@ -1 +1 @@\n-old\n+new\n"


def names(text: str) -> list[str]:
    return [one.path for one in read_diff(text.encode("utf-8", "surrogateescape"), "x")]


def the_diff(old: str, new: str, context: int = 3) -> FileDiff:
    """The diff between two texts, whose lines end at line feeds alone, as git and diff have them."""
    before, after = (re.findall(r"[^\n]*\n|[^\n]+\Z", text) for text in (old, new))
    lines = difflib.unified_diff(before, after, "a/x.md", "b/x.md", n=context)
    written = "".join(
        line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines
    )
    found = read_diff(written.encode(), "x")
    return found[0] if found else FileDiff("x.md", ())


def changed(old: str, new: str, chosen: Filter = Filter.ADDED, context: int = 3) -> list[str]:
    return [span.of(new) for span in changed_spans(new, the_diff(old, new, context), chosen)]


def touched(old: str, new: str, *statements: str) -> list[str]:
    """Which statements of the new text share a character with what changed."""
    spans = changed_spans(new, the_diff(old, new), Filter.ADDED)
    found = []
    for statement in statements:
        start = new.index(statement)
        if any(span.overlaps(Span(start, start + len(statement))) for span in spans):
            found.append(statement)
    return found


# ---------------------------------------------------------------- names


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("diff --git a/d/x.md b/d/x.md\nindex 1..2 100644\n--- a/d/x.md\n+++ b/d/x.md\n", "d/x.md"),
        ("diff --git a/two w.md b/two w.md\n--- a/two w.md\t\n+++ b/two w.md\t\n", "two w.md"),
        ("diff --git a/b b/b b/b b/b\n--- a/b b/b\t\n+++ b/b b/b\t\n", "b b/b"),
        ('diff --git "a/d\\303\\251j\\303\\240.md" "b/d\\303\\251j\\303\\240.md"\n'
         '--- "a/d\\303\\251j\\303\\240.md"\n+++ "b/d\\303\\251j\\303\\240.md"\n', "déjà.md"),
        ('diff --git "a/say \\"hi\\".md" "b/say \\"hi\\".md"\n'
         '--- "a/say \\"hi\\".md"\n+++ "b/say \\"hi\\".md"\n', 'say "hi".md'),
        ('diff --git "a/tab\\there.md" "b/tab\\there.md"\n--- "a/tab\\there.md"\n+++ "b/tab\\there.md"\n',
         "tab\there.md"),
        ("diff --git docs/x.md docs/x.md\n--- docs/x.md\n+++ docs/x.md\n", "docs/x.md"),
        ("diff --git a/x.md a/x.md\n--- a/x.md\n+++ a/x.md\n", "a/x.md"),
        ("diff --git i/x.md w/x.md\n--- i/x.md\n+++ w/x.md\n", "x.md"),
        ("--- x.md.orig\t2026-05-01 12:00:00\n+++ x.md\t2026-05-01 12:00:01\n", "x.md"),
        ("--- /dev/null\n+++ b/new.md\n", "new.md"),
        ("diff --git a/old.md b/new.md\nsimilarity index 90%\nrename from old.md\nrename to new.md\n"
         "--- a/old.md\n+++ b/new.md\n", "new.md"),
    ],
)  # fmt: skip
def test_the_name_of_a_file(header: str, expected: str) -> None:
    assert names(header + HUNK) == [expected]
    crlf = (header + HUNK).replace("\n", "\r\n")
    assert names(crlf) == [expected]


def test_a_deleted_file_is_left_out_and_the_next_one_is_not() -> None:
    gone = (
        "diff --git a/a.md b/a.md\ndeleted file mode 100644\n--- a/a.md\n+++ /dev/null\n@@ -1 +0,0 @@\n-x\n"
    )
    assert names(gone + "diff --git a/b.md b/b.md\n--- a/b.md\n+++ b/b.md\n" + HUNK) == ["b.md"]


def test_a_binary_file_has_changed_as_a_whole() -> None:
    text = "diff --git a/a and b/x.md b/a and b/x.md\nBinary files a/a and b/x.md and b/a and b/x.md differ\n"
    (one,) = read_diff(text.encode(), "x")
    assert (one.path, one.binary) == ("a and b/x.md", True)
    assert changed_spans("Some text.\n", one, Filter.ADDED) == (Span(0, 11),)


def test_a_rename_alone_changes_nothing() -> None:
    text = "diff --git a/a.md b/b.md\nsimilarity index 100%\nrename from a.md\nrename to b.md\n"
    (one,) = read_diff(text.encode(), "x")
    assert one.path == "b.md"
    assert changed_spans("Some text.\n", one, Filter.ADDED) == ()
    assert changed_spans("Some text.\n", one, Filter.FILE) == (Span(0, 11),)


def test_lines_that_look_like_headers_are_lines_of_the_hunk() -> None:
    hunk = "@@ -1,2 +1,3 @@\n --- a/evil.md\n-++ b/old.md\n+++ b/evil.md\n+@@ -1 +1 @@\n"
    (one,) = read_diff(f"--- a/x.md\n+++ b/x.md\n{hunk}".encode(), "x")
    assert one.path == "x.md"
    assert one.hunks[0].lines == (b"--- a/evil.md", b"++ b/evil.md", b"@@ -1 +1 @@")


# ---------------------------------------------------------------- what is refused


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("nothing of the kind\n", "expected a unified diff"),
        ("--- a/x\n+++ b/x\n@@ -1,3 +1,3 @@\n a\n", "cut off"),
        ("--- a/x\n+++ b/x\n@@ -1,3 +1,3 @@\n a\ndiff --git a/y b/y\n", "x:5: expected a line of a hunk"),
        ("--- a/x\n+++ b/x\n@@ -1,1 +1,2 @@\n a\n-b\n", "more lines than its header says"),
        ("diff --cc x.md\nindex 1,2..3\n--- a/x.md\n+++ b/x.md\n@@@ -1,1 -1,1 +1,1 @@@\n", "diff of a merge"),
    ],
)
def test_what_is_no_diff_is_refused(text: str, message: str) -> None:
    with pytest.raises(UsageError, match=re.escape(message)):
        names(text)


@pytest.mark.parametrize("text", ["", "\n\n"])
def test_an_empty_diff_has_no_files(text: str) -> None:
    assert names(text) == []


def test_words_around_a_diff_are_passed_over() -> None:
    assert names(f"From 1a2b\nSubject: mend\n\n--- a/x.md\n+++ b/x.md\n{HUNK}-- \n2.39\n") == ["x.md"]


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    for start in (b"", b"--- a/x\n+++ b/x\n@@ -1,2 +1,2 @@\n"):
        try:
            read_diff(start + data, "x")
        except UsageError:
            continue


# ---------------------------------------------------------------- what has changed


def test_added_lines_are_changed_and_no_others() -> None:
    assert changed("a\nb\nc\n", "a\nB\nc\n") == ["B"]
    assert changed("a\nb\n", "a\nb\nc\nd\n") == ["c", "d"]
    assert changed("a\nb\n", "a\nb\n") == []


def test_context_is_what_the_diff_shows_around() -> None:
    old = "".join(f"line {number}\n" for number in range(20))
    new = old.replace("line 10\n", "line ten\n")
    assert changed(old, new, Filter.CONTEXT, context=1) == ["line 9", "line ten", "line 11"]
    assert changed(old, new, Filter.FILE) == [new]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("a\nb\n", "a\r\nb\r\n"),  # line ends
        ("a\r\nb\r\n", "a\nb\n"),
        ("a\nb", "a\nb\n"),  # a line feed at the end
        ("a\nb\n", "a\nb"),
        ("a\nb\n", "a  \nb\t\n"),  # blanks that nobody sees
    ],
)
def test_what_no_reader_sees_is_no_change(old: str, new: str) -> None:
    assert changed(old, new) == []


def test_a_line_after_one_without_a_line_feed() -> None:
    assert changed("a\nb", "a\nb\nc") == ["c"]


def test_lines_end_at_line_feeds_alone() -> None:
    text = "a\u2028b\x0cc\x85d\re\nf\n"
    assert changed(text, text.replace("f", "F")) == ["F"]


PIER, FERRY, BOTH = "The pier did not\nopen in May.", "The ferry runs.", "The pier did not\n\nopen in May."


def test_a_statement_that_lost_a_line_in_its_middle_has_changed() -> None:
    old = f"The pier did not\never\nopen in May.\n\n{FERRY}\n"
    assert touched(old, f"{PIER}\n\n{FERRY}\n", PIER, FERRY) == [PIER]


def test_a_statement_that_lost_its_end_or_its_start_has_changed() -> None:
    assert touched("It opened\nin May.\n\nX.\n", "It opened\n\nX.\n", "It opened", "X.") == ["It opened"]
    assert touched("X.\n\nNobody says\nit opened.\n", "X.\n\nit opened.\n", "X.", "it opened.") == [
        "it opened."
    ]


def test_a_statement_cut_in_two_or_joined_has_changed() -> None:
    assert touched(f"{PIER}\n", f"{BOTH}\n", "The pier did not", "open in May.") == [
        "The pier did not",
        "open in May.",
    ]
    assert touched(f"{BOTH}\n", f"{PIER}\n", PIER) == [PIER]


def test_a_paragraph_beside_changes_nothing() -> None:
    alone, more = f"{PIER}\n\n{FERRY}\n", f"{PIER}\n\nA new one.\n\n{FERRY}\n"
    assert touched(alone, more, PIER, FERRY) == []
    assert touched(more, alone, PIER, FERRY) == []
    assert touched(f"{PIER}\n", alone, PIER) == []
    assert touched(alone, f"{FERRY}\n", FERRY) == []


def test_an_item_of_a_list_that_goes_leaves_those_after_it_alone() -> None:
    old = "- One thing.\n- Two things.\n- Three things.\n"
    assert touched(old, old.replace("- Two things.\n", ""), "Three things.") == []


def test_a_diff_that_does_not_fit_is_found_out() -> None:
    diff = the_diff("a\nb\n", "a\nB\n")
    assert first_misfit("a\nB\n", diff) is None
    assert first_misfit("a\r\nB  \r\n", diff) is None
    assert first_misfit("a\nb\n", diff) == 2
    assert first_misfit("a\n", diff) == 2


# ---------------------------------------------------------------- properties

LINES = st.lists(st.sampled_from(["a", "b", "", "c d", "é"]), max_size=12).map(
    lambda lines: "".join(f"{line}\n" for line in lines)
)


@given(LINES, LINES)
def test_every_line_that_is_new_is_changed_and_every_span_is_in_the_text(old: str, new: str) -> None:
    spans = changed_spans(new, the_diff(old, new), Filter.ADDED)
    assert all(0 <= span.start < span.end <= len(new) for span in spans)
    assert spans == in_order(spans)
    start = 0
    for line in new.split("\n"):
        if line and f"{line}\n" not in old:
            assert any(span.start <= start and start + len(line) <= span.end for span in spans)
        start += len(line) + 1


@given(st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40))), st.integers(0, 40), st.integers(1, 40))
def test_touching_is_sharing_a_character(pairs: list[tuple[int, int]], start: int, size: int) -> None:
    from tests.report_factory import place

    spans = [Span(min(pair), max(pair)) for pair in pairs]
    text = "x" * 100
    where = place(text, text[start : start + size], nth=start)
    expected = any(span.overlaps(Span(start, start + size)) for span in spans if span.start < span.end)
    assert ChangedText({"draft.md": in_order(spans)}).touches(where) is expected
    assert ChangedText({}).touches(where)
