"""Holds tables, cases, documents and packaging together, and keeps the house rules that no linter knows."""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from tests.test_cases import VERDICT_CASES
from verifier.compare import COMPARATORS
from verifier.documents import PACKAGE_READERS, READERS
from verifier.judges import JUDGES
from verifier.render import RENDERERS

ROOT = Path(__file__).parent.parent
MODULES = sorted((ROOT / "verifier").glob("**/*.py"))
DOCUMENTS = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("benchmarks/*.md")])
TEXT_SUFFIXES = {
    ".py",
    ".md",
    ".yml",
    ".yaml",
    ".toml",
    ".json",
    ".txt",
    ".html",
    ".cfg",
    ".tsv",
    ".jinja",
    "",
}
MOST_LINES = 300
HEAVY = {"pydantic", "yaml", "jinja2", "markdown_it", "tantivy", "rapidfuzz", "ruamel", "sentencex", "lxml"}


def relative(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def tracked_text_files() -> Iterator[Path]:
    """What git tracks, or every file where this is no clone."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False)
    paths = [ROOT / name for name in listed.stdout.split("\0") if name] or list(ROOT.glob("**/*"))
    for path in paths:
        if path.is_file() and path.suffix in TEXT_SUFFIXES:
            yield path


# ---------------------------------------------------------------- modules


@pytest.mark.parametrize("path", MODULES, ids=relative)
def test_a_module_is_short_enough_to_read(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= MOST_LINES


@pytest.mark.parametrize("path", MODULES, ids=relative)
def test_only_the_command_line_prints_exits_and_reads_the_environment(path: Path) -> None:
    if path.is_relative_to(ROOT / "verifier" / "cli") or path.name == "__main__.py":
        return
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        name = ast.unparse(node.func) if isinstance(node, ast.Call) else ""
        assert name not in {
            "print",
            "input",
            "exit",
            "quit",
            "sys.exit",
            "os._exit",
            "os.getenv",
            "click.echo",
        }
        assert not (isinstance(node, ast.Attribute) and ast.unparse(node) in {"os.environ", "sys.argv"})


@pytest.mark.parametrize("path", MODULES, ids=relative)
def test_names_of_modules_say_what_is_in_them(path: Path) -> None:
    vague = {"utils", "util", "helpers", "helper", "misc", "manager", "common", "base"}
    assert not vague & set(path.stem.split("_"))


def test_every_top_level_module_has_its_layer() -> None:
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]
    layers = {
        name.strip(" ()")
        for layer in contracts["contracts"][0]["layers"]
        for name in re.split(r"[|:]", layer)
    }
    found = {
        f"verifier.{path.stem}"
        for path in (ROOT / "verifier").iterdir()
        if (path.suffix == ".py" and not path.stem.startswith("__")) or (path / "__init__.py").is_file()
    }
    assert found == layers


def test_every_format_is_in_the_contract_of_independence() -> None:
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]
    independent = {
        module for one in contracts["contracts"] if one["type"] == "independence" for module in one["modules"]
    }
    formats = {f"verifier.render.{name}" for name in RENDERERS}
    missing = (formats | {one.__module__ for one in COMPARATORS.values()}) - independent
    assert not missing, f"name them in pyproject.toml, [tool.importlinter]: {sorted(missing)}"


def test_help_loads_no_heavy_library() -> None:
    code = "import sys, verifier, verifier.cli; print(*{name.partition('.')[0] for name in sys.modules})"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert not HEAVY & set(done.stdout.split())


# ---------------------------------------------------------------- tables, cases, documents


def covered(name: str, room: str) -> bool:
    """True when a case file or golden file is named after it, or a test names it in quotes."""
    folders = [ROOT / "tests" / "cases" / room, ROOT / "tests" / "golden", ROOT / "tests" / "fixtures"]
    stems = {part for folder in folders for path in folder.glob("**/*") for part in (path.stem, path.suffix)}
    if name in stems or name.lstrip(".") in {stem.lstrip(".") for stem in stems}:
        return True
    quoted = re.compile(rf"""["'][^"'\n]*{re.escape(name)}\b[^"'\n]*["']""")
    tests = [path for path in (ROOT / "tests").glob("test_*.py") if path.name != Path(__file__).name]
    return any(quoted.search(path.read_text(encoding="utf-8")) for path in tests)


def headings(path: Path) -> list[str]:
    return re.findall(r"^#{1,6}\s+(.*?)\s*$", path.read_text(encoding="utf-8"), re.M)


@pytest.mark.parametrize("suffix", [*READERS, *PACKAGE_READERS])
def test_a_reader_has_cases_and_a_section(suffix: str) -> None:
    readers: dict[str, object] = {**READERS, **PACKAGE_READERS}
    aliases = [other for other, reader in readers.items() if reader is readers[suffix]]
    assert any(covered(alias, "documents") for alias in aliases)
    assert any(f"`{suffix}`" in heading for heading in headings(ROOT / "docs" / "formats.md"))


@pytest.mark.parametrize("name", RENDERERS)
def test_a_format_has_tests_and_a_section(name: str) -> None:
    assert covered(name, "render")
    assert any(f"`{name}`" in heading for heading in headings(ROOT / "docs" / "formats.md"))


@pytest.mark.parametrize("name", JUDGES)
def test_a_judge_has_cases_and_a_section(name: str) -> None:
    assert covered(name, "judges")
    assert any(f"`{name}`" in heading for heading in headings(ROOT / "docs" / "judging.md"))


@pytest.mark.parametrize("facet", COMPARATORS)
def test_a_facet_has_cases_and_a_section(facet: str) -> None:
    """Every comparator that can give a rule has a case that names one of its rules."""
    module = (ROOT / "verifier" / "compare" / f"{facet}.py").read_text(encoding="utf-8")
    rules = set(re.findall(r'"(V1\d\d)"', module))
    assert not rules or rules & {case.body.get("rule") for case in VERDICT_CASES}
    assert any(f"`{facet}`" in heading for heading in headings(ROOT / "docs" / "judging.md"))


@pytest.mark.parametrize(
    "folder", sorted(path.name for path in (ROOT / "tests" / "cases").iterdir() if path.is_dir())
)
def test_no_folder_of_cases_is_orphaned(folder: str) -> None:
    tests = [path for path in (ROOT / "tests").glob("test_*.py") if path.name != Path(__file__).name]
    quoted = re.compile(rf"""["'/]{folder}["'/]""")
    assert any(quoted.search(path.read_text(encoding="utf-8")) for path in tests)


RULES = yaml.safe_load((ROOT / "verifier" / "data" / "rules.yml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("code", RULES)
def test_a_rule_has_a_section_and_is_produced_somewhere(code: str) -> None:
    if RULES[code].get("retired"):
        return
    assert re.search(rf"^#+ .*\b{code}\b", (ROOT / "docs" / "verdicts.md").read_text(encoding="utf-8"), re.M)
    data = [path for path in (ROOT / "verifier" / "data").glob("*.yml") if path.name != "rules.yml"]
    assert any(code in path.read_text(encoding="utf-8") for path in [*MODULES, *data])


def test_no_code_is_used_that_has_no_rule() -> None:
    used = {code for path in MODULES for code in re.findall(r'"(V\d{3})"', path.read_text(encoding="utf-8"))}
    assert used <= set(RULES)


# ---------------------------------------------------------------- documents


def anchors(path: Path) -> set[str]:
    """The anchors of a page: of its headings, as GitHub makes them, and those set by hand."""
    text = re.sub(r"^```.*?^```", "", path.read_text(encoding="utf-8"), flags=re.M | re.S)
    slugs = {
        re.sub(r"[^\w\- ]", "", re.sub(r"[`*]", "", heading).lower()).replace(" ", "-")
        for heading in re.findall(r"^#{1,6}\s+(.*?)\s*$", text, re.M)
    }
    return slugs | set(re.findall(r"""<a (?:id|name)=["']([^"']+)["']""", text))


@pytest.mark.parametrize("path", DOCUMENTS, ids=relative)
def test_links_of_a_document_resolve(path: Path) -> None:
    text = re.sub(r"^```.*?^```|`[^`\n]*`", "", path.read_text(encoding="utf-8"), flags=re.M | re.S)
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        if re.match(r"[a-z]+:", target):
            continue
        name, _, anchor = target.partition("#")
        linked = (path.parent / name).resolve() if name else path
        assert linked.exists(), f"{relative(path)} links to {target}"
        if anchor:
            assert anchor in anchors(linked), f"{relative(path)} links to {target}"


def test_nothing_names_a_machine_or_a_package_registry() -> None:
    hosts = ["py" + "pi.org", "files.python" + "hosted", "registry.npm" + "js", "deb.deb" + "ian.org"]
    folders = ["/" + name + "/" for name in ("home", "root", "Users", "work", "farm", "tmp")]
    pattern = re.compile(
        "|".join(re.escape(host) for host in hosts) + r"|(?<![\w.~<}*)\]])(?:" + "|".join(folders) + ")"
    )
    found = [
        f"{relative(path)}: {match.group()}"
        for path in tracked_text_files()
        for match in pattern.finditer(path.read_text(encoding="utf-8", errors="replace"))
    ]
    assert not found


def test_a_wheel_carries_a_demo_that_exists() -> None:
    hook = (ROOT / "hatch_build.py").read_text(encoding="utf-8")
    folders = re.search(r"^DEMO = \((.*)\)", hook, re.M)
    assert folders is not None
    for name in re.findall(r'"(\w+)"', folders.group(1)):
        assert (ROOT / name).is_dir()
    assert (ROOT / "verifier" / "py.typed").is_file()


def test_ci_runs_what_a_contributor_runs() -> None:
    script = ROOT / ".ci" / "run"
    assert os.access(script, os.X_OK)
    commands = [
        line for line in script.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")
    ]
    assert commands[-1] == "exec make test"
