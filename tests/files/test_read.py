import gzip
import io
import json
import os
import zipfile

import pandas as pd
import pytest

from salarypred.errors import InputError
from salarypred.files import documents
from salarypred.files.read import input_columns, read_batches, read_labels

DOCUMENT = "Title: {title}\nWebindex: {number}\nCompany: ACME\nDescription: We cook ****."


@pytest.fixture
def place(tmp_path, monkeypatch):
    """A current folder, and a way to write files in it."""
    monkeypatch.chdir(tmp_path)

    def write(name, content):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return name

    return write


@pytest.fixture
def stdin(monkeypatch):
    def give(data):
        data = data if isinstance(data, bytes) else data.encode()
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(data)))

    return give


def together(batches):
    batches = list(batches)
    return (
        pd.concat([batch.rows for batch in batches]),
        pd.concat([batch.problems for batch in batches]),
    )


def test_one_document(place):
    name = place("job.txt", DOCUMENT.format(title="Chef", number=7))
    (batch,) = read_batches([name])
    assert batch.source == "job.txt"
    assert batch.rows.to_dict("records") == [
        {
            "id": "7",
            "title": "Chef",
            "company": "ACME",
            "description": "We cook ****.",
            "file": "job.txt",
        }
    ]
    assert batch.problems.tolist() == [""]
    assert list(batch.rows.columns) == input_columns(name)


def test_folder_in_order_of_paths_with_categories(place):
    place("ads/Sales/2.txt", DOCUMENT.format(title="b", number=2))
    place("ads/Sales/deep/1.TXT", DOCUMENT.format(title="c", number=3))
    place("ads/Chefs/9.txt", "Title: a\nCategory: Cooking\nLocation: Leeds\nDescription: x")
    place("ads/0.txt", "plain words")
    place("ads/labels.csv", "not looked at")
    place("ads/Sales/.hidden.txt", "not looked at")
    rows, problems = together(read_batches(["ads"], categories_from_folders=True, chunk_size=3))
    assert list(rows.columns) == [
        "id", "title", "company", "description", "location", "category", "file",
    ]  # fmt: skip
    assert rows["file"].tolist() == [
        os.path.join("ads", *parts)
        for parts in (["0.txt"], ["Chefs", "9.txt"], ["Sales", "2.txt"], ["Sales", "deep", "1.TXT"])
    ]
    assert rows["category"].tolist() == ["", "Cooking", "Sales", "Sales"]
    assert rows["location"].tolist() == ["", "Leeds", "", ""]
    assert rows.index.tolist() == [0, 1, 2, 3]
    assert (problems == "").all()
    assert "category" in input_columns(["ads"])  # a document has it


def test_documents_of_a_folder_that_cannot_be_used_keep_their_place(place, monkeypatch):
    monkeypatch.setattr(documents, "MAX_BYTES", 1000)
    place("ads/1.txt", "")
    place("ads/2.txt", b"%PDF-1.7")
    place("ads/3.txt", "Title: Chef\nDescription: x")
    place("ads/4.txt", "x" * 2000)
    rows, problems = together(read_batches(["ads"]))
    assert rows["title"].tolist() == ["", "", "Chef", ""]
    assert problems.tolist()[:3] == ["the file is empty", "this is a PDF file", ""]
    assert problems.tolist()[3].startswith("the file has more than")


def test_zip_of_documents(place, tmp_path):
    with zipfile.ZipFile(tmp_path / "ads.zip", "w") as archive:
        for number in (2, 1):
            archive.writestr(f"in/{number}.txt", DOCUMENT.format(title="Chef", number=number))
    place("one.txt.gz", gzip.compress(DOCUMENT.format(title="Cook", number=3).encode()))
    rows, _ = together(read_batches(["ads.zip", "one.txt.gz"]))
    assert rows["id"].tolist() == ["1", "2", "3"]
    assert rows["file"].tolist() == ["ads.zip/in/1.txt", "ads.zip/in/2.txt", "one.txt.gz"]


def test_mixed_inputs_have_all_columns_and_one_index(place, tmp_path):
    inputs = [
        place("a.csv", "Id,Title,pay\n1,Chef,5\n2,Cook,6\n"),
        place("b.txt", DOCUMENT.format(title="Nurse", number=3)),
        place("c.txt", DOCUMENT.format(title="Carer", number=4)),
        place("d.jsonl", '{"Id": 5, "Title": "Clerk"}\n{"description": "x", "new": true}\n'),
    ]
    pd.DataFrame({"Title": ["Maid"], "pay": [7.5]}).to_parquet(tmp_path / "e.parquet")
    inputs.append("e.parquet")
    batches = list(read_batches(inputs))
    assert [batch.source for batch in batches] == ["a.csv", "b.txt", "d.jsonl", "e.parquet"]
    columns = ["Id", "Title", "pay", "id", "title", "company", "description", "file", "new"]
    assert input_columns(inputs) == columns
    assert all(list(batch.rows.columns) == columns for batch in batches)
    rows, problems = together(batches)
    assert rows.index.tolist() == problems.index.tolist() == list(range(7))
    assert rows["Title"].fillna("-").tolist() == ["Chef", "Cook", "", "", "Clerk", "-", "Maid"]
    assert rows["pay"].tolist() == ["5", "6", "", "", "", "", 7.5]
    assert rows["file"].tolist() == ["", "", "b.txt", "c.txt", "", "", ""]


def test_key_that_only_a_later_json_line_has(place):
    name = place("a.jsonl", '{"title": "a"}\n{"title": "b", "pay": 3}\n')
    first, second = read_batches([name], chunk_size=1)
    assert list(first.rows.columns) == list(second.rows.columns) == ["title", "pay"]
    assert first.rows["pay"].isna().all()
    assert second.rows.index.tolist() == [1]


def test_table_without_rows_gives_an_empty_batch(place):
    (batch,) = read_batches([place("a.csv", "id,title\n")])
    assert (len(batch.rows), list(batch.rows.columns)) == (0, ["id", "title"])


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        (
            "missing.csv",
            None,
            "missing.csv: no such file or folder; expected an advert document (.txt, .docx, "
            ".pdf), a folder of them, .csv, .tsv, .jsonl, .xlsx or .parquet",
        ),
        ("x.txt", "", "x.txt: the file is empty; expected"),
        ("x.txt", " \n ", "x.txt: the file is empty; expected"),
        ("x.txt.gz", gzip.compress(b"", mtime=0), "x.txt.gz: the file is empty; expected"),
        ("x.csv", "", "x.csv: the file is empty; expected"),
        ("x.txt", b"\x89PNG\r\n", "x.txt: this is a picture; expected"),
        ("x.doc", "x", "x.doc: cannot read .doc; expected .txt, .csv"),
        ("x.xlsx", "x", "x.xlsx: cannot be read as its ending says (File is not"),
        ("x.pdf", "x", "x.pdf: not a PDF file that can be read"),
        ("x.docx", "x", "x.docx: cannot be read as its ending says (File is not"),
        ("x.csv", "name,text\n1,2\n", "x.csv: no column 'title' or 'description' (found: name"),
        ("x.jsonl", '{"name": 1}\n', "x.jsonl: no column 'title' or 'description' (found: name"),
        ("x.parquet", "nothing", "x.parquet: not a whole Parquet file"),
        ("x.zip", "nothing", "x.zip: the packed file is damaged or cut off"),
        ("x/notes.md", "nothing", "x: a folder without advert documents"),
    ],
)
def test_every_input_is_checked_before_the_first_batch(place, name, content, message):
    good = place("good.csv", "title\nChef\n")
    if content is not None:
        place(name, content)
    with pytest.raises(InputError) as error:
        read_batches([good, name.split("/")[0]])
    assert str(error.value).startswith(message)
    assert "\n" not in str(error.value)


def test_no_input():
    with pytest.raises(InputError, match="no input"):
        read_batches([])
    with pytest.raises(InputError, match="empty name"):
        read_batches([""])


CSV = "id,Job Title\n007,Café\n"


@pytest.mark.parametrize(
    ("data", "title"),
    [
        (CSV, "Café"),
        (CSV.encode("cp1252"), "Café"),
        (CSV.encode("utf-16"), "Café"),
        (CSV.replace(",", "\t"), "Café"),
        ("title\nCafé\n", "Café"),
        (gzip.compress(CSV.encode(), mtime=0), "Café"),
        (json.dumps({"id": "007", "title": "Café"}), "Café"),
        (json.dumps([{"id": "007", "title": "Café"}]), "Café"),
        ("Title: Café\nWebindex: 007\nDescription: x", "Café"),
        ("Café, Leeds\nWe cook.", "Café, Leeds"),
        ("[Leeds] Chef\nWe cook.", "[Leeds] Chef"),
        ("Job Description\nWe cook.", "Job Description"),
        ('"Best place to work\nWe cook.', '"Best place to work'),
    ],
)
def test_standard_input_is_known_by_its_content(stdin, data, title):
    stdin(data)
    columns = input_columns(["-"])
    (batch,) = read_batches(["-"])
    assert list(batch.rows.columns) == columns
    assert batch.source == "-"
    found = {
        str(key).lower().replace("job ", ""): value for key, value in batch.rows.iloc[0].items()
    }
    assert found["title"] == title
    assert found.get("id", "") in ("007", "")
    assert found.get("file", "-") == "-"


def test_parquet_and_zip_from_standard_input(stdin):
    buffer = io.BytesIO()
    pd.DataFrame({"title": ["Chef"]}).to_parquet(buffer)
    stdin(buffer.getvalue())
    assert together(read_batches("-"))[0]["title"].tolist() == ["Chef"]
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("a.csv", "title\nChef\n")
    stdin(buffer.getvalue())
    assert together(read_batches("-"))[0]["title"].tolist() == ["Chef"]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ("", "standard input: the file is empty"),
        ("id,name\n1,x\n", "standard input: no column 'title' or 'description' (found: id, name)"),
        (b"%PDF-1.7 ...", "standard input: this is a PDF file"),
    ],
)
def test_standard_input_that_cannot_be_used(stdin, data, message):
    stdin(data)
    with pytest.raises(InputError) as error:
        read_batches(["-"])
    assert str(error.value).startswith(message)


def test_standard_input_only_once(stdin):
    stdin("title\nx")
    with pytest.raises(InputError, match="twice"):
        read_batches(["-", "-"])


def save_word(path, *paragraphs):
    import docx

    document = docx.Document()
    for text in paragraphs:
        document.add_paragraph(text)
    path.parent.mkdir(exist_ok=True)
    document.save(path)


def test_a_folder_of_documents_of_all_kinds(tmp_path):
    folder = tmp_path / "jobs"
    save_word(folder / "a.docx", "Title: Chef", "Location: Leeds", "Description: Cook.", "Wash.")
    save_word(folder / "~$a.docx", "a lock of Word")
    (folder / "b.pdf").write_bytes(b"%PDF-1.7 nothing")
    (folder / "c.txt").write_text("Nurse\nWe care.")
    rows, problems = together(read_batches(folder))
    assert rows["title"].tolist() == ["Chef", "", "Nurse"]
    assert rows["location"].tolist() == ["Leeds", "", ""]
    assert rows["description"].iloc[0] == "Cook.\nWash."
    assert problems.iloc[1].startswith("not a PDF file that can be read")
    assert problems.iloc[[0, 2]].tolist() == ["", ""]


def test_documents_of_word_in_a_zip(tmp_path):
    save_word(tmp_path / "a.docx", "Chef", "We cook.")
    with zipfile.ZipFile(tmp_path / "jobs.zip", "w") as archive:
        archive.write(tmp_path / "a.docx", "a.docx")
        archive.writestr("b.txt", "Nurse")
    rows, problems = together(read_batches(tmp_path / "jobs.zip"))
    assert rows["title"].tolist() == ["Chef", "Nurse"]
    assert (problems == "").all()


def test_a_package_that_is_missing_ends_the_reading(tmp_path, monkeypatch):
    from salarypred.files.office import package

    monkeypatch.setattr(package, "find_spec", lambda name: None)
    (tmp_path / "a.txt").write_text("Nurse")
    assert len(together(read_batches(tmp_path))[0]) == 1
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.7 nothing")
    (tmp_path / "a.xlsx").write_bytes(b"PK")
    for name, package_name in (("", "pypdf"), ("a.pdf", "pypdf"), ("a.xlsx", "openpyxl")):
        with pytest.raises(InputError, match=rf"run: pip install {package_name}$"):
            read_batches(tmp_path / name)


def test_a_sheet_of_a_workbook(tmp_path):
    path = tmp_path / "jobs.xlsx"
    with pd.ExcelWriter(path) as book:
        pd.DataFrame({"x": [1]}).to_excel(book, sheet_name="Notes", index=False)
        table = pd.DataFrame({"Job Title": ["Chef", None], "Salary": [25_000, None], "id": [7, 8]})
        table.to_excel(book, sheet_name="Leeds", index=False)
    with pytest.raises(InputError, match="no column 'title'"):
        read_batches(path)
    (batch,) = read_batches(f"{path}#Leeds")
    assert list(batch.rows.columns) == ["Job Title", "Salary", "id"]
    assert batch.adverts["title"].tolist() == ["Chef", ""]
    assert batch.adverts["id"].tolist() == ["7", "8"]
    assert batch.rows["Salary"].tolist() == [25_000, None]
    assert read_labels(f"{path}#Leeds")["Salary"].tolist() == [25_000, None]
    with pytest.raises(InputError, match="expected one of: Notes, Leeds"):
        read_batches(f"{path}#York")
    with pytest.raises(InputError, match="no such file"):
        read_batches(f"{tmp_path}/other.xlsx#Leeds")


@pytest.mark.parametrize("codec", ["utf-16", "utf-16-le", "utf-16-be", "utf-8-sig", "cp1252"])
@pytest.mark.parametrize("delimiter", [";", "\t", ","])
def test_tables_as_excel_writes_them(tmp_path, codec, delimiter):
    path = tmp_path / "jobs.csv"
    text = delimiter.join(["title", "pay", "company"]) + "\r\n"
    text += delimiter.join(["Café chef", "£25k", '"A; B\tand C, Ltd"']) + "\r\n"
    path.write_bytes(text.encode(codec))
    (batch,) = read_batches(path)
    assert batch.rows.to_numpy().tolist() == [["Café chef", "£25k", "A; B\tand C, Ltd"]]
    assert batch.problems.tolist() == [""]


def test_adverts_of_the_project_owner():
    """Documents as they are found: every character of the description is kept."""
    from pathlib import Path

    given = os.environ.get("SALARYPRED_DATA")
    folder = Path(given) if given else Path(__file__).parents[3] / "shared" / "data"
    folder = folder / "rmit_job_ads"
    if not folder.is_dir():
        pytest.skip("the real adverts are not on this machine (SALARYPRED_DATA)")
    rows, problems = together(read_batches(folder, categories_from_folders=True))
    assert (problems == "").all()
    assert rows["category"].nunique() == 4
    for row in rows.itertuples():
        text = Path(row.file).read_text(encoding="utf-8")
        assert text.endswith("\nDescription: " + row.description)
        assert text.startswith(f"Title: {row.title}\nWebindex: {row.id}\n")
