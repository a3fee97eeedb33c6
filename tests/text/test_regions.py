"""Regions of places."""

import pytest

from salarypred.text.regions import region_of


@pytest.mark.parametrize(
    ("location", "region"),
    [
        ("Manchester", "North West"),
        ("MANCHESTER, Greater Manchester", "North West"),
        ("reading", "South East"),
        ("London South East", "London"),
        ("South East London", "London"),
        ("Abbots Langley Hertfordshire South East", "East of England"),
        ("Richmond", "London"),
        ("Richmond, North Yorkshire", "Yorkshire and the Humber"),
        ("Newcastle, Staffordshire", "West Midlands"),
        ("Belfast, Northern Ireland", "Northern Ireland"),
        ("Birmingham West Midlands (County) West Midlands", "West Midlands"),
        ("near SE1 9AA", "London"),
        ("Dubai", "Abroad"),
        ("UK", ""),
        ("", ""),
        ("home based", ""),
    ],
)
def test_region_of(location: str, region: str) -> None:
    assert region_of(location) == region
