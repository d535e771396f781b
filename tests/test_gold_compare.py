"""The tools for annotators: how far two passes agree, and what tables say otherwise than gold."""

import json
import re
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from conftest import ROOT
from gold_files import Change, replace, summit, treaty, write_gold
from gold_tables import rows_of, write_rows

from pipeline.cli import LAYERS, main
from pipeline.errors import UsageError
from pipeline.gold import differences, load_gold
from pipeline.gold.agreement import agreement, cohen_kappa, markdown
from pipeline.gold.sources import source_texts


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A gold set of two documents, right in every respect."""
    return write_gold(tmp_path)


def test_kappa_is_cohens() -> None:
    """Two judges of 50 grant applications: 20 both yes, 15 both no, 5 and 10 at odds; κ = (0.7 − 0.5) / 0.5."""
    pairs = 20 * [("yes", "yes")] + 5 * [("yes", "no")] + 10 * [("no", "yes")] + 15 * [("no", "no")]
    assert cohen_kappa(pairs) == 0.4
    assert cohen_kappa([("a", "b"), ("b", "a")]) == -1.0
    assert cohen_kappa([("a", "a"), ("b", "b")]) == 1.0
    assert cohen_kappa([]) is None and cohen_kappa(3 * [("a", "a")]) is None


def two_passes(folder: Path, change: Change) -> dict[tuple[str, str], tuple[float | None, float | None]]:
    """(layer, measure) → agreement and kappa of the two documents and the same with one of them changed."""
    for name, side in (("treaty", treaty()), ("news/summit", summit())):
        side.write(folder / "first", name)
        if name == "treaty":
            change(side)
        side.write(folder / "second", name)
    lines = agreement(folder / "first" / "gold", folder / "second" / "gold", folder / "first" / "raw")
    return {(line.layer, line.measure): (line.value, line.kappa) for line in lines}


def test_one_and_the_same_annotation_agrees_in_everything(tmp_path: Path) -> None:
    found = two_passes(tmp_path, lambda ann: None)
    assert {value for value, _ in found.values()} == {1.0, None}
    assert {key for key, (value, _) in found.items() if value is None} == {
        ("relations", "strict: both mentions exact"), ("relations", "overlap"), ("links", "both triggers, predicate"),
    }  # fmt: skip
    assert {kappa for _, kappa in found.values()} <= {1.0, None}


LOWERED: dict[str, tuple[Change, set[tuple[str, str]]]] = {
    "type": (
        lambda a: replace(a, "T3\tCITY", "T3\tLOCATION"),
        {("mentions", "exact: span and type"), ("mentions", "overlap: type and a character"),
         ("mentions", "type, of equal spans"), ("linking", "mention and QID")},
    ),
    "normal form": (lambda a: replace(a, '"lemma": "Лиме"', '"lemma": "Лима"'),
                    {("normal forms", "equal, of exact mentions")}),
    "item": (lambda a: replace(a, '"entity": "Q419"', '"entity": "Q1"'),
             {("linking", "mention and QID"), ("entities", "clusters (CoNLL)"),
              ("entities", "pairs across documents")}),
    "EDTF": (lambda a: replace(a, '"edtf": "2001-05"', '"edtf": "2001"'),
             {("dates", "span and EDTF"), ("dates", "EDTF, of matched dates")}),
    "anchor": (lambda a: replace(a, "Anchor T7 explicit", "Anchor T7 context"), {("dates", "anchor")}),
    "event type": (lambda a: replace(a, "EventType T6 SIGN", "EventType T6 ADOPT"),
                   {("triggers", "span and event type"), ("triggers", "event type, of matched triggers")}),
    "polarity": (lambda a: replace(a, "Polarity T6 negative", "Polarity T6 positive"),
                 {("triggers", "polarity"), ("triggers", "negative, planned, possible, demanded")}),
    "modality": (lambda a: a.add("A", "Modality T6 planned"),
                 {("triggers", "modality"), ("triggers", "negative, planned, possible, demanded")}),
    "role": (lambda a: replace(a, "AGENT Arg1:T1", "PARTICIPANT_IN Arg1:T1"),
             {("arguments", "trigger, role, filler"), ("arguments", "role, of matched pairs")}),
    "event": (lambda a: replace(a, '"event": "treaty"', '"event": "other"'),
              {("events", "clusters (CoNLL)"), ("events", "pairs across documents")}),
}  # fmt: skip


@pytest.mark.parametrize("case", LOWERED)
def test_a_disagreement_lowers_its_own_layers_and_no_other(tmp_path: Path, case: str) -> None:
    change, lowered = LOWERED[case]
    found = two_passes(tmp_path, change)
    assert {key for key, (value, _) in found.items() if value is not None and value < 1} == lowered
    assert any(kappa is not None and kappa < 1 for key in lowered for kappa in found[key][1:]) == (
        case in ("type", "anchor", "event type", "polarity", "modality", "role")
    )


def test_passes_over_different_documents_are_not_compared(folder: Path) -> None:
    treaty().write(folder / "alone", "treaty")
    with pytest.raises(UsageError, match="only there is «news/summit»"):
        agreement(folder / "gold", folder / "alone" / "gold", folder / "raw")


def test_agreement_is_printed_as_table_or_json(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    command = ["gold", "agreement", str(folder / "gold"), str(folder / "gold"), "--raw", str(folder / "raw")]
    assert main(command) == 0
    table = capsys.readouterr().out
    assert len({len(line) for line in table.splitlines()}) == 1 and "| mentions " in table
    assert main([*command, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)[0] == {
        "layer": "mentions", "measure": "exact: span and type", "value": 1.0, "kappa": None,
        "first": 8, "second": 8, "equal": 8,
    }  # fmt: skip


PASSES = ROOT / "tests" / "agreement"


def shown(table: str) -> str:
    """What stands in the README between the marks of a table."""
    readme = (ROOT / "tests" / "gold" / "README.md").read_text(encoding="utf-8")
    between = re.search(f"<!-- {table} -->\n(.*?)\n<!-- /{table} -->", readme, re.DOTALL)
    assert between, f"the table stands between <!-- {table} --> and <!-- /{table} -->"
    return between[1].strip()


def paste(table: str, right: str) -> str:
    """What to do where the README shows another table."""
    return f"tests/gold/README.md shows another table; put this one between its marks <!-- {table} -->:\n{right}\n"


def test_the_readme_shows_the_agreement_of_the_two_passes() -> None:
    right = markdown(agreement(PASSES / "first", PASSES / "second", ROOT / "raw"))
    assert shown("agreement") == right, paste("agreement", right)


def test_the_readme_shows_the_sizes(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["gold", "check", str(ROOT / "tests" / "gold"), "--raw", str(ROOT / "raw")]) == 0
    right = "\n".join(line for line in capsys.readouterr().out.splitlines() if line.startswith("|"))
    assert shown("sizes") == right, paste("sizes", right)


@pytest.fixture
def published(folder: Path) -> Path:
    """Tables that say what the annotations of `folder` say."""
    texts = source_texts(folder / "raw", {"treaty", "news/summit"})
    documents = {name: (load_gold(folder / "gold" / f"{name}.ann", text), text) for name, text in texts.items()}
    return write_rows(folder / "tables", rows_of(documents))


def diff(folder: Path, tables: Path, capsys: pytest.CaptureFixture[str], *options: str) -> tuple[str, str]:
    assert main(["gold", "diff", str(tables), "--gold", str(folder / "gold"), *options]) == 0
    said = capsys.readouterr()
    return said.out, said.err


def test_tables_that_say_what_gold_says_have_no_differences(
    folder: Path, published: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    said, warned = diff(folder, published, capsys)
    titles = [line for line in said.splitlines() if line]
    assert len(titles) == len(LAYERS) and all(": 0 missing, 0 too much, 0 different" in title for title in titles)
    assert warned == ""


SHOWN: dict[str, tuple[Change, tuple[str, ...]]] = {
    "mentions": (
        lambda a: replace(a, "T3\tCITY", "T3\tLOCATION"),
        ("- treaty.ann:3: LOCATION «Лиме»", "+ treaty 57–61: CITY «Лиме»", "«О мире» в [[Лиме]]."),
    ),
    "normal-forms": (
        lambda a: replace(a, '"lemma": "Лиме"', '"lemma": "Лима"'),
        ("~ treaty.ann:3: normal form of «Лиме»: gold Лима, tables Лиме",),
    ),
    "linking": (lambda a: replace(a, '"Q419"', '"Q1"'), ("item of «Перу»: gold Q1, tables Q419",)),
    "dates": (lambda a: a.date("Второй", None, None), ("- treaty.ann:9: DATE «Второй»", "[[Второй]] договор")),
    "date-values": (
        lambda a: replace(a, '"edtf": "2001-05"', '"edtf": "2001"'),
        ("~ treaty.ann:7: EDTF of «В мае 2001 года»: gold 2001, tables 2001-05",),
    ),
    "triggers": (
        lambda a: replace(a, "EVENT 28 37\tподписали", "EVENT 28 45\tподписали договор"),
        ("borders: gold «подписали договор», tables «подписали»",),
    ),
    "types": (lambda a: replace(a, "EventType T6 SIGN", "EventType T6 MEET"), ("gold MEET, tables SIGN",)),
    "polarity": (lambda a: replace(a, "T6 negative", "T6 positive"), ("gold positive, tables negative",)),
    "modality": (lambda a: a.add("A", "Modality T6 possible"), ("gold possible, tables actual", "не [[подписала]].")),
    "event-dates": (
        lambda a: replace(a, "POINT_IN_TIME Arg1:T5", "POINT_IN_TIME Arg1:T6"),
        ("date of «подписали»: gold none, tables «В мае 2001 года»", "gold «В мае 2001 года», tables none"),
    ),
    "arguments": (
        lambda a: (replace(a, "AGENT Arg1:T1", "PARTICIPANT_IN Arg1:T1"), replace(a, "AGENT Arg1:T2", "KNOWS Arg1:T2"),
                   replace(a, "KNOWS Arg1:T2 Arg2:T5", "KNOWS Arg1:T2 Arg2:T1")),
        ("role of «Чили» in «подписали»: gold PARTICIPANT, tables AGENT",
         "+ treaty 28–37: AGENT of «подписали»: «Перу»", "Чили и [[Перу]] [[подписали]] договор"),
    ),
    "relations": (lambda a: a.join("KNOWS", "T1", "T2"), ("KNOWS: «Чили» → «Перу»", "[[Чили]] и [[Перу]]")),
    "links": (
        lambda a: replace(a, '"event": "second-treaty"', '"event": "second-treaty", "links": [["ABOUT", "T5"]]'),
        ("- treaty.ann:", "ABOUT: «подписала» → «подписали»"),
    ),
    "entities": (
        lambda a: replace(a, '"Q2868"}', '"city:x"}'),
        ("merged Q2868, part 1 of 2: 1 × Q2868, «Лиме»", "merged Q2868, part 2 of 2: 1 × city:x, «Лиме»"),
    ),
    "events": (
        lambda a: replace(a, '"event": "second-treaty"', '"event": "summit"'),
        ("split summit, part 1 of 2: 1 × summit, «саммите»", "split summit, part 2 of 2: 1 × second-treaty"),
    ),
    "event-facts": (
        lambda a: (replace(a, '"event_edtf": "2001-05", "event_place": "Q2868"',
                           '"event_edtf": "2001-06", "event_place": null'),
                   a.add("A", "Modality T5 planned"), a.add("A", "Modality T6 planned")),
        ("EDTF of treaty: gold 2001-06, tables 2001-05 (treaty)",
         "~ news/summit.ann:4: place of treaty: gold none, tables Q2868 (treaty)",
         "~ treaty.ann:6: modality of second-treaty: gold planned, tables actual", "не [[подписала]]."),
    ),
}  # fmt: skip


@pytest.mark.parametrize("layer", SHOWN)
def test_a_difference_is_shown_with_line_and_sentence(
    folder: Path, published: Path, capsys: pytest.CaptureFixture[str], layer: str
) -> None:
    change, words = SHOWN[layer]
    ann = treaty()
    change(ann)
    ann.write(folder, "treaty")
    said, _ = diff(folder, published, capsys, "--layer", layer)
    assert said.startswith(f"{layer}: ") and said.count("\n\n") == 0
    assert [part for part in words if part not in said] == [], said


def test_the_test_side_is_shown_only_to_who_asks_and_with_a_warning(
    folder: Path, published: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "gold" / "split.yaml").write_text("dev: [treaty]\ntest: [news/summit]\n", encoding="utf-8")
    for name, ann in (("treaty", treaty()), ("news/summit", summit())):
        ann.mention("Чили и Перу", "LAW", "law:x")
        ann.write(folder, name)
    said, warned = diff(folder, published, capsys)
    assert "treaty.ann" in said and "summit.ann" not in said and warned == ""
    for options in (("--side", "test"), ("--side", "test", "--document", "news/summit")):
        said, warned = diff(folder, published, capsys, *options)
        assert "news/summit.ann" in said and "treaty.ann" not in said
        assert "for figures only" in warned and warned.count("\n") == 1
    assert main(["gold", "diff", str(published), "--gold", str(folder / "gold"), "--document", "news/summit"]) == 2
    assert "on the test side, for figures only; if you must see it, add --side test" in capsys.readouterr().err


def test_options_may_be_repeated_and_tables_follow(
    folder: Path, published: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name, ann in (("treaty", treaty()), ("news/summit", summit())):
        ann.mention("Чили и Перу", "LAW", "law:x")
        ann.write(folder, name)
    options = [f"--{name}={value}" for name, value in (
        ("gold", folder / "gold"), ("document", "treaty"), ("document", "news/summit"), ("layer", "mentions"),
    )]  # fmt: skip
    assert main(["gold", "diff", *options, "--layer", "dates", str(published)]) == 0
    said = capsys.readouterr().out
    assert "treaty.ann" in said and "news/summit.ann" in said
    assert re.findall("^[a-z-]+:", said, re.MULTILINE) == ["mentions:", "dates:"]


def test_a_summary_counts_by_type_and_shows_no_sentence(
    folder: Path, published: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ann = treaty()
    replace(ann, "T3\tCITY", "T3\tLOCATION")
    replace(ann, "AGENT Arg1:T1", "PARTICIPANT_IN Arg1:T1")
    replace(ann, "EventType T6 SIGN", "EventType T6 MEET")
    ann.write(folder, "treaty")
    said, _ = diff(folder, published, capsys, "--summary")
    assert "mentions: 1 missing, 1 too much, 0 different\n  CITY: +1\n  LOCATION: -1\n" in said
    assert "\n  role: PARTICIPANT → AGENT: ~1\n" in said and "\n  type: MEET → SIGN: ~1\n" in said
    assert "[[" not in said and ".ann" not in said


def test_the_help_lists_the_layers_that_there_are(capsys: pytest.CaptureFixture[str]) -> None:
    assert tuple(differences.LAYERS) == LAYERS
    with pytest.raises(SystemExit):
        main(["gold", "diff", "--help"])
    said = capsys.readouterr().out
    assert [layer for layer in LAYERS if layer not in re.sub(r"-\n +", "-", said)] == []


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--layer", "colours"], "no such layer; there are mentions,"),
        (["--document", "lost"], "no annotation of «lost»; there are news/summit, treaty"),
        (["--document", "treaty", "--side", "test"], "«treaty» is not on the side test"),
        (["--side", "test"], "no document is on the side test"),
    ],
)
def test_what_cannot_be_shown_is_said(
    folder: Path, published: Path, capsys: pytest.CaptureFixture[str], options: list[str], words: str
) -> None:
    assert main(["gold", "diff", str(published), "--gold", str(folder / "gold"), *options]) == 2
    assert words in capsys.readouterr().err


def test_tables_that_do_not_go_together_are_an_error(
    folder: Path, published: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = published / "mentions.parquet"
    pq.write_table(pq.read_table(path).slice(0, 0), path)
    assert main(["gold", "diff", str(published), "--gold", str(folder / "gold")]) == 1
    assert "which its table lacks; run the pipeline again" in capsys.readouterr().err
