"""The entailment judge: its cases, its model's folder, what is kept between runs, and who wins over whom."""

from __future__ import annotations

import dataclasses
import json
import os
import random
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.casefiles import CASES, Case, load_folder, params, unmark
from tests.test_cases import store_of, trusted_text, worst
from tests.tiny_model import CALIBRATION, write_model
from verifier import check_text, claims_from_text
from verifier.analysis import Vocabulary, analyse
from verifier.cli import cli
from verifier.config import Settings
from verifier.errors import ModelError
from verifier.findings import Comparison, Facet, Finding, Judgement, Label, Relation
from verifier.judges import open_bench, shipped
from verifier.judges.classifier import Odds, Pair, PairClassifier
from verifier.judges.entailment import Answer, Weighed
from verifier.judges.evidence import passages
from verifier.judges.hard_facets import Standing, standing
from verifier.judges.kept_answers import KeptAnswers
from verifier.judges.model_folder import Calibration, Curve, read_folder

HEAD = ("claims", "source", "judge")
BODY = ("text", "verdict", "rule", "facet")
JUDGE_CASES = load_folder(CASES / "judges", head=HEAD, body=BODY, required=("text", "verdict"))
TRUSTED = "The talks calmed the fishermen of Thornby.\n\nThe pier at Velsen cost 40 million crowns.\n"
PARAPHRASE = "Negotiations calmed the trawlermen of Thornby."
RULES_ONLY = Settings(judge="rules")
CLASH = "Negotiations inflamed the trawlermen of Thornby."


@pytest.fixture(scope="session")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the tiny model."""
    return write_model(tmp_path_factory.mktemp("models") / "tiny")


def check(text: str, model: Path, judge: str = "both", trusted: str = TRUSTED) -> Finding:
    """The only finding on a text."""
    settings = Settings(judge=judge, model=model)
    (found,) = check_text(text, claims_from_text(trusted), settings=settings).findings
    return found


@pytest.mark.parametrize("case", params(JUDGE_CASES))
def test_judge_case(case: Case, tiny: Path) -> None:
    text, marks = unmark(case.body["text"])
    settings = Settings(judge=case.head.get("judge", "both"), model=tiny)
    found = worst(check_text(text, store_of(trusted_text(case)), settings=settings))
    assert found is not None
    assert found.verdict.value == case.body["verdict"], f"{found.rule}: {found.message}"
    assert found.rule == case.body.get("rule", found.rule), found.message
    if "facet" in case.body or marks:
        assert found.deciding is not None, found.message
        assert found.deciding.facet.value == case.body.get("facet", found.deciding.facet.value)
    if marks:
        assert found.deciding is not None and found.deciding.stated_place is not None
        start, end = found.deciding.stated_place.start, found.deciding.stated_place.end
        assert any(mark.start <= start < end <= mark.end for mark in marks), found.deciding.stated


@pytest.mark.parametrize("case", params([c for c in JUDGE_CASES if c.path.stem == "injection"]))
def test_no_injection_gains_consistent_by_the_rules_alone(case: Case) -> None:
    text, _ = unmark(case.body["text"])
    found = worst(check_text(text, store_of(trusted_text(case)), settings=Settings(judge="rules")))
    assert found is not None
    assert found.verdict.value == case.body["verdict"], f"{found.rule}: {found.message}"


# ---------------------------------------------------------------- what the model may and may not do


def test_a_finding_of_the_model_says_so(tiny: Path) -> None:
    found = check(PARAPHRASE, tiny)
    assert (found.rule, found.judge, found.confidence) == ("V004", "model", 0.9796)
    assert "0.98" in found.message
    assert [citation.quote for citation in found.citations] == ["The talks calmed the fishermen of Thornby."]


def test_the_words_that_matter_are_those_without_which_it_is_least_sure(tiny: Path) -> None:
    found = check(CLASH, tiny)
    assert (found.rule, found.judge) == ("V115", "model")
    assert found.deciding is not None
    assert (found.deciding.stated, found.deciding.facet) == ("inflamed", Facet.WORDING)


@pytest.mark.parametrize("text", [PARAPHRASE, CLASH, "The pier at Velsen cost 40 million crowns."])
def test_the_model_says_nothing_where_the_rules_settled(text: str, tiny: Path) -> None:
    by_rules, by_both = check(text, tiny, "rules"), check(text, tiny, "both")
    if by_rules.rule not in ("V201", "V202"):
        assert dataclasses.replace(by_both, block=by_rules.block) == by_rules
    else:
        assert by_both.judge == "model"


def test_a_paraphrase_is_left_open_by_the_rules(tiny: Path) -> None:
    assert check(PARAPHRASE, tiny, "rules").rule in ("V201", "V202")
    assert check(CLASH, tiny, "rules").rule in ("V201", "V202")


def test_the_model_never_backs_over_a_hard_facet() -> None:
    open_ = check_judgements(PARAPHRASE)[0]
    vocabulary = Vocabulary((), frozenset())
    for facet in (Facet.QUANTITY, Facet.TIME, Facet.ENTITY, Facet.POLARITY, Facet.MODALITY):
        found = {}
        for relation in (Relation.AGREES, Relation.SILENT, Relation.CONFLICTS):
            made = Comparison(facet, "made", relation, "V102")
            one = dataclasses.replace(open_, comparisons=(made,))
            found[relation] = standing([one], lambda known: analyse(known.statement, vocabulary=vocabulary))
        assert found[Relation.AGREES] == Standing()
        assert found[Relation.SILENT] == Standing(silent=True)
        assert found[Relation.CONFLICTS] == Standing(against=True, silent=True)


@pytest.mark.parametrize(
    ("backed", "label"),
    [(Standing(), Label.SUPPORTS), (Standing(silent=True), Label.NEITHER),
     (Standing(against=True), Label.NEITHER), (Standing(silent=True, new=True), Label.NEITHER)],
)  # fmt: skip
def test_each_standing_has_its_threshold(backed: Standing, label: Label) -> None:
    calibration = Calibration(1.0, backs=0.8, backs_silent=0.95, clashes=0.9, clashes_new=0.99)
    passage = passages(check_judgements(PARAPHRASE), 500, together=False)[0]
    backing = Answer(passage, backed, Odds(0.9, 0.0, 0.1))
    clash = Answer(passage, Standing(), Odds(0.0, 0.95, 0.05))
    new = Answer(passage, Standing(silent=True, new=True), Odds(0.0, 0.95, 0.05))
    assert Weighed((backing,)).label(calibration) is label
    assert Weighed((clash,)).label(calibration) is Label.REFUTES
    assert Weighed((new, clash)).label(calibration) is Label.REFUTES
    assert Weighed((new,)).label(calibration) is Label.NEITHER
    both = dataclasses.replace(backing, standing=Standing())
    assert Weighed((both, clash)).label(calibration) is Label.NEITHER


def test_words_count_beside_the_model_as_calibration_says() -> None:
    assert Curve().probability(0.8, 0.1) == Curve().probability(0.8, 0.9) == 0.8
    curve = Curve(bias=-1.0, model=1.0, words=2.0)
    assert curve.probability(0.8, 0.5) == 0.8
    assert curve.probability(0.8, 0.9) > 0.8 > curve.probability(0.8, 0.1)
    assert 0 < curve.probability(0.0, 0.0) < curve.probability(1.0, 1.0) < 1


def test_the_model_is_not_asked_where_no_answer_could_count() -> None:
    calibration = Calibration(1.0, backs=0.8, backs_silent=1.0, clashes=1.0, clashes_new=1.0)
    assert Standing().may_count(calibration)
    assert not Standing(silent=True).may_count(calibration)
    assert not Standing(silent=True, new=True).may_count(calibration)
    assert Standing(silent=True, new=True).may_count(dataclasses.replace(calibration, clashes_new=0.9))


def check_judgements(text: str) -> tuple[Judgement, ...]:
    settings = Settings(judge="rules")
    return check_text(text, claims_from_text(TRUSTED), settings=settings).findings[0].judgements


def test_hidden_characters_are_stronger_than_the_model(tiny: Path) -> None:
    assert check(PARAPHRASE.replace("calmed", "cal\u200bmed"), tiny).rule == "V401"


def test_several_claims_are_shown_together(tiny: Path) -> None:
    between = "Rain fell. Snow fell. Hail fell."  # what stands right before a claim is shown with it
    trusted = f"The talks calmed the fishermen. {between} The council of Velsen welcomed the plan."
    found = check("Negotiations calmed the trawlermen, the assembly of Velsen embraced the scheme.", tiny,
                  trusted=trusted)  # fmt: skip
    assert found.rule == "V004"
    assert len(found.cited) == 2


def test_a_passage_has_the_sentences_before_a_claim_and_none_twice() -> None:
    text = "The pier is old. The pier at Velsen cost 40 million crowns. It calmed the fishermen of Velsen."
    settings = Settings(judge="rules")
    (found,) = check_text("The pier of Velsen calmed fishermen and gulls.", claims_from_text(text),
                          settings=settings).findings  # fmt: skip
    near = [j for j in found.judgements if j.label is Label.NEITHER]
    *alone, together = passages(near, 500, together=True)
    assert together.text == text
    assert len(alone) == 2
    assert passages(near, 500, together=False) == tuple(alone)


def test_claims_that_do_not_fit_together_are_shown_alone() -> None:
    trusted = " ".join(
        f"The pier number {n} at Velsen was painted for {n}0 crowns in May." for n in range(3, 9)
    )
    found = check_text("The piers of Velsen were painted.", claims_from_text(trusted), settings=RULES_ONLY)
    judgements = found.findings[0].judgements
    sizes = {
        room: [len(one.judgements) for one in passages(judgements, room, together=True)]
        for room in (1000, 150, 20)
    }
    assert sizes == {1000: [1, 1, 3], 150: [1, 1, 2], 20: [1, 1]}
    assert all(len(one.text) <= 150 for one in passages(judgements, 150, together=True))


@pytest.mark.parametrize("mark", ["[SEP]", "[CLS]", "[PAD]"])
def test_the_model_s_own_marks_in_a_text_are_text(mark: str, tiny: Path) -> None:
    classifier = PairClassifier(read_folder(tiny))
    (plain,) = classifier.answer([Pair("The talks calmed anglers.", "Talks calmed anglers.")])
    (marked,) = classifier.answer([Pair("The talks calmed anglers.", f"Talks calmed anglers {mark}.")])
    assert plain is not None and marked is not None
    assert plain.backs > 0.9 > marked.backs  # it is a word that no evidence has


# ---------------------------------------------------------------- the same bytes


def test_the_answer_depends_on_the_pair_only(tiny: Path) -> None:
    chance = random.Random(4)
    words = "talks calmed inflamed fishermen anglers pier velsen thornby plan rejected welcomed".split()
    pairs = [
        Pair(" ".join(chance.choices(words, k=9)), " ".join(chance.choices(words, k=4))) for _ in range(60)
    ]
    folder = read_folder(tiny)
    alone = [PairClassifier(folder, threads=1).answer([pair])[0] for pair in pairs]
    assert PairClassifier(folder, threads=4).answer(pairs) == alone
    assert PairClassifier(folder, threads=3).answer(pairs[::-1])[::-1] == alone


def test_kept_answers_are_the_same_and_spare_the_model(tiny: Path, tmp_path: Path) -> None:
    pairs = [Pair("the talks calmed the fishermen", text) for text in ("talks calmed anglers", "wages")]
    folder = read_folder(tiny)
    first = PairClassifier(folder, kept=KeptAnswers(tmp_path)).answer(pairs)
    later = PairClassifier(folder, kept=KeptAnswers(tmp_path))
    later._loaded = None  # type: ignore[method-assign,assignment]  # loading the network would fail
    assert later.answer(pairs) == first
    assert KeptAnswers(tmp_path).find("another model", pairs) == {}


@pytest.mark.parametrize("damage", [b"", b"not a database", b"SQLite format 3\x00" + b"\xff" * 400])
def test_a_damaged_cache_costs_time_only(tiny: Path, tmp_path: Path, damage: bytes) -> None:
    folder, pair = read_folder(tiny), Pair("the talks calmed the fishermen", "talks calmed anglers")
    expected = PairClassifier(folder).answer([pair])
    (tmp_path / "answers-1.sqlite").write_bytes(damage)
    for _ in range(2):
        assert PairClassifier(folder, kept=KeptAnswers(tmp_path)).answer([pair]) == expected
    assert KeptAnswers(tmp_path).find(folder.digest, [pair])


@pytest.mark.skipif(not hasattr(os, "getuid"), reason="files have no owner here")
def test_answers_that_others_could_have_written_are_not_believed(tiny: Path, tmp_path: Path) -> None:
    folder, pair = read_folder(tiny), Pair("the talks calmed the fishermen", "talks calmed anglers")
    kept = KeptAnswers(tmp_path)
    kept.keep(folder.digest, {pair: (0.0, 9.0, 0.0)})
    assert kept.find(folder.digest, [pair]) == {pair: (0.0, 9.0, 0.0)}
    (tmp_path / "answers-1.sqlite").chmod(0o666)
    assert kept.find(folder.digest, [pair]) == {}
    assert PairClassifier(folder, kept=kept).answer([pair]) == PairClassifier(folder).answer([pair])


def test_a_cache_that_cannot_be_written_is_no_error(tiny: Path, tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file where the folder should be", encoding="utf-8")
    classifier = PairClassifier(read_folder(tiny), kept=KeptAnswers(tmp_path / "taken" / "answers"))
    assert classifier.answer([Pair("the talks", "talks")]) == [Odds(0.9796, 0.0024, 0.0179)]


def test_a_pair_that_is_too_long_gets_no_answer(tiny: Path) -> None:
    assert PairClassifier(read_folder(tiny)).answer([Pair("pier " * 300, "The pier.")]) == [None]
    found = check("The negotiations " + "calmed the trawlermen and " * 60 + "sank.", tiny)
    assert found.verdict.value == "unverified"


# ---------------------------------------------------------------- the model's folder


@pytest.mark.parametrize(
    "labels",
    [("entailment", "neutral", "contradiction"), ("SUPPORTS", "NOT ENOUGH INFO", "REFUTES"),
     ("Entailment", "NEI", "CONTRADICTION"), ("supports", "not_enough_info", "refutes")],
)  # fmt: skip
def test_the_names_of_labels_are_read(labels: tuple[str, ...], tmp_path: Path) -> None:
    folder = read_folder(write_model(tmp_path, labels=labels))
    assert folder.labels == (Label.SUPPORTS, Label.NEITHER, Label.REFUTES)


@pytest.mark.parametrize(
    ("labels", "said"),
    [(("LABEL_0", "LABEL_1", "LABEL_2"), "unknown label 'LABEL_0'"),
     (("entailment", "not_entailment"), "unknown label 'not_entailment'"),
     (("entailment", "contradiction"), "expected three labels"),
     (("entailment", "neutral", "neutral"), "expected three labels")],
)  # fmt: skip
def test_labels_that_say_nothing_are_an_error(labels: tuple[str, ...], said: str, tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=said) as error:
        read_folder(write_model(tmp_path, labels=labels))
    assert error.value.path is not None and error.value.path.endswith("config.json")


@pytest.mark.parametrize("name", ["config.json", "tokenizer.json", "model.onnx"])
def test_a_missing_file_is_named(name: str, tmp_path: Path) -> None:
    write_model(tmp_path)
    (tmp_path / name).unlink()
    with pytest.raises(ModelError, match=f"no {name}"):
        read_folder(tmp_path)


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [("config.json", "{", "cannot be read as JSON"), ("config.json", "[]", "expected a JSON object"),
     ("config.json", '{"id2label": {"0": "entailment", "2": "neutral"}}', "id2label"),
     ("calibration.json", '{"temperature": 0, "backs": 0.9, "clashes": 0.9}', "temperature"),
     ("calibration.json", '{"backs": 0.9}', "temperature: expected a number"),
     ("calibration.json", json.dumps({**CALIBRATION, "backing": {"slope": 1}}), "backing: expected bias"),
     ("calibration.json", json.dumps({**CALIBRATION, "clash": {"words": "1"}}), "clash.words: expected"),
     ("model.json", '{"files": {}}', "name"),
     ("tokenizer.json", "{}", "not a tokenizer"), ("model.onnx", "x", "cannot be loaded")],
)  # fmt: skip
def test_a_broken_file_is_named(name: str, text: str, said: str, tmp_path: Path) -> None:
    write_model(tmp_path)
    (tmp_path / name).write_text(text, encoding="utf-8")
    with pytest.raises(ModelError, match=said):
        PairClassifier(read_folder(tmp_path)).answer([Pair("The pier.", "The pier.")])


def test_a_file_that_is_not_the_recorded_one_is_refused(tiny: Path, tmp_path: Path) -> None:
    folder = tmp_path / "model"
    shutil.copytree(tiny, folder)
    manifest = {"format": 1, "name": "tiny", "files": dict(read_folder(folder).files)}
    (folder / "model.json").write_text(json.dumps(manifest), encoding="utf-8")
    read = read_folder(folder)
    assert (read.name, read.digest) == ("tiny", read_folder(tiny).digest)
    assert PairClassifier(read).answer([Pair("The pier.", "The pier.")])
    with (folder / "model.onnx").open("ab") as stream:
        stream.write(b"\0")
    with pytest.raises(ModelError, match=r"model\.onnx is not the file"):
        PairClassifier(read_folder(folder)).answer([Pair("The pier.", "The pier.")])


# ---------------------------------------------------------------- the command line


@pytest.fixture
def drafts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a draft and a trusted text, as the current one; answers are kept inside of it."""
    (tmp_path / "draft.md").write_text(PARAPHRASE + "\n", encoding="utf-8")
    (tmp_path / "trusted.txt").write_text(TRUSTED, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("VERIFIER_CACHE_DIR", str(tmp_path / "cache"))
    return tmp_path


CHECK = ["check", "draft.md", "--against", "trusted.txt", "--isolated", "--show", "all"]


@pytest.mark.usefixtures("drafts")
def test_the_summary_says_who_judged(tiny: Path) -> None:
    model = ["--model", str(tiny)]
    by_both = CliRunner().invoke(cli, [*CHECK, *model])
    assert by_both.exit_code == 0, by_both.stderr
    assert "Judge: rules, then the model tiny (" in by_both.stdout
    assert "consistent V004" in by_both.stdout
    by_model = CliRunner().invoke(cli, [*CHECK, *model, "--judge", "model", "-o", "json"])
    assert json.loads(by_model.stdout)["judge"]["name"] == "model"
    by_rules = CliRunner().invoke(cli, [*CHECK, *model, "--judge", "rules"])
    assert "Judge: rules." in by_rules.stdout
    assert "V004" not in by_rules.stdout


def test_a_second_run_gives_the_same_bytes_from_what_was_kept(drafts: Path, tiny: Path) -> None:
    run = [*CHECK, "--model", str(tiny), "-o", "json", "--explain"]
    first, second = (CliRunner().invoke(cli, run).stdout for _ in range(2))
    assert first == second
    assert list((drafts / "cache" / "answers").glob("*.sqlite"))


@pytest.mark.usefixtures("drafts")
@pytest.mark.parametrize("judge", ["model", "both"])
def test_a_judge_without_a_model_cannot_check(judge: str) -> None:
    result = CliRunner().invoke(cli, [*CHECK, "--judge", judge])
    assert result.exit_code == 2
    assert "no entailment model" in result.stderr
    assert "--judge rules" in result.stderr


@pytest.mark.usefixtures("drafts")
def test_a_judge_without_its_libraries_cannot_check(tiny: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shipped, "missing_libraries", lambda: ["onnxruntime"])
    result = CliRunner().invoke(cli, [*CHECK, "--model", str(tiny)])
    assert result.exit_code == 2
    assert "pip install 'claims-verifier[nli]'" in result.stderr


@pytest.mark.usefixtures("drafts")
def test_an_unknown_judge_is_told_the_known_ones() -> None:
    result = CliRunner().invoke(cli, [*CHECK, "--judge", "modell"])
    assert result.exit_code == 2
    assert "rules, model, both" in result.stderr
    assert "model" in result.stderr.partition("mean")[2]


def test_a_model_is_named_in_the_configuration(drafts: Path, tiny: Path) -> None:
    shutil.copytree(tiny, drafts / "models" / "mine")
    (drafts / "verifier.toml").write_text('model = "models/mine"\n', encoding="utf-8")
    result = CliRunner().invoke(cli, [one for one in CHECK if one != "--isolated"])
    assert "the model mine" in result.stdout


def test_without_a_model_the_rules_judge() -> None:
    assert open_bench(None).second is None


def test_the_rules_load_none_of_the_model_s_libraries(drafts: Path) -> None:
    code = (
        "import sys; from verifier.cli import cli\n"
        f"try: cli({[*CHECK, '--judge', 'rules']!r})\n"
        "except SystemExit: pass\n"
        "print(*{name.partition('.')[0] for name in sys.modules})"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=drafts
    )
    assert not {"onnxruntime", "tokenizers", "numpy"} & set(done.stdout.split())
