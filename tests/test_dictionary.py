"""The data dictionary: every value has its sentence, every example its marks, and the file agrees with the schema."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from gold_tables import milliseconds, write_rows

from pipeline import dictionary, schema, vocabulary
from pipeline.errors import DataError
from pipeline.report.labels import GROUP_OF, LAYERS
from pipeline.report.labels import TABLES as TABLE_LABELS

TEXT = dictionary.build()


def test_the_committed_file_is_what_the_schema_and_the_vocabularies_say() -> None:
    committed = dictionary.PATH.read_text(encoding="utf-8")
    assert committed == TEXT, "run `python -m pipeline.dictionary` and commit docs/data-dictionary.md"


def test_every_table_and_column_is_in_the_dictionary() -> None:
    for table in schema.TABLES.values():
        section = TEXT.split(f"### {table.name}\n")[1].split("\n### ")[0]
        rows = re.findall(r"^\| `(\w+)`", section, re.MULTILINE)
        assert rows == [column.name for column in table.columns]


@pytest.mark.parametrize(
    ("heading", "values"),
    [
        ("Entity types", schema.ENTITY_TYPES),
        ("Event types", schema.EVENT_TYPES),
        ("Predicates", schema.PREDICATES),
        ("Argument roles", schema.ROLES),
        ("Types of date expressions", schema.DATE_TYPES),
        ("Granularities", schema.GRANULARITIES),
        ("Anchors", schema.ANCHORS),
        ("Polarity", schema.POLARITIES),
        ("Modality", schema.MODALITIES),
        ("Links between events", schema.EVENT_PREDICATES),
    ],
)
def test_every_value_stands_in_its_vocabulary_and_no_other(heading: str, values: tuple[str, ...]) -> None:
    section = TEXT.split(f"### {heading}\n")[1].split("\n### ")[0]
    assert re.findall(r"^\| `(\w+)`", section, re.MULTILINE) == list(values)


def test_every_vocabulary_of_the_schema_is_described() -> None:
    """A column with a new vocabulary needs a section."""
    described = {*vocabulary.SMALL.values(), schema.ENTITY_TYPES, schema.EVENT_TYPES, schema.PREDICATES}
    columns = [column for table in schema.TABLES.values() for column in table.columns]
    assert {column.vocabulary for column in columns if column.vocabulary} == described


def test_examples_of_entity_types_mark_one_mention() -> None:
    for value in vocabulary.entity_types().values():
        assert re.fullmatch(r"[^\[\]]*\[[^\[\]]+\][^\[\]]*", value.more["example"]), value.name


def test_examples_of_predicates_mark_subject_and_object() -> None:
    for value in vocabulary.predicates().values():
        example = value.more["example"]
        assert len(re.findall(r"\[[^\[\]{}]+\]", example)) == 1, value.name
        assert len(re.findall(r"\{[^\[\]{}]+\}", example)) == 1, value.name


@pytest.mark.parametrize("sentence", ["meaning", "example"])
def test_no_two_values_share_a_sentence(sentence: str) -> None:
    values = [*vocabulary.entity_types().values(), *vocabulary.predicates().values()]
    told = [value.meaning if sentence == "meaning" else value.more["example"] for value in values]
    assert len(told) == len(set(told))


def write(path: Path, entries: Any) -> Path:
    path.write_text(yaml.safe_dump(entries, allow_unicode=True), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("entries", "message"),
    [
        ({"A": {"label": "а", "meaning": "One."}}, "«B» has no entry"),
        ({"A": {"label": "а", "meaning": "One."}, "B": {"label": "б", "meaning": ""}}, "«B» lacks its meaning"),
        ({name: {"label": "а", "meaning": "One."} for name in "ABC"}, "«C» is not in the schema"),
        ({name: {"label": "а", "meaning": "One.", "exemple": "x"} for name in "AB"}, "unknown key «exemple»"),
        ({"A": "One.", "B": "Two."}, "«A» has no keys"),
        (["A", "B"], "a mapping of values was expected"),
    ],
)
def test_an_incomplete_vocabulary_is_refused(tmp_path: Path, entries: Any, message: str) -> None:
    path = write(tmp_path / "values.yaml", entries)
    with pytest.raises(DataError, match=message) as error:
        vocabulary.describe(path, yaml.safe_load(path.read_text(encoding="utf-8")), ("A", "B"))
    assert str(path) in str(error.value)


def test_broken_yaml_is_refused_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "mentions").mkdir()
    (tmp_path / "mentions" / "types.yaml").write_text("AGE:\n  example: [раз] два\n", encoding="utf-8")
    with pytest.raises(DataError, match=r"types\.yaml:2"):
        vocabulary.entity_types(tmp_path)


@pytest.mark.parametrize("tool", dictionary.SNIPPETS)
def test_the_snippets_read_years_before_one(tool: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    common = {"type": "MEET", "name": "x", "polarity": "positive", "modality": "actual", "aliases": []}
    sizes = {"n_mentions": 1, "n_documents": 1}
    edtfs = ("-0479", "2011-06", None)
    rows = [{**common, **sizes, "event_id": str(i), **milliseconds(edtf)} for i, edtf in enumerate(edtfs)]
    write_rows(tmp_path / "processed", {"events": rows})
    monkeypatch.chdir(tmp_path)
    names: dict[str, Any] = {}
    exec(dictionary.SNIPPETS[tool], names)
    assert [int(year) for year in names["years"]] == [-479, 2011]


def test_the_report_has_a_word_for_every_table_and_a_colour_for_every_type() -> None:
    assert set(TABLE_LABELS) == set(schema.TABLES)
    assert set(GROUP_OF) == set(schema.ENTITY_TYPES)
    assert all(LAYERS.values())
