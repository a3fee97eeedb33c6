"""Adverts in other languages."""

import pandas as pd
import pytest

from salarypred.adverts.table import to_adverts
from salarypred.doubts.reasons import doubts


def warn(title: str, description: str = "", location: str = "") -> str:
    row = {"title": title, "description": description, "location": location}
    return doubts(to_adverts(pd.DataFrame([row])))[0]


@pytest.mark.parametrize(
    ("language", "title", "text"),
    [
        ("French", "Infirmière de nuit", "Nous recherchons une infirmière pour notre clinique. Vous"
         " travaillez avec une équipe de dix personnes et vous êtes disponible la nuit."),
        ("French", "Développeur web (H/F)", ""),
        ("German", "Buchhalter (m/w/d)", "Wir suchen für unser Büro eine Person, die mit uns die"
         " Bücher führt. Sie haben eine Ausbildung und arbeiten gern im Team."),
        ("Spanish", "Enfermera", "Buscamos una enfermera para nuestra clínica en el centro de la"
         " ciudad. Se ofrece contrato indefinido y un sueldo según la experiencia."),
        ("Italian", "Cuoco", "Cerchiamo un cuoco per il nostro ristorante. Si richiede esperienza"
         " nella cucina e la disponibilità a lavorare anche di domenica."),
        ("Polish", "Kierowca", "Poszukujemy kierowcy do naszej firmy. Oferujemy pracę na pełny etat"
         " oraz dobre zarobki. Prosimy o przesłanie CV na adres firmy, który jest na stronie."),
        ("Dutch", "Verpleegkundige", "Wij zoeken een verpleegkundige voor ons huis. Je werkt met"
         " een klein team en je bent ook in het weekend beschikbaar voor de bewoners."),
        ("Cyrillic letters", "Водитель", "Ищем водителя на полный рабочий день."),
        ("Chinese", "护士", "我们医院正在招聘护士，要求有两年工作经验。"),
        ("Arabic script", "ممرضة", "نبحث عن ممرضة للعمل في العيادة"),
    ],
)  # fmt: skip
def test_other_languages(language: str, title: str, text: str) -> None:
    assert f"written in {language}" in warn(title, text)
