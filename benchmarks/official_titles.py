"""Estimates for bare titles of every occupation, beside what official statistics say it pays.

    python benchmarks/official_titles.py [--model FOLDER]

The titles are the examples that the Home Office names for the occupations of SOC 2020. Each is
answered without place, employer or text, in the money of April 2025, and compared with the
full-time pay of its occupation in the Annual Survey of Hours and Earnings 2025. The titles are
among those that the occupation classifier was trained on; their pay was never trained on.

A category is absurd where ``patterns/categories_of_occupations.tsv`` does not list it for the
title's own occupation; how many are, is printed.
"""

import argparse
from pathlib import Path

import numpy as np
import pandas as pd

from salarypred.errors import InputError
from salarypred.model.loading import load_model
from salarypred.occupations.categories import suitable_categories
from salarypred.official.lookup import official_at
from salarypred.resources import resource, shipped_model

MONTH, MONTH_NUMBER = "2025-04", 303


def main() -> None:
    """Run."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--model", type=Path, default=shipped_model())
    parser.add_argument("--worst", type=int, default=15, help="titles to list (default: 15)")
    arguments = parser.parse_args()
    if arguments.model is None:
        raise InputError("this copy carries no model; expected --model FOLDER")
    found = compared(arguments.model, home_office_titles())
    print(summary(found).to_string())
    worst = found.reindex(found["error"].abs().sort_values(ascending=False).index)
    print(worst.head(arguments.worst).round(3).to_string(index=False))


def home_office_titles() -> pd.DataFrame:
    """Different example titles of the Home Office, with their unit groups: title, soc2020."""
    name = "soc2020_example_titles_home_office.csv.gz"
    with resource("occupations", "data", name).open("rb") as file:
        table = pd.read_csv(file, compression="gzip", dtype=str)
    return table.drop_duplicates("title")[["title", "soc2020"]].reset_index(drop=True)


def compared(folder: Path, titles: pd.DataFrame) -> pd.DataFrame:
    """Titles with the estimate, official median, p10 and p90, log ratio, code and category."""
    answers = load_model(folder).predict(titles[["title"]], as_of=MONTH)
    official = official_at(titles["soc2020"].to_numpy(), np.full(len(titles), MONTH_NUMBER))
    return titles.assign(
        estimate=answers["predicted_salary"],
        median=official["median"],
        p10=official["p10"],
        p90=official["p90"],
        error=np.log(answers["predicted_salary"] / official["median"]),
        told=answers["occupation_code"],
        category=answers["predicted_category"],
    )


def summary(found: pd.DataFrame) -> pd.DataFrame:
    """Titles, median |log ratio|, shares between p10 and p90 and with the right code, by group."""
    inside = found["estimate"].between(found["p10"], found["p90"])
    facts = pd.DataFrame(
        {
            "titles": 1.0,
            "median |log ratio|": found["error"].abs(),
            "mean log ratio": found["error"],
            "between p10 and p90": inside,
            "code right": found["told"] == found["soc2020"],
            "absurd categories": [
                category.lower() not in map(str.lower, suitable_categories(code))
                for category, code in zip(found["category"], found["soc2020"], strict=True)
            ],
        }
    )
    how = {name: "mean" for name in facts} | dict.fromkeys(("titles", "absurd categories"), "sum")
    how["median |log ratio|"] = "median"
    groups = facts.groupby(found["soc2020"].str[0]).agg(how)
    return pd.concat([groups, facts.agg(how).to_frame("all").T]).round(3)


if __name__ == "__main__":
    main()
