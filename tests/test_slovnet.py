"""The models' component: one tree a sentence, no neighbour's influence, no slowness on what is no prose."""

import time
from itertools import permutations

from pipeline.annotate import load_pipeline
from pipeline.rows import to_row

TEXTS = [
    "Президент Азербайджана Гейдар Алиев посетил Саудовскую Аравию в июле 1994 года.",
    "Да.",
    "Конференция глав государств и правительств собралась в Рабате, столице Марокко, "
    "и приняла решение о создании организации.",
    "Она. Он! Они? В 2008 г. в Дакаре.",
]


def rows(texts):
    nlp = load_pipeline(("slovnet", "lemmas"))
    return [to_row(nlp(text), ("tokens", "sentences", "names")) for text in texts]


def test_a_document_is_the_same_alone_and_in_any_company():
    alone = [rows([text])[0] for text in TEXTS]
    for order in permutations(range(len(TEXTS))):
        found = rows([TEXTS[n] for n in order])
        assert [found[order.index(n)] for n in range(len(TEXTS))] == alone


def test_a_sentence_is_the_same_whatever_stands_beside_it():
    """slovnet sees the padding word behind all but the longest sentence of a batch; we always show it one."""
    alone = rows(["Гейдар Алиев."])[0]["tokens"]
    beside = rows(["Гейдар Алиев.\n\n" + TEXTS[2]])[0]["tokens"][: len(alone)]
    keep = ("lemma", "pos", "morph", "dep")
    assert [[t[k] for k in keep] for t in alone] == [[t[k] for k in keep] for t in beside]


def test_trees_are_sentences():
    doc = load_pipeline(("slovnet", "lemmas"))("  \n" + " ".join(TEXTS))
    for sentence in doc.sents:
        assert [t for t in sentence if t.head == t] == [sentence.root]
        assert all(t.head in sentence for t in sentence)


def test_names_and_lemmas():
    doc = load_pipeline(("slovnet", "lemmas"))(TEXTS[0])
    names = {(doc.text[n.start : n.end], n.kind) for n in doc._.names}
    assert {("Гейдар Алиев", "PER"), ("Саудовскую Аравию", "LOC")} <= names
    assert [t.lemma_ for t in doc][:3] == ["президент", "азербайджан", "гейдар"]


def test_noise_gets_no_analysis_and_takes_no_time():
    start = time.process_time()
    doc = load_pipeline(("slovnet", "lemmas"))("а б в г " * 5000)
    assert time.process_time() - start < 10
    assert not doc._.names
