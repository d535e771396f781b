"""Relations: every row of relations.csv on its example and counter-example, and what follows from rows."""

from functools import lru_cache

import pytest

from pipeline.components.relations import COLUMNS, RelationFinder, read_rules
from pipeline.errors import DataError
from pipeline.lexicon import Row, read_lexicon
from pipeline.paths import MODELS
from tests.support import annotated

TABLE = MODELS / "relations" / "relations.csv"


@lru_cache(maxsize=1)
def finder() -> RelationFinder:
    return RelationFinder().from_disk(MODELS / "relations")


def relations_of(marked: str) -> set[tuple[str, str, str]]:
    """(label, predicate, label) of the relations found between marked mentions."""
    doc, marks = annotated(marked)
    labels = {(mark.start, mark.end, mark.kind): mark.labels[0] for mark in marks}
    return {(labels[r.subject], r.predicate, labels[r.object]) for r in finder()(doc)._.relations}


@pytest.mark.parametrize("row", read_lexicon(TABLE, COLUMNS), ids=lambda row: row.rule)
def test_row_finds_its_example_and_not_its_counter_example(row: Row) -> None:
    wanted = ("s", row["predicate"].removesuffix("!"), "o")
    assert wanted in relations_of(row["example"])
    assert wanted not in relations_of(row["counter_example"])


def test_who_holds_an_office_of_a_country_works_there() -> None:
    found = relations_of("[президент [Греции]{COUNTRY c}]{PROFESSION o} [Пётр Иванов]{PERSON p} прибыл.")
    assert found == {("o", "WORKPLACE", "c"), ("p", "WORKS_AS", "o"), ("p", "WORKPLACE", "c")}


def test_short_name_after_the_full_one_is_an_alternative_name_once() -> None:
    text = "[Пётр Иванов]{PERSON a} прибыл. [Иванов]{PERSON b} выступил. [Иванов]{PERSON c} уехал."
    assert relations_of(text) == {("a", "ALTERNATIVE_NAME", "b")}


def test_abbreviation_and_other_name_in_brackets_are_told_apart() -> None:
    text = "[Северный союз]{ORGANIZATION a} ([%s]{ORGANIZATION b}) распался."
    short, other = (text.replace("%s", name) for name in ("СС", "Норд"))
    assert relations_of(short) == {("a", "ABBREVIATION", "b")}
    assert relations_of(other) == {("a", "ALTERNATIVE_NAME", "b")}


def test_namesakes_with_other_first_names_are_two_people() -> None:
    assert relations_of("[Пётр Иванов]{PERSON a} прибыл. [Олег Иванов]{PERSON b} уехал.") == set()


def test_coordinated_officers_keep_their_own_offices() -> None:
    text = "[министр]{PROFESSION m} [Пётр Иванов]{PERSON i} и [посол]{PROFESSION n} [Олег Сидоров]{PERSON j} прибыли."
    assert relations_of(text) == {("i", "WORKS_AS", "m"), ("j", "WORKS_AS", "n")}


def test_unknown_type_in_a_row_is_refused_with_its_line(tmp_path) -> None:  # type: ignore[no-untyped-def]
    path = tmp_path / "relations.csv"
    lines = TABLE.read_text(encoding="utf-8").splitlines()[:2]
    path.write_text("\n".join([lines[0], lines[1].replace("outer,PROFESSION", "outer,OFFICE")]), encoding="utf-8")
    with pytest.raises(DataError, match=r"relations\.csv:2.*no entity type"):
        read_rules(path)
