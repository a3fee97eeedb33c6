"""``salarypred serve``: what it says where it cannot start."""

import socket
import sys
from pathlib import Path

import pytest

from salarypred.cli import main


def test_without_the_extra(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "uvicorn", None)
    assert main(["serve"]) == 2
    assert "install it with: pip install 'salarypred[web]'" in capsys.readouterr().err


@pytest.mark.parametrize(
    "options", [("--port", "70000"), ("--max-upload", "0"), ("--workers", "0")]
)
def test_options_out_of_range(options: tuple[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    pytest.importorskip("uvicorn", reason="the extra 'web' is not installed")
    assert main(["serve", *options]) == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_a_port_in_use(model_folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pytest.importorskip("uvicorn", reason="the extra 'web' is not installed")
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = str(other.getsockname()[1])
        assert main(["serve", "--port", port, "--model", str(model_folder)]) == 2
    assert f"cannot listen on 127.0.0.1 port {port}" in capsys.readouterr().err
