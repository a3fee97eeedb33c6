"""Made-up adverts to try the page with."""

from typing import NamedTuple


class Example(NamedTuple):
    """A made-up advert."""

    name: str
    text: str


EXAMPLES = (
    Example(
        "Care assistant, part time",
        "Care Assistant\n"
        "Leeds\n"
        "Our residential home for older people looks for a kind care assistant for day shifts, "
        "24 hours a week. You help residents with meals, washing and company. Experience is "
        "welcome but not needed: we train you for the care certificate and pay for the time.\n"
        "Pay: £**** an hour, pension, free parking, uniform provided.",
    ),
    Example(
        "Senior data engineer",
        "Senior Data Engineer\n"
        "Manchester, two days a week in the office\n"
        "You will build the data platform of a retailer with four million customers: Python, "
        "SQL, AWS, Airflow. You lead a team of three and look after the data warehouse. Five "
        "years experience with large tables expected.\n"
        "Salary £****k to £****k plus bonus, 27 days holiday, pension, private medical insurance.",
    ),
    Example(
        "Maths teacher",
        "Teacher of Mathematics\n"
        "Birmingham\n"
        "A mixed secondary school of 900 pupils needs a maths teacher for key stages 3 and 4 "
        "from September. QTS is needed. A small department with shared lesson plans and a low "
        "staff turnover. Main pay scale, full time, permanent.",
    ),
    Example(
        "Electrician, pay stated",
        "Electrician\n"
        "Bristol\n"
        "Commercial and domestic work for a family business of twelve. 18th edition, testing "
        "and inspection, full driving licence. Van and fuel card, overtime paid. Full time, "
        "permanent, £30,000 a year.",
    ),
    Example("A bare title", "Management Accountant"),
)
