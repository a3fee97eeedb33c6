"""Results that wait for their download."""

import tempfile
from pathlib import Path

import pytest

pytest.importorskip("fastapi", reason="the extra 'web' is not installed")
from salarypred.errors import InputError
from salarypred.web.kept import Results
from salarypred.web.upload import Upload


def keep(results: Results) -> str:
    upload = Upload("a.csv")
    path = upload.folder / "result.csv"
    path.write_text("title\n")
    return results.add(upload, path, None, "csv")


def test_old_results_and_too_many_are_deleted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    results = Results(seconds=60, most=2)
    names = [keep(results) for _ in range(3)]
    assert len(list(tmp_path.iterdir())) == 2
    gone = [name for name in names if not (tmp_path / f".salarypred-{name}.folder").exists()]
    with pytest.raises(InputError, match="1 minutes"):
        results.get(gone[0])
    # Another process of the same server finds them.
    left = next(name for name in names if name not in gone)
    assert Results(seconds=60).get(left).shown == "a-with-pay.csv"
    results.clear()
    assert list(tmp_path.iterdir()) == []
    old = Results(seconds=-1)
    with pytest.raises(InputError, match="no longer here"):
        old.get(keep(old))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["", "..", "../../etc", "0" * 15, "x" * 16])
def test_a_made_up_name_finds_nothing(name: str) -> None:
    results = Results()
    results.remove(name)
    with pytest.raises(InputError, match="no longer here"):
        results.get(name)
