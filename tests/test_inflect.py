"""Names in other cases, as titles need them."""

import pytest

from pipeline.inflect import inflect

CASES = [
    ("Организация Исламского Сотрудничества", "gen", False, "Организации Исламского Сотрудничества"),
    ("Саудовская Аравия", "acc", False, "Саудовскую Аравию"),
    ("Гейдар Алиев", "gen", True, "Гейдара Алиева"),
    ("Мехрибан Алиева", "gen", True, "Мехрибан Алиевой"),
    ("Экмеледдин Ихсаноглу", "ins", True, "Экмеледдином Ихсаноглу"),
    ("Дакар", "loc", False, "Дакаре"),
    ("Баку", "loc", False, "Баку"),
    ("Нью-Йорк", "loc", False, "Нью-Йорке"),
    ("ОИС", "gen", False, "ОИС"),
    ("Исламский банк развития", "gen", False, "Исламского банка развития"),
    ("Соединённые Штаты Америки", "gen", False, "Соединённых Штатов Америки"),
    ("орден «Дружба»", "ins", False, "орденом «Дружба»"),
    ("Королевство Саудовская Аравия", "gen", False, "Королевства Саудовская Аравия"),
    ("Российская Федерация", "dat", False, "Российской Федерации"),
    ("Совет министров иностранных дел", "ins", False, "Советом министров иностранных дел"),
    ("Чили", "gen", False, "Чили"),
    ("генеральный секретарь", "ins", False, "генеральным секретарём"),
    ("вывод войск", "gen", False, "вывода войск"),
    ("А. С. Пушкин", "gen", True, "А. С. Пушкина"),
    ("Global Times", "gen", False, "Global Times"),
    ("", "gen", False, ""),
]


@pytest.mark.parametrize("name, case, person, expected", CASES)
def test_inflect(name, case, person, expected):
    assert inflect(name, case, person) == expected
