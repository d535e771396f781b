"""Tokens and sentences keep every character, and end where a reader would end them."""

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st

from pipeline.components.sentences import split_sentences
from pipeline.components.tokenizer import MAX_SENTENCE, MAX_TOKEN, RazdelTokenizer
from pipeline.components.trees import mend_tree

TOKENIZER = RazdelTokenizer(spacy.blank("ru").vocab)
TEXT = st.text(alphabet=st.sampled_from("абвГД .,!?«»()-–\n\t 12\u00a0\u2009\u0301Ёё\U0001f600\r"), max_size=120)


@given(TEXT)
def test_the_doc_is_the_text(text):
    assert TOKENIZER(text).text == text


@given(TEXT)
def test_sentences_are_ordered_disjoint_and_leave_only_white_space_out(text):
    position = 0
    for start, end in split_sentences(text):
        assert start < end and not text[position:start].strip()
        position = end
    assert not text[position:].strip()


@given(st.lists(st.integers(-1, 12), min_size=1, max_size=12))
def test_any_heads_become_one_tree(heads):
    mended, labels = mend_tree(heads, ["root" if h < 0 else "nmod" for h in heads])
    roots = [i for i, head in enumerate(mended) if head == i]
    assert len(roots) == 1 and labels[roots[0]] == "ROOT" and labels.count("ROOT") == 1
    for node in range(len(mended)):
        seen = set()
        while mended[node] != node:
            assert node not in seen
            seen.add(node)
            node = mended[node]


def test_a_good_tree_stays():
    assert mend_tree([1, -1, 1], ["nsubj", "root", "obj"]) == ([1, 1, 1], ["nsubj", "ROOT", "obj"])


SENTENCES = [
    "Саммит прошёл в Дакаре.| Он длился два дня.",
    "Он родился в 1956 г. в Баку.| Потом уехал.",
    "Резолюцию представили на сессии 14 марта. 2008 г.| Её приняли.",
    "Это сказано 14 марта.| Двести лет назад было иначе.",
    "В 1990 г. Азербайджан вступил в союз.| В XX в. Баку стал столицей?",
    "Построен в 1990 г.| Он стоит на реке.",
    "Было это в 480 г. до н. э.| После войны город восстановили.",
    "ГЛАВА ПЕРВАЯ|\n\nВ начале года открыли завод.",
    "Заголовок новости|\nТекст новости начался здесь.",
    "Строка, которая перенесена посреди предложения в старом письме и\nпродолжена на следующей.",
    "Длинная строка, жёстко разбитая редактором по ширине, где в конце стоит имя\nПётр, а предложение идёт дальше.",
    "Он учился в МГУ им. М. В. Ломоносова.| Окончил его в 1980 году.",
]


@pytest.mark.parametrize("marked", SENTENCES)
def test_sentence_borders(marked):
    text = marked.replace("|", "")
    expected = [part.strip() for part in marked.split("|")]
    assert [text[start:end] for start, end in split_sentences(text)] == expected


def test_endless_sentences_and_words_are_cut():
    doc = TOKENIZER("слово, " * 3000 + "а" * 5000)
    assert max(len(token) for token in doc) <= MAX_TOKEN
    lengths = [len(s) for s in "".join("S" if t.is_sent_start else "t" for t in doc).split("S")]
    assert max(lengths) <= MAX_SENTENCE + 1
