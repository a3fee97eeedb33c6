"""Requests and responses of the JSON interface, with the columns of the command line."""

from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field

#: Most characters of a text, and most adverts in a request.
MOST_TEXT, MOST_ADVERTS = 200_000, 1_000
Text = Annotated[str, Field(max_length=MOST_TEXT)]
#: An advert as plain text; text that begins like JSON was sent with the wrong type.
Pasted = Annotated[str, Field(max_length=MOST_TEXT, pattern=r"^\s*[^\s{\[]")]
Short = Annotated[str, Field(max_length=2_000)]
Month = Annotated[str, Field(pattern=r"^(\d{4}-\d{2})?$")]


class Advert(BaseModel):
    """One advert. Only a title or a description is needed."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "example": {
                "title": "Registered Nurse",
                "description": "Nights at a care home. Salary £**** a year.",
                "location": "Leeds",
            }
        },
    )

    id: Short = ""
    title: Text = ""
    description: Text = ""
    company: Short = ""
    location: Short = ""
    contract_type: Annotated[str, Field(max_length=2_000, description="full or part time")] = ""
    contract_time: Annotated[str, Field(max_length=2_000, description="permanent or contract")] = ""
    category: Short = ""
    source: Short = ""
    posted: Annotated[str, Field(max_length=40, description="date; default: today")] = ""


class Prediction(BaseModel):
    """The columns that prediction adds; £ a year. null where there is no answer."""

    id: str
    title: str
    salary: float | None
    predicted_salary: float | None
    salary_low: float | None
    salary_high: float | None
    predicted_category: str
    category_probability: float | None
    occupation_code: str = ""
    occupation: str = ""
    occupation_probability: float | None = None
    stated_salary_min: float | None
    stated_salary_max: float | None
    masks: list[dict[str, Any]]
    warnings: str
    money_of: str = ""
    money_from: str = ""
    predicted_by: str = ""
    salary_p10: float | None
    salary_p25: float | None
    salary_p50: float | None
    salary_p75: float | None
    salary_p90: float | None
    confidence: str
    hourly_low: float | None
    hourly_mid: float | None
    hourly_high: float | None
    official_median: float | None
    official_p25: float | None
    official_p75: float | None
    official_year: float | None
    stated_hours: float | None
    salary_for_hours: float | None


class Reason(BaseModel):
    """A term of the advert and what it does to the estimate, with the standard error of that."""

    text: str
    family: str
    spans: dict[str, list[tuple[int, int]]]
    percent: float
    pounds: float | None
    noise: float


class Group(BaseModel):
    """Comparable adverts, at least 10, and what they paid: then, and in money of `month`."""

    title_group: str
    region: str
    n: int
    quartile_1: float
    median: float
    quartile_3: float
    first_year: int
    last_year: int
    month: str
    month_quartile_1: float
    month_median: float
    month_quartile_3: float


class Explained(BaseModel):
    """An estimate, and why."""

    prediction: Prediction
    salary: list[Reason]
    category: list[Reason]
    cohorts: list[Group]


class Problem(BaseModel):
    """Why there is no answer."""

    error: str
