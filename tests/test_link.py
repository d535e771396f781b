"""Linking within a document: which mentions mean one thing, and when none is the safer answer."""

from pipeline.knowledge import Entity, index
from pipeline.layers import Mention, Relation
from pipeline.link import EntityCount, count_entities, entity_row, link_document, short_name

BASE = index(
    [
        Entity(
            "Q1", "ORGANIZATION", "Союз пяти озёр", aliases=("СПО", "СПК"), wikidata_id="Q1", former=(("СПК", "2011"),)
        ),
        Entity("Q2", "CITY", "Озёрск", wikidata_id="Q2", country="AAA", weight=900, latitude=1.5, longitude=2.5),
        Entity("Q3", "CITY", "Озёрск", wikidata_id="Q3", country="BBB", weight=10),
        Entity("Q4", "CITY", "Заречье", wikidata_id="Q4", weight=30),
        Entity("Q5", "CITY", "Заречье", wikidata_id="Q5", weight=20),
        Entity("Q6", "COUNTRY", "Лугания", wikidata_id="Q6", iso3166="LUG", adjectives=("луганийский",)),
        Entity("Q7", "PERSON", "Анна Белова", wikidata_id="Q7"),
    ]
)


def link(*mentions, relations=(), doc_id="d"):
    records = [Mention(10 * n, 10 * n + 5, kind, lemma, "test") for n, (kind, lemma) in enumerate(mentions)]
    pairs = [Relation(records[a].key, predicate, records[b].key, "test") for a, predicate, b in relations]
    return link_document(doc_id, records, pairs, BASE)


def test_names_and_aliases_of_one_body_are_one_entity():
    assert set(link(("ORGANIZATION", "Союз Пяти Озер"), ("ORGANIZATION", "СПО"), ("ORGANIZATION", "СПК"))) == {"Q1"}


def test_an_abbreviation_introduced_in_brackets_joins_its_body():
    mentions = [("ORGANIZATION", "Комитет по рекам"), ("ORGANIZATION", "КР"), ("ORGANIZATION", "КР")]
    assert len(set(link(*mentions))) == 2
    ids = link(*mentions, relations=[(0, "ALTERNATIVE_NAME", 1)])
    assert set(ids) == {"organization:комитет-по-рекам"}


def test_a_surname_joins_the_one_full_name_that_it_fits():
    assert set(link(("PERSON", "Анна Белова"), ("PERSON", "Белова"), ("PERSON", "А. Белова"))) == {"Q7"}
    ids = link(("PERSON", "Пётр Ким"), ("PERSON", "Иван Ким"), ("PERSON", "Ким"))
    assert len(set(ids)) == 3


def test_a_bare_surname_stays_in_its_document():
    one, two = link(("PERSON", "Ким"), doc_id="a"), link(("PERSON", "Ким"), doc_id="b")
    assert one == ["person:ким@a"] and two == ["person:ким@b"]


def test_a_namesake_is_meant_only_where_it_dominates():
    assert link(("CITY", "Озёрск"), ("CITY", "Заречье")) == ["Q2", "city:заречье"]


def test_an_adjective_means_its_country_but_another_type_does_not():
    assert link(("COUNTRY", "луганийский"), ("LANGUAGE", "луганийский")) == ["Q6", "language:луганийский"]


def test_a_common_noun_with_a_capital_means_the_body_before_it():
    ids = link(("ORGANIZATION", "Фонд Беловой"), ("ORGANIZATION", "Фонд"), ("ORGANIZATION", "Комитет"))
    assert ids[0] == ids[1] != ids[2]
    two = [("ORGANIZATION", "Союз пяти озёр"), ("ORGANIZATION", "Союз рыбаков"), ("ORGANIZATION", "Союз")]
    assert len(set(link(*two))) == 3
    assert link(*two, *two[:1] * 3)[2] == "Q1"


def test_a_first_name_alone_is_not_linked_and_an_adjective_is_no_town_of_that_name():
    base = index([
        Entity("Q1", "PERSON", "Анна", wikidata_id="Q1"),
        Entity("Q2", "CITY", "Озёрский", wikidata_id="Q2", weight=9),
        Entity("Q3", "CITY", "Озёрск", wikidata_id="Q3", adjectives=("озёрский",)),
    ])  # fmt: skip
    mentions = [
        Mention(0, 1, "PERSON", "Анна", "t"),
        Mention(2, 3, "CITY", "озёрский", "t"),
        Mention(4, 5, "CITY", "Озёрский", "t"),
    ]
    assert link_document("d", mentions[:2], [], base) == ["person:анна@d", "Q3"]
    assert link_document("d", mentions[2:], [], base) == ["Q2"]


def test_ids_do_not_depend_on_other_documents():
    first = link(("PERSON", "Ян Цой"), doc_id="a")
    assert first == link(("PERSON", "Ян Цой"), ("CITY", "Озёрск"), doc_id="z")[:1]


def test_the_row_of_an_entity():
    counts: dict[str, EntityCount] = {}
    mentions = [Mention(0, 1, "ORGANIZATION", "СПО", "t"), Mention(2, 3, "ORGANIZATION", "СПО", "t")]
    count_entities(counts, mentions, ["Q1", "Q1"])
    row = entity_row("Q1", counts["Q1"], BASE)
    assert row["name"] == "Союз пяти озёр" and row["aliases"] == ["СПК", "СПО"]
    assert (row["n_mentions"], row["n_documents"], row["wikidata_id"]) == (2, 1, "Q1")
    assert short_name(row, counts["Q1"], BASE.entities["Q1"]) == "СПО"
