"""The server is ready when its model answers, and only then."""

import asyncio
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("fastapi", reason="the extra 'web' is not installed")
from fastapi.testclient import TestClient

from salarypred.model.advert_model import AdvertModel
from salarypred.web.app import create_app
from salarypred.web.batcher import Batcher
from salarypred.web.serving.health import Health


def test_ready_when_the_model_answers_and_not_asked_again_at_once() -> None:
    asked: list[Any] = []

    def work(items: Sequence[Any]) -> list[Any]:
        asked.extend(items)
        return list(items)

    async def twice() -> list[bool]:
        health = Health(Batcher(work))
        return [await health.ready(), await health.ready()]

    assert asyncio.run(twice()) == [True, True]
    assert len(asked) == 1


def test_not_ready_while_the_model_hangs_or_fails() -> None:
    go_on, broken = threading.Event(), True

    def work(items: Sequence[Any]) -> list[Any]:
        go_on.wait(10)
        if broken:
            raise ZeroDivisionError
        return list(items)

    async def ready() -> list[bool]:
        nonlocal broken
        health = Health(Batcher(work), seconds=0.05)
        hanging = await health.ready()
        go_on.set()
        failing = await health.ready()
        broken = False
        patient = Health(Batcher(work), seconds=5)
        return [hanging, failing, await patient.ready()]

    assert asyncio.run(ready()) == [False, False, True]


def test_what_is_said(model: AdvertModel, model_folder: Path) -> None:
    with TestClient(create_app(model, model_folder, hosts=("testserver",))) as client:
        reply = client.get("/health")
        assert reply.status_code == 200
        assert reply.json()["status"] == "ok" and reply.json()["ready"] is True

    class Broken(AdvertModel):
        def predict_adverts(self, *arguments: Any, **named: Any) -> Any:
            raise ZeroDivisionError

    with TestClient(create_app(Broken(), model_folder, hosts=("testserver",))) as client:
        reply = client.get("/health")
        assert reply.status_code == 503
        assert reply.json()["ready"] is False
