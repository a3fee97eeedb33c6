"""Going rates of the Home Office: the least that a Skilled Worker visa asks of an occupation.

Source: Immigration Rules, appendix Skilled Occupations, December 2025. Home Office licensed under
the Open Government Licence v3.0.
"""

from .tables import read_table


def going_rates(code: str) -> dict[str, float]:
    """Going rates of an occupation, £ a year for 37.5 hours a week.

    Parameters
    ----------
    code : str
        SOC 2020 unit group.

    Returns
    -------
    dict
        Of ``median`` (of the survey of earnings), ``lower quartile`` (for older permissions and
        new entrants) and ``national pay scale`` (lowest grade, England where nations differ) those
        that exist; empty where the occupation has none.

    Examples
    --------
    >>> going_rates("1111")
    {'median': 88100.0, 'lower quartile': 60000.0}
    """
    table = read_table("going_rates.csv")
    rows = table[table["soc2020"] == code]
    return dict(zip(rows["basis"], rows["pay"].astype(float), strict=True))
