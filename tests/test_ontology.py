"""The ontology file: closed against the contract, and every breach named."""

from pathlib import Path

import pytest
import yaml

from pipeline.errors import DataError
from pipeline.ontology import ACE_SUBTYPES, PATH, read_ontology
from pipeline.schema import EVENT_TYPES, ROLES


def test_every_type_of_the_contract_is_defined_in_its_order():
    assert tuple(read_ontology().types) == EVENT_TYPES


def test_all_33_subtypes_of_ace_occur():
    assert len(ACE_SUBTYPES) == 33
    assert {subtype for one in read_ontology().types.values() for subtype in one.ace} == ACE_SUBTYPES


@pytest.mark.parametrize("name", EVENT_TYPES)
def test_a_definition_is_one_sentence_and_labels_are_russian(name: str):
    one = read_ontology()[name]
    assert one.definition.endswith(".") and one.definition.count(". ") == 0
    assert one.label_ru[0].isupper() and one.title_noun[0].isupper()
    assert set(one.roles) <= set(ROLES) - {"PLACE", "CAUSE"} and one.roles


def changed(tmp_path: Path, change) -> Path:
    data = yaml.safe_load(PATH.read_text(encoding="utf-8"))
    change(data)
    path = tmp_path / "ontology.yaml"
    path.write_text(yaml.safe_dump(data, allow_unicode=True, sort_keys=False), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda data: data["types"].pop("VISIT"), "types: VISIT is missing"),
        (lambda data: data["types"].update(PICNIC=data["types"]["MEET"]), "«PICNIC» is unknown"),
        (lambda data: data["types"].update(FOUND=data["types"].pop("FOUND")), "wrong place"),
        (lambda data: data["types"]["MEET"].pop("tie_break"), "MEET: tie_break is missing"),
        (lambda data: data["types"]["MEET"].update(color="red"), "MEET: «color» is unknown"),
        (lambda data: data["types"]["MEET"].update(label_ru=""), "MEET: label_ru must be a text"),
        (lambda data: data["types"]["MEET"]["roles"].update(PLACE="where"), "not «PLACE»"),
        (lambda data: data["types"]["MEET"].update(ace=["Contact.Picnic"]), "no subtype of ACE"),
        (lambda data: data.update(precedence=[["MEET", "PICNIC"]]), "precedence: «PICNIC»"),
    ],
)
def test_a_breach_is_named(tmp_path: Path, change, message: str):
    with pytest.raises(DataError, match=message):
        read_ontology(changed(tmp_path, change))


def test_a_missing_file_and_bad_yaml_are_one_sentence(tmp_path: Path):
    with pytest.raises(DataError, match="is missing; restore it"):
        read_ontology(tmp_path / "nothing.yaml")
    path = tmp_path / "bad.yaml"
    path.write_text("types: [", encoding="utf-8")
    with pytest.raises(DataError, match=r"bad\.yaml:\d+.*not valid YAML"):
        read_ontology(path)
