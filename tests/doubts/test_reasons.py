"""Warnings about adverts that a UK pay model knows nothing of. All texts are invented."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from salarypred.adverts.table import to_adverts
from salarypred.doubts.reasons import doubts
from salarypred.sample.generate import generate


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


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("Pancakes", "Whisk the flour, eggs and milk until smooth, rest for half of an hour, then"
         " fry in butter until golden and serve with lemon and sugar."),
        ("xqzj wvkq", "jqxz kvwq zzxq pqvk wjxz"),
        ("12345", "99.20 417"),
        ("Lake", "The moon stood over the black water and nobody sang, for the king was asleep"
         " below the hill and his horses had wandered into the snow."),
    ],
)  # fmt: skip
def test_no_job_advert(title: str, text: str) -> None:
    assert "reads like no job advert" in warn(title, text)


@pytest.mark.parametrize(
    ("title", "location", "text", "expected"),
    [
        ("Chef", "Paris, France", "", "Paris"),
        ("Nurse in Qatar", "", "", "Qatar"),
        ("Project Manager", "Dubai, UAE", "", "Dubai"),
        ("Accountant", "New York, NY", "", "New York"),
        ("Developer - Dublin", "", "", "Dublin"),
        ("Analyst", "", "Join us. Salary €55,000 a year.", "euros"),
    ],
)
def test_abroad(title: str, location: str, text: str, expected: str) -> None:
    warning = warn(title, text, location)
    assert expected in warning
    assert "UK" in warning


@pytest.mark.parametrize(
    ("title", "location", "text"),
    [
        ("Sous Chef", "", ""),
        ("Widget Wrangler", "", ""),
        ("French Teacher", "Leeds", "Teach French and German to pupils in our school."),
        ("German speaking Sales Executive", "London", ""),
        ("Export Manager, Middle East", "Hull", ""),
        ("Barista", "Boston, Lincolnshire", ""),
        ("Nurse", "Perth", ""),
        ("Chef de Partie", "Bath", "Our café near the Rue serves tarte tatin."),
        ("Clerk", "", "A $20 million firm pays £21,000 a year."),
        ("Café Manager", "", "You’ll lead a team – “brilliant” people – at our naïve café."),
    ],
)
def test_jobs_in_the_uk(title: str, location: str, text: str) -> None:
    assert warn(title, text, location) == ""


def test_generated_adverts_are_no_cause_for_doubt() -> None:
    assert set(doubts(to_adverts(generate(300, seed=5)))) == {""}


@given(st.text(max_size=200), st.text(max_size=400), st.text(max_size=60))
def test_any_text_gets_an_answer(title: str, text: str, location: str) -> None:
    assert isinstance(warn(title, text, location), str)


@pytest.mark.parametrize(
    ("title", "text", "expected"),
    [
        ("Volunteer Driver", "", "the work seems to be unpaid"),
        ("Marketing Intern", "This is an unpaid internship.", "the work seems to be unpaid"),
        ("Sales Agent", "x " * 1_000 + "This role is commission only.", "commission only"),
        ("Self-Employed Courier", "", "self-employed"),
        ("Apprentice Joiner", "", ""),
        ("Volunteer Manager", "", ""),
    ],
)
def test_work_without_a_salary(title: str, text: str, expected: str) -> None:
    assert expected in warn(title, text)
    assert bool(expected) == bool(warn(title, text))
