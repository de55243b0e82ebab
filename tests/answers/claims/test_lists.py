"""What stands in no list of a fact: other ministries, towns, fields, sections of the website."""

import pytest

from assistant.answers.claims.claim_tables import concepts, table
from assistant.answers.claims.phrasebook import phrasebook
from tests.answers.claims.samples import RIGHT, WRONG


@pytest.mark.parametrize(
    "fact, text, verdict",
    [
        (
            "iom_tunisia.ministries",
            "Le ministère de la Justice est un partenaire de l'OIM ?",
            WRONG,
        ),
        ("iom_tunisia.ministries", "The Defence Ministry is a partner of IOM, right?", WRONG),
        ("iom_tunisia.ministries", "وزارة الفلاحة من شركاء المنظمة، صحيح؟", WRONG),
        ("iom_tunisia.ministries", "wizaret el 3adl partenaire mta3kom, s7i7?", WRONG),
        # Main partners are listed: that IOM never meets another ministry is not said.
        ("iom_tunisia.ministries", "IOM works with the Ministry of Justice, right?", None),
        ("iom_tunisia.ministries", "The Ministry of Health is a partner of IOM, right?", RIGHT),
        ("help.offices", "Vous avez un bureau à Douz, c'est ça ?", WRONG),
        ("iom_tunisia.programme_areas", "Border control is one of your areas, right?", WRONG),
        ("website.sections", "Le site a une rubrique Agir, n'est-ce pas ?", RIGHT),
        ("website.sections", "Le site a une rubrique Appels d'offres, n'est-ce pas ?", WRONG),
        ("iom_tunisia.protection", "Protection is one of your four areas, right?", RIGHT),
        ("iom_tunisia.protection", "Protection is one of your five areas, right?", WRONG),
    ],
)
def test_what_no_list_holds_is_not_so(judged, fact, text, verdict):
    assert judged(fact, text) is verdict


def test_no_other_ministry_is_one_of_ours():
    ours = {concept for concept in concepts() if concept.startswith("ministry.")}
    others = {f"ministry.{name}" for name in table("ministries")["names"]}
    assert not ours & others
    for name in ("ministère de la santé", "ministère de l'intérieur"):
        key = tuple(name.replace("'", " ").replace("è", "e").replace("é", "e").split())
        found = set().union(*phrasebook().meanings(key).values())
        assert not found & others
