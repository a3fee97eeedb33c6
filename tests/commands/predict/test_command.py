"""Prediction as a command: every input, every output, every row in its place."""

import csv
import gzip
import io
import json
import zipfile
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from salarypred.adverts import months
from salarypred.adverts.answers import DETAILS, output_columns
from salarypred.adverts.months import parse_month
from salarypred.cli import main
from salarypred.commands.predict import command as predict_command
from salarypred.model import batches as predict_module
from salarypred.model.advert.answering import TIME_UNKNOWN
from salarypred.model.advert_model import AdvertModel
from salarypred.pay.earnings import last_known_month
from salarypred.sample.generate import generate
from salarypred.sample.write import document

NEW = generate(6, seed=90)[["id", "title", "description", "location"]]


ADDED = output_columns([])


FIELDS = ["id", "title", "company", "description", "file"]


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty current folder."""
    folder = tmp_path / "work"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture
def run(place: Path, model_folder: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> Any:
    """Run ``salarypred predict`` with the session's model: exit status, output, errors."""

    def command(*words: str) -> tuple[int, str, str]:
        status = main(["predict", *words, "--model", str(model_folder)])
        out, err = capfdbinary.readouterr()
        return status, out.decode(), err.decode()

    return command


def read_csv(text: str, **options: Any) -> pd.DataFrame:
    options = {"dtype": str, "keep_default_na": False, **options}
    return pd.read_csv(io.StringIO(text), **options)


def write(kind: str) -> str:
    """Write the adverts under the current folder as a file of this kind; returns its name."""
    name = f"new.{kind}"
    if kind in ("csv", "tsv", "csv.gz"):
        NEW.to_csv(name, index=False, sep="\t" if kind == "tsv" else ",")
    elif kind == "csv.zip":
        with zipfile.ZipFile(name, "w") as archive:
            archive.writestr("new.csv", NEW.to_csv(index=False))
    elif kind in ("jsonl", "jsonl.gz"):
        NEW.to_json(name, orient="records", lines=True)
    else:
        NEW.to_parquet(name, index=False)
    return name


def write_document(path: str, row: int = 0) -> str:
    Path(path).parent.mkdir(parents=True, exist_ok=True)
    advert: dict[str, Any] = {str(name): cell for name, cell in NEW.iloc[row].items()}
    Path(path).write_text(document(advert | {"company": "Example Ltd"}), encoding="utf-8")
    return path


@pytest.fixture
def expected(model: AdvertModel) -> list[float]:
    return model.predict(NEW)["predicted_salary"].tolist()


def salaries(answer: pd.DataFrame) -> list[float]:
    return pd.to_numeric(answer["predicted_salary"]).tolist()


@pytest.mark.parametrize(
    "kind", ["csv", "tsv", "jsonl", "parquet", "csv.gz", "jsonl.gz", "csv.zip"]
)
def test_tables(run: Any, kind: str, expected: list[float]) -> None:
    status, out, err = run(write(kind))
    assert (status, err) == (0, "")
    answer = read_csv(out)
    assert list(answer.columns) == [*NEW.columns, *ADDED]
    assert answer["title"].tolist() == NEW["title"].tolist()
    assert answer["id"].tolist() == NEW["id"].tolist()
    assert salaries(answer) == expected
    assert set(answer["warnings"]) == {TIME_UNKNOWN}  # the model knows adverts of 2013


def test_one_document(run: Any) -> None:
    status, out, err = run(write_document("job.txt"))
    assert (status, err) == (0, "")
    answer = read_csv(out)
    assert list(answer.columns) == [*FIELDS, *ADDED]
    assert answer["title"].tolist() == [NEW["title"].iloc[0]]
    assert answer["file"].tolist() == ["job.txt"]
    assert 8_000 < salaries(answer)[0] < 200_000


def test_a_folder(run: Any) -> None:
    for row in range(4):
        write_document(f"adverts/{'ab'[row % 2]}/{row}.txt", row)
    Path("adverts/picture.png").write_bytes(b"\x89PNG")
    status, out, _ = run("adverts")
    assert status == 0
    answer = read_csv(out)
    assert answer["file"].tolist() == [
        f"adverts/{name}.txt" for name in ("a/0", "a/2", "b/1", "b/3")
    ]
    assert answer["title"].tolist() == NEW["title"].iloc[[0, 2, 1, 3]].tolist()
    assert "category" not in answer.columns  # a folder's name is a label, not an input


@pytest.mark.parametrize("kind", ["csv", "jsonl", "parquet", "csv.gz"])
def test_standard_input(
    run: Any, monkeypatch: pytest.MonkeyPatch, kind: str, expected: list[float]
) -> None:
    data = Path(write(kind)).read_bytes()
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(data)))
    status, out, _ = run("-")
    assert status == 0
    assert salaries(read_csv(out)) == expected


def test_a_pasted_advert_on_standard_input(run: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    text = b"Sous Chef\nWe need a sous chef in Leeds. \xa325,000."
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(text)))
    status, out, _ = run("-")
    assert status == 0
    answer = read_csv(out)
    assert answer["title"].tolist() == ["Sous Chef"]
    assert answer["description"].tolist() == ["We need a sous chef in Leeds. £25,000."]
    assert salaries(answer)[0] > 0


@pytest.mark.parametrize("line", ["Sous chef", "Sous chef, Leeds\n", "Position, Leeds"])
def test_one_line_is_a_title(run: Any, monkeypatch: pytest.MonkeyPatch, line: str) -> None:
    Path("line.txt").write_text(line)
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(line.encode())))
    for source in ("line.txt", "-"):
        _, out, _ = run(source)
        row = read_csv(out).iloc[0]
        assert (row["title"], row["description"]) == (line.strip(), "")
        assert float(row["predicted_salary"]) > 0


def test_an_advert_in_options(run: Any, model: AdvertModel) -> None:
    fields = {"title": "Sous chef", "location": "Leeds", "company": "The Mill"}
    words = [word for name, text in fields.items() for word in (f"--{name}", text)]
    status, out, _ = run(*words)
    table = read_csv(out)
    assert status == 0
    assert list(table) == [*fields, *ADDED]
    expected = model.predict(pd.DataFrame([fields]))["predicted_salary"][0]
    assert float(table["predicted_salary"][0]) == expected
    _, out, _ = run("--title", "Sous chef", "--json")
    assert json.loads(out)["title"] == "Sous chef"
    _, out, _ = run("--title", "Sous chef", "--format", "text")
    assert out.startswith("Sous chef\n")


def test_a_mix_keeps_every_row_in_order(run: Any, expected: list[float]) -> None:
    write_document("d/x.txt", 3)
    names = [write("csv"), "d", write("parquet"), write_document("y.txt", 4)]
    status, out, _ = run(*names)
    assert status == 0
    answer = read_csv(out)
    assert list(answer.columns) == [*NEW.columns, "company", "file", *ADDED]
    titles = NEW["title"].tolist()
    assert answer["title"].tolist() == [*titles, titles[3], *titles, titles[4]]
    assert salaries(answer)[:6] == salaries(answer)[7:13] == expected
    assert answer["file"].tolist() == [""] * 6 + ["d/x.txt"] + [""] * 6 + ["y.txt"]


def test_parts_of_a_large_input_give_the_same_answers(
    run: Any, monkeypatch: pytest.MonkeyPatch, expected: list[float]
) -> None:
    monkeypatch.setattr(predict_module, "CHUNK", 2)
    status, out, _ = run(write("csv"), write("jsonl"))
    assert status == 0
    assert salaries(read_csv(out)) == pytest.approx(expected * 2, abs=2)


def test_a_table_without_rows(run: Any) -> None:
    Path("a.csv").write_text("title,salary\n")
    status, out, err = run("a.csv")
    assert (status, err) == (0, "")
    assert out == ",".join(["title", "salary", *ADDED[1:]]) + "\n"


@pytest.mark.parametrize("kind", ["csv", "tsv", "jsonl", "parquet"])
def test_formats_by_name(run: Any, kind: str, expected: list[float]) -> None:
    name = f"out.{kind}"
    status, out, err = run(write("csv"), "--output", name)
    assert (status, out, err) == (0, "", "")
    readers: dict[str, Any] = {
        "csv": pd.read_csv,
        "tsv": lambda path: pd.read_csv(path, sep="\t"),
        "jsonl": lambda path: pd.read_json(path, lines=True),
        "parquet": pd.read_parquet,
    }
    answer = readers[kind](name)
    assert list(answer.columns) == [*NEW.columns, *ADDED]
    assert salaries(answer) == expected


def test_a_workbook_in_and_out(run: Any, expected: list[float]) -> None:
    with pd.ExcelWriter("new.xlsx") as book:
        pd.DataFrame({"x": [1]}).to_excel(book, sheet_name="Notes", index=False)
        NEW.assign(company="+44 113").to_excel(book, sheet_name="Leeds", index=False)
    assert run("new.xlsx#Leeds", "--output", "out.xlsx") == (0, "", "")
    answer = pd.read_excel("out.xlsx", engine="openpyxl", dtype={"occupation_code": str})
    assert list(answer.columns) == [*NEW.columns, "company", *ADDED]
    assert salaries(answer) == expected
    assert answer["title"].tolist() == NEW["title"].tolist()
    assert set(answer["company"]) == {"+44 113"}
    assert answer["occupation_code"].dropna().str.fullmatch(r"\d{4}").all()
    status, out, err = run("new.xlsx#York")
    assert (status, out) == (2, "")
    assert err == "salarypred: new.xlsx#York: no sheet 'York'; expected one of: Notes, Leeds\n"


def test_an_advert_of_word(run: Any, model: AdvertModel) -> None:
    import docx

    document = docx.Document()
    document.add_heading("Sous Chef")
    document.add_paragraph("We need a sous chef in Leeds.")
    document.save("advert.docx")
    status, out, err = run("advert.docx")
    assert (status, err) == (0, "")
    answer = read_csv(out)
    text = pd.DataFrame({"title": ["Sous Chef"], "description": ["We need a sous chef in Leeds."]})
    assert answer["title"].tolist() == ["Sous Chef"]
    assert salaries(answer) == model.predict(text)["predicted_salary"].tolist()


def test_format_by_option(run: Any) -> None:
    status, out, _ = run(write("csv"), "--format", "jsonl")
    assert status == 0
    rows = [json.loads(line) for line in out.splitlines()]
    assert [row["id"] for row in rows] == NEW["id"].tolist()
    assert isinstance(rows[0]["predicted_salary"], float)
    assert rows[0]["stated_salary_min"] is None or rows[0]["stated_salary_min"] > 0
    status, out, _ = run(write("csv"), "--format", "parquet", "--output", "out.data")
    assert list(pd.read_parquet("out.data").columns)[: len(NEW.columns)] == list(NEW.columns)


def test_text_for_a_reader(run: Any) -> None:
    status, out, err = run(write("csv"), "--format", "text", "--interval", "0.9")
    assert (status, err) == (0, "")
    blocks = out.strip().split("\n\n")
    assert len(blocks) == 6
    for block, title in zip(blocks, NEW["title"], strict=True):
        assert block.startswith(title[:30])
        assert "a year, full-time equivalent (90% range £" in block
        assert "), money of 20" in block
        assert "  how sure  " in block


def test_the_output_may_be_the_input(run: Any, expected: list[float]) -> None:
    name = write("csv")
    assert run(name, "--output", name)[0] == 0
    assert salaries(pd.read_csv(name)) == expected
    assert run(name, "--output", name)[0] == 0  # and once more, over its own answers
    again = pd.read_csv(name)
    assert salaries(again) == expected
    assert list(again.columns) == [*NEW.columns, *ADDED]


def test_interval(run: Any) -> None:
    widths = []
    for level in ("0.5", "0.8", "0.95"):
        answer = read_csv(run(write("csv"), "--interval", level)[1], dtype=None)
        widths.append((answer["salary_high"] - answer["salary_low"]).tolist())
        assert (answer["salary_low"] <= answer["predicted_salary"]).all()
    assert all(a < b < c for a, b, c in zip(*widths, strict=True))
    default = read_csv(run(write("csv"))[1], dtype=None)
    assert (default["salary_high"] - default["salary_low"]).tolist() == widths[1]


def test_rows_of_a_table_keep_their_places(run: Any) -> None:
    Path("a.csv").write_text(
        "id,title,description\n"
        "1,Chef,We cook.\n"
        "2,Nurse,Nights,and,days\n"
        '3,"",\n'
        "4,Driver\n"
        "\n"
        "5,Engineer,x\n"
    )
    status, out, _ = run("a.csv")
    assert status == 0
    answer = read_csv(out)
    assert answer["id"].tolist() == ["1", "2", "3", "4", "5"]
    others = [text != TIME_UNKNOWN for text in answer["warnings"]]
    assert others == [False, True, True, False, False]
    assert answer["warnings"].iloc[1].startswith("line 3: 5 cells, expected 3")
    assert answer["warnings"].iloc[2] == "no title and no description"
    assert (answer["predicted_salary"] == "").tolist() == [False, False, True, False, False]


def test_lines_of_json_keep_their_places(run: Any) -> None:
    Path("a.jsonl").write_text('{"title": "Chef"}\n{broken\n[1]\n{"title": null, "x": 1}\n')
    status, out, _ = run("a.jsonl", "--format", "jsonl")
    assert status == 0
    rows = [json.loads(line) for line in out.splitlines()]
    assert len(rows) == 4
    assert [row["predicted_salary"] is None for row in rows] == [False, True, True, True]
    assert rows[1]["warnings"] == "line 2: not valid JSON"
    assert rows[2]["warnings"] == "line 3: not a JSON object"
    assert rows[3]["warnings"] == "no title and no description"
    assert rows[3]["x"] == 1


def test_bad_documents_of_a_folder_keep_their_places(run: Any) -> None:
    write_document("d/1.txt")
    Path("d/2.txt").write_bytes(b"PK\x03\x04 a Word document")
    Path("d/3.txt").write_text("")
    Path("d/4.txt").write_text("Title: Chef\n")
    status, out, err = run("d")
    assert (status, err) == (0, "")
    answer = read_csv(out)
    assert answer["file"].tolist() == ["d/1.txt", "d/2.txt", "d/3.txt", "d/4.txt"]
    assert answer["warnings"].tolist() == [
        TIME_UNKNOWN,
        "this is a zip or Office file",
        "the file is empty",
        TIME_UNKNOWN,
    ]
    assert (answer["predicted_salary"] != "").tolist() == [True, False, False, True]


def test_cells_go_back_as_they_came(run: Any) -> None:
    cells = ['a "b"', "=1+1", " padded ", "x\r\ny", "é“’", "007", "1e5", "NULL", ""]
    with open("a.csv", "w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([["title", "cell"], *(["Chef", cell] for cell in cells)])
    status, out, _ = run("a.csv")
    assert status == 0
    rows = list(csv.reader(io.StringIO(out, newline="")))
    assert [row[1] for row in rows[1:]] == cells


CASES: list[tuple[str, bytes | None, str]] = [
    ("nix.csv", None, "nix.csv: no such file or folder; expected"),
    ("a.csv", b"", "a.csv: the file is empty; expected"),
    ("a.csv", b"name,text\nx,y\n", "a.csv: no column 'title' or 'description' (found: name, text)"),
    ("a.jsonl", b'{"name": 1}\n', "a.jsonl: no column 'title' or 'description' (found: name)"),
    ("a.jsonl", b"nonsense\n", "a.jsonl: line 1: not valid JSON; expected one JSON object a line"),
    ("a.csv", b'title\n"Chef\nNurse\n', "a.csv: line 2: a quote"),
    ("a.parquet", b"PAR1 not really", "a.parquet: not a whole Parquet file"),
    (
        "a.csv.gz",
        gzip.compress(b"title\n" + b"Chef\n" * 9999, mtime=0)[:-30],
        "a.csv.gz: the packed file",
    ),
    ("a.csv", b"PK\x03\x04...", "a.csv: this is a zip or Office file inside; expected"),
    ("a.txt", b"PK\x03\x04...", "a.txt: this is a zip or Office file; expected an advert document"),
    ("a.txt", b"%PDF-1.7", "a.txt: this is a PDF file; expected"),
    ("a.docx", b"PK\x03\x04...", "a.docx: cannot be read as its ending says (File is not a zip"),
    ("a.doc", b"x", "a.doc: cannot read .doc; expected .txt"),
    ("a", b"x", "a: cannot read a file without an ending; expected"),
]


@pytest.mark.parametrize(
    ("name", "content", "message"), CASES, ids=[f"{c[0]}-{c[2][-12:]}" for c in CASES]
)
def test_inputs_that_cannot_be_read(
    run: Any, name: str, content: bytes | None, message: str
) -> None:
    if content is not None:
        Path(name).write_bytes(content)
    before = sorted(Path().iterdir())
    status, out, err = run(write("csv"), name, "--output", "out.csv")
    assert (status, out) == (2, "")
    assert err.startswith(f"salarypred: {message}")
    assert err.count("\n") == 1
    assert sorted(Path().iterdir()) == sorted({*before, Path("new.csv")})


def test_a_cut_parquet_file(run: Any) -> None:
    data = Path(write("parquet")).read_bytes()
    Path("cut.parquet").write_bytes(data[: len(data) // 2])
    status, _, err = run("cut.parquet", "--output", "out.csv")
    assert status == 2
    assert err.startswith("salarypred: cut.parquet: not a whole Parquet file")
    assert err.count("\n") == 1
    assert not Path("out.csv").exists()


def test_a_failure_half_way_leaves_the_old_output(
    run: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(predict_module, "CHUNK", 2)
    Path("a.csv").write_text("title\n" + "Chef\n" * 9 + '"never closed\n')
    Path("out.csv").write_text("old")
    status, _, err = run("a.csv", "--output", "out.csv")
    assert status == 2
    assert err.startswith("salarypred: a.csv: line 11: a quote")
    assert Path("out.csv").read_text() == "old"
    assert sorted(path.name for path in Path().iterdir()) == ["a.csv", "out.csv"]


@pytest.mark.parametrize(
    ("output", "message"),
    [
        ("folder", "folder: this is a folder; expected the path of a file"),
        ("nix/out.csv", "nix/out.csv: the folder "),
        ("out.xls", "out.xls: cannot write .xls; expected"),
    ],
)
def test_outputs_that_cannot_be_written(run: Any, output: str, message: str) -> None:
    Path("folder").mkdir()
    status, _, err = run(write("csv"), "--output", output)
    assert status == 2
    assert err.startswith(f"salarypred: {message}")
    assert err.count("\n") == 1


def test_no_model(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["predict", write("csv"), "--model", "models/nix"]) == 2
    err = capsys.readouterr().err
    assert err.startswith("salarypred: models/nix: no such model folder; train one with")
    assert err.count("\n") == 1


def test_an_installation_without_a_model(
    place: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("salarypred.resources.shipped_model", lambda: None)
    assert main(["predict", write("csv")]) == 2
    err = capsys.readouterr().err
    assert err.startswith("salarypred: no --model given and this installation carries none")
    assert "python train.py --output" in err


def test_as_of_states_the_money_of_a_month(run: Any) -> None:
    Path("a.csv").write_text("title,posted\nChef,2013-01-05\nStaff Nurse,\n")
    paid = {}
    for month in ("2013-01", "2026-04", "2027-06"):
        status, out, err = run("a.csv", "--as-of", month)
        assert status == 0
        paid[month] = read_csv(out, dtype=None)["predicted_salary"]
        # Known months say nothing; a later one says how its earnings are had.
        assert ("for 2027-06 they are carried on" in err) == (month == "2027-06")
    np.testing.assert_allclose(paid["2026-04"] / paid["2013-01"], 753 / 462, rtol=0.03)
    assert (paid["2027-06"] > paid["2026-04"]).all()


def test_the_notice_on_earnings_comes_only_where_it_matters(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    last = parse_month(last_known_month())
    for now, month, said in (
        (last + 7, last + 7, False),  # a few months after the last known one
        (last + 7, last + 8, True),  # to come
        (last + 20, last + 12, False),
        (last + 20, last + 13, True),  # more than a year after the last known one
    ):
        monkeypatch.setattr(months, "this_month", lambda now=now: now)
        predict_command._note_extrapolation(month)
        assert ("are carried on" in capsys.readouterr().err) == said, (now - last, month - last)


def test_a_month_too_far_ahead_is_one_line(run: Any) -> None:
    Path("a.csv").write_text("title\nChef\n")
    status, out, err = run("a.csv", "--as-of", "2035-01", "--output", "b.csv")
    assert (status, out) == (2, "")
    assert err.count("\n") == 1
    assert "month 2035-01: average earnings are known from 2000-01 to" in err
    assert not Path("b.csv").exists()


def test_details_are_columns_on_request(run: Any) -> None:
    Path("a.csv").write_text("title,description,confidence\nChef,x,mine\n,,mine\n")
    plain = read_csv(run("a.csv")[1])
    assert plain["confidence"].tolist() == ["mine", "mine"]
    assert "salary_p10" not in plain
    table = read_csv(run("a.csv", "--details")[1])
    assert list(table)[-len(DETAILS) :] == list(DETAILS)
    assert table["confidence"].tolist()[0] in ("high", "medium", "low")
    assert table.loc[1, list(DETAILS)].tolist() == [""] * len(DETAILS)
