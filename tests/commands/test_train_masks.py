"""Training a mask reader of one's own."""

from pathlib import Path

import pytest

from salarypred.commands.train_masks import main
from salarypred.errors import InputError
from salarypred.masks.reader import MaskReader


@pytest.fixture
def data(tmp_path: Path) -> tuple[str, str]:
    adverts, labels = tmp_path / "adverts.csv", tmp_path / "labels.csv"
    kinds = [("Pay £****", 5, "pay,year"), ("Call ****", 5, "contact,-")]
    rows, known = ["id,title,description"], ["webindex,field,start,label,unit"]
    for number in range(40):
        text, start, truth = kinds[number % 2]
        rows.append(f"{number},Chef,{text}")
        known.append(f"{number},description,{start},{truth}")
    adverts.write_text("\n".join(rows))
    labels.write_text("\n".join(known))
    return str(adverts), str(labels)


def test_a_reader_is_written_that_has_learned(
    data: tuple[str, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    adverts, labels = data
    output = str(tmp_path / "reader.npz")
    assert main([labels, "--adverts", adverts, "--output", output, "--lines", "60"]) == 0
    assert "masks of" in capsys.readouterr().out
    reader = MaskReader.load(output)
    pay, contact = reader.read("Chef", "Pay £****"), reader.read("Chef", "Call ****")
    assert [pay[0].role, contact[0].role] == ["pay", "contact"]


def test_labels_of_other_adverts(data: tuple[str, str], tmp_path: Path) -> None:
    other = tmp_path / "other.csv"
    other.write_text("id,title\n999,Chef\n")
    with pytest.raises(InputError, match="no labelled mask lies in these adverts"):
        main([data[1], "--adverts", str(other), "--output", str(tmp_path / "x.npz")])
    assert not (tmp_path / "x.npz").exists()
