"""Which jobs are paid by the hour, the day or the year: shares of adverts by occupation group.

    python benchmarks/pay_units.py DATA [DATA ...] [--write FILE]

DATA: adverts with a column ``pay_unit`` (hour, day or year); adverts of a source that states yearly
pay only say nothing and are left out. Prints the shares by SOC 2020 sub-major group, each drawn to
those of all jobs; ``--write`` writes them where ``patterns/unit_shares.tsv`` stands, from which the
mask reader takes what is usual where no word names the unit.
"""

import argparse
from pathlib import Path

import pandas as pd

from salarypred.adverts.table import Adverts, to_adverts
from salarypred.files.read import read_batches
from salarypred.occupations.shipped import code_adverts

UNITS = ("hour", "day", "year")
#: Groups of fewer adverts are not shown; one counts beside this many adverts of all jobs.
_LEAST, _OF_ALL = 10, 20
_HEAD = """\
# Share of adverts that state pay by the hour, day and year, by SOC 2020 sub-major group ("all": of
# all jobs), drawn to those of all jobs; how many adverts. Made by benchmarks/pay_units.py --write.
"""


def unit_table(codes: pd.Series, units: pd.Series) -> pd.DataFrame:
    """Shares of each unit by occupation group, indexed by code.

    Parameters
    ----------
    codes, units : Series of n str
    """
    counts = pd.crosstab(codes.str[:2], units).reindex(columns=list(UNITS), fill_value=0)
    everyone = counts.sum() / counts.to_numpy().sum()
    sizes = counts.sum(axis=1)
    shares = (counts + _OF_ALL * everyone).div(sizes + _OF_ALL, axis=0)
    shown = shares[(sizes >= _LEAST) & (shares.index != "")]
    whole = pd.DataFrame([everyone], index=["all"])
    table = pd.concat([whole, shown]).round(3)
    return table.assign(adverts=[len(units), *sizes[shown.index]]).rename_axis("code")


def main() -> None:
    """Run."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("data", nargs="+", type=Path)
    parser.add_argument("--write", type=Path, metavar="FILE", help="write the shares to a table")
    arguments = parser.parse_args()
    rows = pd.concat([batch.rows for batch in read_batches(arguments.data)], ignore_index=True)
    rows = rows[rows["pay_unit"].isin(UNITS)]
    mixed = rows.groupby("source")["pay_unit"].transform("nunique") > 1
    rows = rows[mixed].reset_index(drop=True)
    codes = code_adverts(Adverts(to_adverts(rows)))["occupation_code"]
    table = unit_table(codes, rows["pay_unit"])
    print(table.to_string())
    if arguments.write:
        lines = table.to_csv(sep="\t", header=False, lineterminator="\n")
        arguments.write.write_text(_HEAD + lines, encoding="utf-8")


if __name__ == "__main__":
    main()
