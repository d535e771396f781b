"""The spaCy factories, in one place, in the order of the pipeline: what each component assigns and requires.

spaCy imports every entry point as soon as a pipeline is made. Components are imported here when they are created, so
that a stage loads (and, in dvc.yaml, depends on) only the components that it runs.
"""

from importlib import import_module
from typing import Any

import spacy
from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import DummyTokenizer

import pipeline.extensions  # noqa: F401  registers the attributes that the components assign

_TOKENS = ["token.pos", "token.morph", "token.head", "token.dep"]


def _component(module: str, name: str) -> Any:
    return getattr(import_module(f"pipeline.components.{module}"), name)()


class LazyTokenizer(DummyTokenizer):
    """The razdel tokenizer, imported when the first text comes: later steps rebuild Docs from rows and never need
    it."""

    def __init__(self, vocab: Any):
        self.vocab = vocab
        self.tokenizer: Any = None

    def __call__(self, text: str) -> Doc:
        if self.tokenizer is None:
            self.tokenizer = import_module("pipeline.components.tokenizer").RazdelTokenizer(self.vocab)
        return self.tokenizer(text)


@spacy.registry.tokenizers("khronika.razdel")
def create_tokenizer() -> Any:
    """The tokenizer that models/config.cfg names."""

    def create(nlp: Language) -> LazyTokenizer:
        return LazyTokenizer(nlp.vocab)

    return create


@Language.factory("khronika_slovnet", assigns=[*_TOKENS, "doc._.names"])
def create_slovnet(nlp: Language, name: str) -> Any:
    """Morphology, syntax and flat names."""
    return _component("slovnet", "SlovnetAnalyzer")


@Language.factory("khronika_lemmas", assigns=["token.lemma"], requires=["token.pos", "token.morph"])
def create_lemmas(nlp: Language, name: str) -> Any:
    """Lemmas."""
    return _component("lemmas", "Lemmatizer")


@Language.factory("khronika_dates", assigns=["doc._.dates"], requires=[*_TOKENS, "token.lemma", "doc._.names"])
def create_dates(nlp: Language, name: str) -> Any:
    """Date expressions with their values."""
    return _component("dates", "DateExtractor")


@Language.factory(
    "khronika_mentions", assigns=["doc._.mentions"], requires=["token.lemma", "doc._.names", "doc._.dates"]
)
def create_mentions(nlp: Language, name: str) -> Any:
    """Mentions of entities with their normal forms."""
    return _component("mentions", "MentionFinder")


@Language.factory(
    "khronika_events",
    assigns=["doc._.event_mentions"],
    requires=[*_TOKENS, "token.lemma", "doc._.dates", "doc._.mentions"],
)
def create_events(nlp: Language, name: str) -> Any:
    """Event mentions: trigger, type, polarity, modality, date."""
    return _component("events", "EventFinder")


@Language.factory(
    "khronika_arguments",
    assigns=["doc._.arguments", "doc._.event_links"],
    requires=[*_TOKENS, "doc._.mentions", "doc._.event_mentions"],
)
def create_arguments(nlp: Language, name: str) -> Any:
    """Arguments of events, and links between events."""
    return _component("arguments", "ArgumentFinder")


@Language.factory("khronika_relations", assigns=["doc._.relations"], requires=[*_TOKENS, "doc._.mentions"])
def create_relations(nlp: Language, name: str) -> Any:
    """Relations between mentions."""
    return _component("relations", "RelationFinder")
