"""What all commands share: what the system refuses is one line, and the model folder."""

import errno
import os

import pytest

from salarypred import resources
from salarypred.commands.options import model_folder, run
from salarypred.errors import InputError


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EACCES, errno.EMFILE])
def test_what_the_system_refuses_is_one_line(
    number: int, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("salarypred.commands.options.abandon_stdout", lambda: None)

    def refused(argv: object) -> int:
        raise OSError(number, os.strerror(number), "a.csv")

    assert run(refused) == 2
    reason = os.strerror(number).lower()
    assert capsys.readouterr().err == f"salarypred: a.csv: {reason}; nothing was written\n"


def test_other_errors_of_the_system_are_not_hidden() -> None:
    def broken(argv: object) -> int:
        raise OSError(errno.ECHILD, "no child")

    with pytest.raises(OSError, match="no child"):
        run(broken)


def test_no_model_at_all(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(resources, "shipped_model", lambda: None)
    with pytest.raises(InputError, match="no --model given and this installation carries none"):
        model_folder(None)
    assert model_folder("mine").name == "mine"
