"""Build `models/entities/` from a knowledge base of facts: names, aliases, adjectives, codes of countries, places,
bodies, people.

usage: python -m pipeline.training.entities KB_DIR [OUT_DIR]

In: KB_DIR with countries.csv, cities.csv, regions.csv, organizations.csv, people.csv, nerel-links.csv. Out: five CSV
files with the columns of `pipeline.knowledge.COLUMNS`, sorted by entity_id; the same input gives the same bytes.
What stands under the Open Database License is left out: regions known from dr5hn alone, cities of low confidence, and
the coordinates of countries and regions. A country gets the coordinates of its capital instead.
"""

import csv
import sys
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable
from pathlib import Path

from pipeline.errors import DataError, UsageError
from pipeline.ids import fold
from pipeline.knowledge import COLUMNS
from pipeline.morphology import analyzer, parses
from pipeline.paths import MODELS

Facts = dict[str, str]

ADJECTIVE_POPULATION = 100_000
"""Adjectives are made of the names of cities of at least so many people; smaller ones are namesakes too often."""
NOT_OF_A_CITY = frozenset(
    [
        "советский",
        "горный",
        "октябрьский",
        "первомайский",
        "ленинский",
        "мирный",
        "майский",
        "железнодорожный",
        "кировский",
        "северский",
        "заречный",
        "волжский",
        "королевский",
        "морской",
        "городской",
        "сельский",
        "женский",
        "светский",
        "детский",
        "людской",
        "польский",
        "корейский",
        "победный",
        "американский",
        "европейский",
        "русский",
    ]
)
"""Adjectives that look as if made of a city's name but mean something else far more often."""
ENDINGS = (
    ("ия", ("ийский",)), ("ье", ("ьинский",)), ("ск", ("ский",)), ("цк", ("цкий",)), ("ки", ("кинский",)),
    ("ка", ("ский", "кинский")), ("а", ("ский", "инский")), ("я", ("ьский", "инский", "ский")), ("о", ("ский",
    "овский")),
    ("е", ("ский",)), ("ь", ("ский", "ьский")), ("ы", ("ский",)), ("и", ("ский", "ийский")), ("й", ("йский",)),
    ("у", ("инский", "уский")), ("", ("ский", "овский")),
)  # fmt: skip
"""Ending of a city's name → what may stand for it in the adjective; the dictionary decides which one exists."""


def main(arguments: list[str]) -> int:
    """Build the folder; a one-line error for a wrong call."""
    if not 1 <= len(arguments) <= 2:
        raise UsageError("give the folder of the knowledge base: python -m pipeline.training.entities KB_DIR [OUT_DIR]")
    build(Path(arguments[0]), Path(arguments[1]) if len(arguments) == 2 else MODELS / "entities")
    return 0


def build(source: Path, target: Path) -> None:
    """Write the five files to `target`. Raises DataError where a file of `source` is missing or has other columns."""
    adjectives = attested_adjectives(read(source / "nerel-links.csv"))
    cities = [row for row in read(source / "cities.csv") if row["confidence"] != "low"]
    places = {row["qid"]: row for row in cities}
    tables = {
        "countries": [country(row, places) for row in read(source / "countries.csv")],
        "cities": [city(row) for row in cities],
        "regions": [region(row) for row in read(source / "regions.csv") if row["source"] != "dr5hn"],
        "organizations": [organization(row) for row in read(source / "organizations.csv")],
        "people": [person(row) for row in read(source / "people.csv")],
    }
    taken: set[str] = set()
    for name in ("countries", "cities", "regions"):
        taken |= add_adjectives(
            tables[name], adjectives, taken, derived_adjectives if name == "cities" else no_adjectives
        )
    target.mkdir(parents=True, exist_ok=True)
    written: set[str] = set()
    for name, rows in tables.items():
        kept = [row for row in rows if row["name"] and row["entity_id"] not in written]
        written |= {row["entity_id"] for row in kept}
        write(target / f"{name}.csv", kept)


def read(path: Path) -> list[Facts]:
    """The rows of one file of facts."""
    if not path.is_file():
        raise DataError(path, "this file of facts is missing; give the folder that holds it")
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def write(path: Path, rows: Iterable[Facts]) -> None:
    """Write entities, sorted by id, without aliases that only repeat the name."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, lineterminator="\n", restval="")
        writer.writeheader()
        for row in sorted(rows, key=lambda row: (len(row["entity_id"]), row["entity_id"])):
            row["aliases"] = joined(a for a in row.get("aliases", "").split("|") if a and a != row["name"])
            writer.writerow({key: unicodedata.normalize("NFC", value) for key, value in row.items()})


def joined(values: Iterable[str]) -> str:
    """Distinct values in their order, separated by |."""
    return "|".join(dict.fromkeys(value.strip() for value in values if value.strip()))


def country(row: Facts, cities: dict[str, Facts]) -> Facts:
    """A state, present or past; at the coordinates of its capital, which are GeoNames'."""
    capital = cities.get(row["capital_qid"], {})
    return {
        "entity_id": row["qid"], "type": "COUNTRY", "name": row["name_ru"], "name_en": row["name_en"],
        "aliases": joined([row["name_ru_official"], *row["aliases"].split("|")]), "adjectives": row["adjectives"],
        "demonyms": row["demonyms"], "iso3166": row["iso3166"], "geonames_id": row["geonames_id"],
        "latitude": capital.get("latitude", ""), "longitude": capital.get("longitude", ""), "country": row["iso3166"],
        "weight": "1000" if row["kind"] == "un_member" else "100", "source": sources(row),
    }  # fmt: skip


def city(row: Facts) -> Facts:
    """A settlement; its weight is its population in thousands, a capital's at least a thousand."""
    population = int(row["population"] or 0) // 1000
    return {
        "entity_id": row["qid"], "type": "CITY", "name": row["name_ru"], "name_en": row["name_en"], "aliases":
        row["aliases"],
        "geonames_id": row["geonames_id"], "latitude": row["latitude"], "longitude": row["longitude"],
        "country": row["iso3166"], "weight": str(max(population, 1000) if row["capital"] == "1" else population),
        "source": row["source"],
    }  # fmt: skip


def region(row: Facts) -> Facts:
    """A first-level division of a country."""
    return {
        "entity_id": row["qid"], "type": "STATE_OR_PROVINCE", "name": row["name_ru"], "name_en": row["name_en"],
        "aliases": row["aliases"], "geonames_id": row["geonames_id"], "country": row["country"],
        "weight": "100", "source": row["source"],
    }  # fmt: skip


def organization(row: Facts) -> Facts:
    """A body; where Russian texts keep the Latin name, that is its name. Its weight is how often NEREL names it."""
    return {
        "entity_id": row["qid"], "type": "ORGANIZATION", "name": row["name_ru"] or row["name_en"] or row["abbr_ru"],
        "name_en": row["name_en"], "aliases": joined([row["abbr_ru"], row["abbr_en"], *row["aliases"].split("|")]),
        "weight": str(int(row["n_nerel"] or 0)), "source": row["source"],
    }  # fmt: skip


def person(row: Facts) -> Facts:
    """A person."""
    return {
        "entity_id": row["qid"], "type": "PERSON", "name": row["name_ru"], "name_en": row["name_en"],
        "aliases": joined([row["name_ru_full"], *row["aliases"].split("|")]), "weight": str(int(row["n_nerel"] or 0)),
        "source": row["source"],
    }  # fmt: skip


def sources(row: Facts) -> str:
    """Where the facts come from, with where the adjective and the demonyms come from."""
    return joined(part for key in ("source", "forms_source") for part in row[key].split("+")).replace("|", "+")


def attested_adjectives(links: list[Facts]) -> dict[str, list[str]]:
    """QID → the adjectives that linked texts use for the place («бостонском» → Бостон)."""
    found: dict[str, dict[str, None]] = defaultdict(dict)
    for row in links:
        if row["type"] in ("CITY", "COUNTRY", "STATE_OR_PROVINCE") and " " not in row["surface"]:
            adjective = adjective_of(row["surface"].lower())
            if adjective:
                found[row["qid"]][adjective] = None
    return {qid: sorted(adjectives) for qid, adjectives in found.items()}


def adjective_of(word: str) -> str | None:
    """The dictionary form of an adjective in -ский or -цкий, None for another word."""
    for parse in parses(word):
        if parse.tag.POS == "ADJF" and parse.normal_form.endswith(("ский", "цкий")):
            return str(parse.normal_form)
    return None


def derived_adjectives(row: Facts) -> list[str]:
    """The adjectives of a city's name that the dictionary knows («Казань» → «казанский»)."""
    name = row["name"].lower()
    if int(row["weight"]) * 1000 < ADJECTIVE_POPULATION or " " in name:
        return []
    return [word for word in candidates(name) if is_adjective(word) and word not in NOT_OF_A_CITY]


def no_adjectives(row: Facts) -> list[str]:
    """Of countries and regions only given and attested adjectives are taken."""
    return []


def candidates(name: str) -> list[str]:
    """What the adjective of a name may be, by its ending."""
    ending, replacements = next(pair for pair in ENDINGS if name.endswith(pair[0]))
    stem = name[: len(name) - len(ending)]
    return [stem + replacement for replacement in replacements]


def is_adjective(word: str) -> bool:
    """Whether the dictionary has the word as an adjective."""
    return bool(analyzer().word_is_known(word)) and any(parse.tag.POS == "ADJF" for parse in parses(word))


def add_adjectives(
    rows: list[Facts], attested: dict[str, list[str]], taken: set[str], derive: Callable[[Facts], list[str]]
) -> set[str]:
    """Give each place the adjectives that no heavier place has; returns the adjectives that are now taken."""
    new: set[str] = set()
    for row in sorted(rows, key=lambda row: (-int(row["weight"]), len(row["entity_id"]), row["entity_id"])):
        own = [a for a in row.get("adjectives", "").split("|") if a]
        found = [*own, *attested.get(row["entity_id"], []), *derive(row)]
        kept = [a for a in dict.fromkeys(found) if fold(a) not in taken | new or a in own]
        row["adjectives"] = joined(kept)
        new |= {fold(a) for a in kept}
    return new


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
