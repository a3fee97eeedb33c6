"""Synthetic adverts as files: documents in folders, tables and a folder of sample data."""

from __future__ import annotations

import re
import shutil
from collections.abc import Mapping
from pathlib import Path
from random import Random

import pandas as pd

from ..errors import InputError
from .advert import Brief, make_advert
from .generate import FIRST_ID, MASK_COLUMNS, generate_with_masks, mask_rows
from .grammar import words
from .pay import PAY_YEAR, earnings_factor

# What the documents without label are about: the same four for every seed.
_NEW = {
    "telesales_manager": Brief(
        "Sales Jobs", "Telesales Manager", placeless=True, long=True, stated=True, ote=True
    ),
    "registered_nurse": Brief("Healthcare & Nursing Jobs", "Registered Nurse", long=True),
    "csharp_developer_london": Brief("IT Jobs", "C# Developer", place="London", long=True),
    "quantity_surveyor": Brief(
        "Trade & Construction Jobs", "Quantity Surveyor", long=True, stated=True
    ),
}
_MARK = "# Synthetic sample adverts"


def document(advert: Mapping[str, object]) -> str:
    r"""Text of an advert as a document: title, webindex, company (if any), description.

    Examples
    --------
    >>> document({"title": "Cook", "id": "1", "company": "", "description": "Cook meals."})
    'Title: Cook\nWebindex: 1\nDescription: Cook meals.'
    """
    lines = [f"Title: {advert['title']}", f"Webindex: {advert['id']}"]
    if advert["company"]:
        lines.append(f"Company: {advert['company']}")
    return "\n".join([*lines, f"Description: {advert['description']}"])


def write_documents(frame: pd.DataFrame, folder: str | Path) -> list[Path]:
    """Write adverts as `<folder>/<category>/Job_00001.txt`, numbered in the frame's order.

    Returns
    -------
    list of pathlib.Path
        The files, in the frame's order.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     write_documents(generate_with_masks(2)[0], folder)[1].name
    'Job_00002.txt'
    """
    kinds = words("categories.toml")
    paths = []
    for number, row in enumerate(frame.to_dict("records"), start=1):
        advert = {str(column): value for column, value in row.items()}
        category = str(advert["category"])
        plain = re.sub(r"[^A-Za-z]+", "_", category.removesuffix(" Jobs")).strip("_")
        path = Path(folder) / kinds.get(category, {}).get("folder", plain) / f"Job_{number:05d}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(document(advert), encoding="utf-8", newline="\n")
        paths.append(path)
    return paths


def write_sample(
    output: Path,
    adverts: int = 2000,
    documents: int = 400,
    seed: int = PAY_YEAR,
    year: int = PAY_YEAR,
    masked: bool = True,
    masks: bool = False,
) -> list[str]:
    """Write a folder of sample data; 0 adverts or documents leave that part out.

    Returns
    -------
    list of str
        What was written, one line for each part.

    Raises
    ------
    InputError
        If the folder holds files that this program did not write, the year is not known or a
        number is negative.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     write_sample(Path(folder) / "data", adverts=5, documents=0)
    ['| `adverts.csv` | 5 adverts of 29 categories, with pay |']
    """
    if adverts < 0 or documents < 0:
        raise InputError(f"{min(adverts, documents)} adverts or documents: expected 0 or more")
    earnings_factor(year)
    _make_room(output)
    with_folder = [name for name, kind in words("categories.toml").items() if "folder" in kind]
    contents = []
    truth = []
    if adverts:
        frame, found = generate_with_masks(adverts, seed, masked, year=year)
        _write_csv(frame, output / "adverts.csv")
        truth.append(found)
        contents.append(f"| `adverts.csv` | {adverts:,} adverts of 29 categories, with pay |")
    if documents:
        frame, found = generate_with_masks(
            documents,
            seed + 1,
            masked,
            year=year,
            categories=with_folder,
            long=True,
            first_id=FIRST_ID + 1_000_000,
        )
        write_documents(frame, output / "documents")
        labels = frame.rename(columns={"id": "webindex"})
        columns = ["webindex", "salary", "location", "contract_time", "source"]
        _write_csv(labels[columns], output / "labels.csv")
        truth += [found, _write_new(output / "new_adverts", seed + 2, year, masked)]
        contents += [
            f"| `documents/<category>/Job_*.txt` | {documents:,} other adverts of 4 categories |",
            "| `labels.csv` | pay of the documents, by `webindex` |",
            f"| `new_adverts/*.txt` | {len(_NEW)} documents without label, to predict |",
        ]
    if masks and truth:
        _write_csv(pd.concat(truth), output / "masks.csv")
        contents.append("| `masks.csv` | what each number of the texts is, and its value |")
    return contents


def _make_room(output: Path) -> None:
    """Empty a folder that this program has written before; refuse any other that is not empty."""
    if output.is_dir() and any(output.iterdir()):
        readme = output / "README.md"
        if not readme.is_file() or not readme.read_text(encoding="utf-8").startswith(_MARK):
            raise InputError(f"{output}: holds other files; expected a new or empty folder")
        for name in ("documents", "new_adverts"):
            shutil.rmtree(output / name, ignore_errors=True)
        for name in ("adverts.csv", "labels.csv", "masks.csv"):
            (output / name).unlink(missing_ok=True)
    try:
        output.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InputError(f"{output}: cannot be a folder ({error.strerror})") from error


def _write_csv(frame: pd.DataFrame, path: Path) -> None:
    frame.to_csv(path, index=False, float_format="%.0f", lineterminator="\n", encoding="utf-8")


def _write_new(folder: Path, seed: int, year: int, masked: bool) -> pd.DataFrame:
    folder.mkdir(exist_ok=True)
    found = []
    for i, (name, brief) in enumerate(_NEW.items()):
        advert = make_advert(brief, Random(f"{seed} new {name}"), year, masked)
        webindex = str(FIRST_ID + 2_000_000 + i)
        text = document({"id": webindex, **advert.row})
        (folder / f"{name}.txt").write_text(text, encoding="utf-8", newline="\n")
        found += mask_rows(webindex, advert)
    return pd.DataFrame(found, columns=MASK_COLUMNS)
