"""About a hundred odd inputs and orders: each ends in a right answer or in one line.

What hostile files do is in ``test_hostile.py``; here are the mistakes of every day: dates, columns,
options, names of files. Whatever is asked, nothing is left behind, every row comes back, and every
estimate says the month of its money.
"""

import gzip
import io
import json
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from salarypred.adverts.months import month_name, this_month
from salarypred.cli import main

TODAY = "today"
#: A date as an input has it, and the month of the money; "today" also needs a warning.
DATES = {
    "2020-12-01": "2020-12",
    "2020/12/01": "2020-12",
    "20201201": "2020-12",
    "20201201.0": "2020-12",
    "01/12/2020": "2020-12",
    "01/12/20": "2020-12",
    "1.12.2020": "2020-12",
    "1 Dec 2020": "2020-12",
    "December 1st, 2020": "2020-12",
    "2020-12-01T09:00:00Z": "2020-12",
    "2020-12-01 09:00:00+01:00": "2020-12",
    "Tue, 01 Dec 2020 09:00:00 GMT": "2020-12",
    "44166": "2020-12",
    "44166.25": "2020-12",
    "1606780800": "2020-12",
    "1606780800000": "2020-12",
    "1606780800000000000": "2020-12",
    "1.6067808E+09": "2020-12",
    "2020-12": "2020-12",
    "202012": "2020-12",
    "12/2020": "2020-12",
    "2020": "2020-07",
    "1999-12-31": "2000-01",
    "1900-01-01": TODAY,
    "0000-00-00": TODAY,
    "2090-01-01": TODAY,
    "9999-12-31": TODAY,
    "2020-13-01": TODAY,
    "2020-00-10": TODAY,
    "32/13/2020 x": TODAY,
    "yesterday": TODAY,
    "now": TODAY,
    "30+ days ago": TODAY,
    "May": TODAY,
    "10:30": TODAY,
    "0": TODAY,
    "-1": TODAY,
    "12": TODAY,
    "99999": TODAY,
    "nan": TODAY,
    "#VALUE!": TODAY,
    "\u202eabc; (def): ghi": TODAY,
    "9" * 300: TODAY,
}


def said(capfd: pytest.CaptureFixture[str]) -> str:
    captured = capfd.readouterr()
    assert "Traceback" not in captured.err
    return captured.err


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture(scope="module")
def dated(
    model_folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, dict[str, Any]]:
    folder = tmp_path_factory.mktemp("dates")
    rows = pd.DataFrame({"title": "Chef", "posted": list(DATES)})
    rows.to_csv(folder / "a.csv", index=False)
    output = str(folder / "b.jsonl")
    assert main(["predict", str(folder / "a.csv"), "--model", str(model_folder),
                 "--output", output]) == 0  # fmt: skip
    lines = Path(output).read_text(encoding="utf-8").splitlines()
    answers = [json.loads(line) for line in lines]
    assert len(answers) == len(DATES)
    return dict(zip(DATES, answers, strict=True))


@pytest.mark.parametrize("text", DATES, ids=lambda text: repr(text)[:30])
def test_a_date_is_understood_or_warned_about(dated: dict[str, dict[str, Any]], text: str) -> None:
    answer, month = dated[text], DATES[text]
    assert answer["predicted_salary"] > 0
    if month == TODAY:
        assert answer["money_of"] == month_name(this_month())
        assert answer["money_from"] == "today"
        assert "is not understood: estimated in money of today" in answer["warnings"]
    else:
        assert (answer["money_of"], answer["money_from"]) == (month, "posted")
        assert ("the date" in answer["warnings"]) == (text == "1999-12-31")


CSV = b"title,mine\nChef,1\nNurse,2\n"
UTF_16 = "title,mine\nChef,1\nNurse,2\n"
#: Files that are read although they are odd: name, content, rows.
ODD = {
    "a mark at its beginning": ("a.csv", b"\xef\xbb\xbf" + CSV, 2),
    "UTF-16": ("a.csv", UTF_16.encode("utf-16"), 2),
    "semicolons": ("a.csv", CSV.replace(b",", b";"), 2),
    "tabs in a .csv": ("a.csv", CSV.replace(b",", b"\t"), 2),
    "pipes": ("a.csv", CSV.replace(b",", b"|"), 2),
    "Excel's first line": ("a.csv", b"sep=,\n" + CSV, 2),
    "lines of an old Mac": ("a.csv", CSV.replace(b"\n", b"\r"), 2),
    "lines of Windows": ("a.csv", CSV.replace(b"\n", b"\r\n"), 2),
    "no end of the last line": ("a.csv", CSV[:-1], 2),
    "empty lines": ("a.csv", CSV.replace(b"\n", b"\n\n"), 2),
    "a row of commas": ("a.csv", CSV + b",\n", 3),
    "a quoted header": ("a.csv", b'"title","mine"\n"Chef","1"\n', 1),
    "names in capitals": ("a.csv", b"TITLE,Mine\nChef,1\n", 1),
    "spaces about names": ("a.csv", b" title , mine \nChef,1\n", 1),
    "a column without a name": ("a.csv", b"title,\nChef,1\n", 1),
    "two columns without a name": ("a.csv", b"title,,\nChef,1,2\n", 1),
    "our own columns": ("a.csv", b"title,warnings,money_of\nChef,x,y\n", 1),
    "a column salary of words": ("a.csv", b"title,salary\nChef,lots\n", 1),
    "a column salary of 9e9": ("a.csv", b"title,salary\nChef,9e9\n", 1),
    "packed": ("a.csv.gz", gzip.compress(CSV, mtime=0), 2),
    "JSON of several keys": ("a.jsonl", b'{"title": "Chef"}\n{"title": "Nurse", "x": 1}\n', 2),
    "JSON of numbers": ("a.jsonl", b'{"title": 7}\n{"title": 1e999}\n', 2),
    "JSON of lists": ("a.jsonl", b'{"title": ["Chef"], "x": [1, [2]]}\n', 1),
    "JSON with NaN": ("a.jsonl", b'{"title": "Chef", "x": NaN}\n', 1),
    "half a pair": ("a.jsonl", b'{"title": "Chef \\ud800"}\n', 1),
    "large whole numbers": ("a.jsonl", b'{"title": "Chef", "x": 123456789012345678901}\n', 1),
    "an array": ("a.jsonl", b'[{"title": "Chef"}, {"title": "Nurse"}]', 2),
    "a title alone": ("a.txt", b"Head chef", 1),
    "a document of masks": ("a.txt", b"Title: ****\nDescription: **** ****", 1),
}


@pytest.mark.parametrize("name", ODD)
@pytest.mark.parametrize("ending", ["csv", "parquet"])
def test_odd_files_are_read(
    name: str, ending: str, place: Path, model_folder: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    file, data, rows = ODD[name]
    Path(file).write_bytes(data)
    output = f"out.{ending}"
    assert main(["predict", file, "--model", str(model_folder), "--output", output]) == 0
    heard = said(capfd)
    if name == "our own columns":
        note = "salarypred: note: replaced in the output: warnings, money_of of the input; "
        assert heard.startswith(note) and heard.count("\n") == 1
    else:
        assert heard == ""
    table = pd.read_csv(output) if ending == "csv" else pd.read_parquet(output)
    assert len(table) == rows
    answered = table["predicted_salary"].notna()
    assert (answered | (table["warnings"].fillna("") != "")).all()
    assert table["money_of"][answered].str.fullmatch(r"\d{4}-\d\d").all()
    assert sorted(path.name for path in place.iterdir()) == sorted([file, output])


def _table(**columns: object) -> bytes:
    packed = io.BytesIO()
    pq.write_table(pa.table({"title": ["Chef", "Nurse"], **columns}), packed)
    return packed.getvalue()


#: Columns of Parquet that must come back as they were.
TYPES = {
    "nested whole numbers": pa.array([[9_007_199_254_740_993], None]),
    "objects": pa.array([{"a": 9_007_199_254_740_993}, None]),
    "decimals": pa.array([Decimal("0.10"), None]),
    "categories": pa.array(["a", None]).dictionary_encode(),
    "a time zone": pa.array([datetime(2026, 1, 1, tzinfo=UTC), None], pa.timestamp("us", "UTC")),
    "dates": pa.array([date(2026, 1, 1), None]),
    "nothing": pa.nulls(2),
    "bytes": pa.array([b"\xff", None]),
}


@pytest.mark.parametrize("name", TYPES)
def test_columns_of_parquet_stay(name: str, place: Path, model_folder: Path) -> None:
    Path("a.parquet").write_bytes(_table(**{"odd: name ": TYPES[name]}))
    command = ["predict", "a.parquet", "--model", str(model_folder), "--output", "b.parquet"]
    assert main(command) == 0
    after = pq.read_table("b.parquet")
    assert after["odd: name "].to_pylist() == TYPES[name].to_pylist()
    facts = pq.read_metadata("b.parquet").metadata
    assert facts[b"salarypred.money_of"].decode() == month_name(this_month())
    assert facts[b"salarypred.predicted_by"].decode().startswith("model ")


#: Orders that cannot be right: words after the name of the file.
WRONG = [
    *(["--output", f"b.{end}"] for end in ("zst", "xz", "arrow", "ods", "feather", "orc", "html")),
    *(["--as-of", month] for month in ("2013", "2013-13", "1999-12", "2090-01", "soon", "13-01")),
    ["--output", "missing/b.csv"],
    ["--output", "."],
    ["--encoding", "latin-1"],
    ["--encoding", "utf-8-sig", "--output", "b.parquet"],
    ["--json", "--format", "csv"],
    ["--format", "text", "--output", "b.csv"],
    ["--model", "missing"],
    ["--model", "."],
    ["--title", "Chef"],
]
#: Inputs that cannot be right.
UNREADABLE = ["missing.csv", "", "a.docx.zip", "/dev/null", "a" * 300, "b\0c", "a.csv/b.csv"]


@pytest.mark.parametrize("words", WRONG, ids=" ".join)
def test_wrong_orders_end_in_one_line(
    words: list[str], place: Path, model_folder: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    Path("a.csv").write_bytes(CSV)
    model = [] if "--model" in words else ["--model", str(model_folder)]
    assert main(["predict", "a.csv", *model, *words]) == 2
    line = said(capfd)
    assert line.startswith("salarypred: ") and line.count("\n") == 1
    assert [path.name for path in place.iterdir()] == ["a.csv"]


@pytest.mark.parametrize("command", ["predict", "evaluate", "explain", "report", "occupations"])
@pytest.mark.parametrize("name", UNREADABLE, ids=lambda name: repr(name)[:20])
def test_unreadable_inputs_end_in_one_line(
    command: str, name: str, place: Path, model_folder: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    Path("a.csv").write_bytes(CSV)
    further = {
        "report": ["--output", "r.html"],
        "occupations": ["--output", "b.csv"],
    }.get(command, ["--model", str(model_folder)])
    assert main([command, name, *further]) == 2
    line = said(capfd)
    assert line.startswith("salarypred: ") and line.count("\n") == 1
    assert [path.name for path in place.iterdir()] == ["a.csv"]


def test_evaluate_says_its_month_and_doubts_it(
    place: Path, model_folder: Path, adverts: pd.DataFrame, capfd: pytest.CaptureFixture[str]
) -> None:
    known = adverts.drop(columns="posted").head(120)
    known.to_csv("a.csv", index=False)
    assert main(["evaluate", "a.csv", "--model", str(model_folder)]) == 0
    captured = capfd.readouterr()
    assert f"money of {month_name(this_month())} (today: no date)" in captured.out
    assert "above their pay, as far as average earnings moved between about 20" in captured.err
    assert "trained on 1" in captured.err
    assert main(["evaluate", "a.csv", "--model", str(model_folder), "--as-of", "2013-06",
                 "--json"]) == 0  # fmt: skip
    captured = capfd.readouterr()
    facts = json.loads(captured.out)
    assert facts["money_of"] == {"as_of": {"2013-06": 120}}
    assert facts["doubt"] == ""
    assert facts["model"].startswith("model ")
