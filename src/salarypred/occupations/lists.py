"""Word lists of our own: short forms, words without meaning, job names, sectors and titles."""

from functools import cache

from ..resources import list_rows


def _rows(name: str) -> list[list[str]]:
    return list_rows("occupations", "data", name)


@cache
def acronyms() -> dict[str, tuple[str, ...]]:
    """Return what short forms in titles stand for, as words: ``{"hca": ("healthcare", ...)}``."""
    return {cells[0]: tuple(cells[1].split()) for cells in _rows("short_forms.tsv")}


@cache
def stop_words() -> frozenset[str]:
    """Return words that say nothing about the occupation, in lower case."""
    return frozenset(word for cells in _rows("stop_words.txt") for word in cells[0].split())


@cache
def job_names() -> frozenset[str]:
    """Return the last words of titles, such as nurse or manager, in the singular."""
    return frozenset(word for cells in _rows("job_names.txt") for word in cells[0].split())


@cache
def sector_words() -> dict[str, tuple[tuple[str, ...], ...]]:
    """Return for each sector the words of categories, industries and employers that show it."""
    return {
        cells[0]: tuple(
            tuple(word for word in cell.split(";") if word) for cell in [*cells[1:], "", "", ""][:3]
        )
        for cells in _rows("sectors.tsv")
    }


@cache
def own_titles() -> tuple[tuple[str, str, str], ...]:
    """Return titles of adverts with their sector ("" = any) and unit group of SOC 2020."""
    return tuple(
        (title, cells[2] if len(cells) > 2 else "", cells[0])
        for cells in _rows("advert_titles.tsv")
        for title in cells[1].split(";")
    )


@cache
def vague_titles() -> tuple[str, ...]:
    """Return titles that name no occupation."""
    return tuple(cells[0] for cells in _rows("vague_titles.txt"))
