"""Requests that wait together are answered together; one that fails does not spoil the others."""

import asyncio
import threading

from salarypred.web.batcher import Batcher, BusyError


def test_what_waits_is_answered_in_one_call_and_in_order() -> None:
    calls: list[int] = []
    go = threading.Event()

    def double(items: list[int]) -> list[int]:
        go.wait(5)
        calls.append(len(items))
        return [2 * item for item in items]

    async def ask() -> list[int]:
        batcher: Batcher[int, int] = Batcher(double, most=30)
        tasks = [asyncio.create_task(batcher.ask(i)) for i in range(50)]
        await asyncio.sleep(0.05)
        go.set()
        return await asyncio.gather(*tasks)

    assert asyncio.run(ask()) == [2 * i for i in range(50)]
    assert len(calls) <= 3
    assert max(calls) == 30


def test_one_that_fails_fails_alone() -> None:
    def inverse(items: list[int]) -> list[float]:
        return [1 / item for item in items]

    async def ask() -> list[float | BaseException]:
        batcher: Batcher[int, float] = Batcher(inverse)
        asked = (batcher.ask(i) for i in (1, 0, 2))
        return await asyncio.gather(*asked, return_exceptions=True)

    one, none, half = asyncio.run(ask())
    assert (one, half) == (1.0, 0.5)
    assert isinstance(none, ZeroDivisionError)


def test_too_many_are_turned_away() -> None:
    async def ask() -> list[int | BaseException]:
        batcher: Batcher[int, int] = Batcher(lambda items: items, most_waiting=3)
        return await asyncio.gather(*(batcher.ask(i) for i in range(5)), return_exceptions=True)

    answers = asyncio.run(ask())
    assert answers[:3] == [0, 1, 2]
    assert all(isinstance(answer, BusyError) for answer in answers[3:])


def test_who_goes_away_leaves_the_others_alone() -> None:
    async def ask() -> int:
        batcher: Batcher[int, int] = Batcher(lambda items: items)
        gone, stays = (asyncio.create_task(batcher.ask(i)) for i in (1, 2))
        await asyncio.sleep(0)
        gone.cancel()
        return await asyncio.wait_for(stays, 5)

    assert asyncio.run(ask()) == 2
