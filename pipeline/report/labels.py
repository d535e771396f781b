"""The words of the page that stand for values and measures of the data: Russian labels by their names in the tables."""

from collections.abc import Mapping

from pipeline import vocabulary
from pipeline.ontology import read_ontology

TABLES = {
    "documents": "документы",
    "sentences": "предложения",
    "mentions": "упоминания",
    "entities": "сущности",
    "dates": "даты",
    "events": "события",
    "event_mentions": "упоминания событий",
    "arguments": "роли в событиях",
    "relations": "отношения",
    "event_links": "связи событий",
    "rejects": "отклонённые источники",
    "findings": "замечания",
}
LAYERS = {
    "mentions": "Упоминания",
    "normal_forms": "Нормальные формы",
    "entities": "Сущности: кластеры",
    "linking": "Привязка к Wikidata",
    "dates": "Даты",
    "triggers": "Упоминания событий",
    "event_dates": "Даты упоминаний событий",
    "arguments": "Участники событий",
    "events": "События",
    "relations": "Отношения",
    "event_links": "Связи событий",
    "told_twice": "Рассказанное дважды",
    "look_alikes": "Похожее, но разное",
}
MEASURES = {
    "exact": "точные границы",
    "overlap": "пересечение границ",
    "strict": "точные границы и направление",
    "macro_f1": "среднее F1 по типам",
    "all": "все",
    "inflected": "изменённые словоформы",
    "coverage": "охват: найдено из эталона",
    "corpus": "все документы вместе",
    "document": "внутри документа",
    "across": "между документами, пары упоминаний",
    "told_twice": "рассказанное дважды",
    "events": "события целиком",
    "pairs": "пары документов",
    "merged": "объединено из найденных пар",
    "near_misses": "похожее, но разное",
    "found": "найдено",
    "apart": "не слито из найденных пар",
    "b_cubed": "B³",
    "muc": "MUC",
    "ceaf": "CEAF-e",
    "conll": "CoNLL, среднее трёх",
    "qid": "верный QID",
    "known": "верный QID, где он есть с обеих сторон",
    "type": "тип",
    "edtf": "значение EDTF",
    "compatible": "дата не противоречит эталону",
    "bounds": "границы во времени",
    "anchor": "опора",
    "value": "найдено с верным EDTF",
    "polarity": "полярность",
    "modality": "модальность",
    "classified": "найдено с верным типом",
    "marked_micro": "особые полярность и модальность",
    "merged_roles": "«кто» и «участник» как одна роль",
    "matched": "верная дата у найденных",
    "linked": "пары «событие — дата»",
    "dated": "датированные, верный EDTF",
    "place": "место",
    "marked": "особые значения",
    "types": "тип",
    "roles": "роль",
    "predicates": "связь",
}
OWN = {
    ("normal_forms", "coverage"): "охват: найдено упоминаний",
    ("normal_forms", "all"): "верные у найденных упоминаний",
    ("normal_forms", "inflected"): "верные у изменённых словоформ",
    ("entities", "coverage"): "охват: найдено упоминаний",
    ("dates", "type"): "тип даты",
    ("triggers", "type"): "тип события",
    ("event_dates", "coverage"): "охват: найдено упоминаний событий",
    ("events", "coverage"): "охват: найдено упоминаний событий",
    ("events", "near_misses", "found"): "похожее, но разное · найдено пар событий",
    ("events", "near_misses", "apart"): "похожее, но разное · не слито из найденных пар",
    ("events", "found"): "найдено событий",
    ("events", "edtf"): "значение EDTF найденных событий",
    ("events", "bounds"): "границы во времени найденных событий",
    ("events", "place"): "место найденных событий",
    ("events", "dated"): "датированные события, верный EDTF",
    ("told_twice", "found"): "найдено пар мест",
    ("look_alikes", "found"): "найдено пар мест",
}
"""Path of a measure → its name, where those of its parts do not say of what it is."""
GROUPS = {
    "who": ("люди", ("PERSON", "PROFESSION", "FAMILY", "NATIONALITY", "AGE")),
    "org": ("организации", ("ORGANIZATION",)),
    "where": ("места", ("COUNTRY", "CITY", "STATE_OR_PROVINCE", "DISTRICT", "LOCATION", "FACILITY")),
    "what": ("документы, награды, произведения, изделия", ("LAW", "AWARD", "WORK_OF_ART", "PRODUCT")),
    "idea": (
        "понятия и обстоятельства",
        ("IDEOLOGY", "RELIGION", "LANGUAGE", "DISEASE", "CRIME", "PENALTY"),
    ),
    "number": ("числа", ("NUMBER", "ORDINAL", "MONEY", "PERCENT")),
    "date": ("даты", ()),
    "event": ("события", ()),
}
"""Colour of a mark → what it stands for, and the entity types that have it."""
GROUP_OF = {kind: group for group, (_, kinds) in GROUPS.items() for kind in kinds}


def values() -> dict[str, Mapping[str, str]]:
    """Vocabulary → value → Russian label: `entity`, `event`, `predicate`, and the sections of the small
    vocabularies."""
    return {
        "entity": _labels(vocabulary.entity_types()),
        "event": {name: kind.label_ru for name, kind in read_ontology().types.items()},
        "predicate": _labels(vocabulary.predicates()),
        **{name: _labels(section) for name, section in vocabulary.small().items()},
    }


def _labels(section: Mapping[str, vocabulary.Value]) -> dict[str, str]:
    return {name: value.label for name, value in section.items()}


def measure(path: tuple[str, ...]) -> str:
    """A measure's name for readers, from its path (the layer first, which is not named)."""
    return OWN.get(path) or " · ".join(MEASURES.get(part, part) for part in path[1:])
