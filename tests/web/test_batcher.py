"""Requests that wait together are answered together; one that fails does not spoil the others."""

import asyncio
import threading
import time

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


async def _shares(sizes: list[list[float]], most_size: float) -> list[list[float]]:
    """Calls that answer requests of these sizes, which arrive together, in order."""
    calls: list[list[float]] = []

    def work(items: list[float]) -> list[float]:
        calls.append(items)
        return items

    batcher: Batcher[float, float] = Batcher(work, size=lambda item: item, most_size=most_size)
    found = await asyncio.gather(*(batcher.ask_all(request) for request in sizes))
    assert found == sizes
    return calls


def test_a_single_advert_does_not_wait_for_many_of_another_request() -> None:
    calls = asyncio.run(_shares([[1.0] * 100, [1.5]], 10))
    assert 1.5 in calls[0]
    assert max(map(sum, calls)) <= 10


def test_a_small_one_does_not_wait_for_large_ones_nor_they_for_ever() -> None:
    calls = asyncio.run(_shares([[100.0], [100.0], *[[1.0]] * 300], 100))
    order = [item for call in calls for item in call]
    assert order[:100] == [1.0] * 100
    assert sorted(order[-2:]) == [100.0, 100.0] or 100.0 in order[:302]


def test_large_ones_are_served_between_small_ones_that_keep_coming() -> None:
    async def served() -> int:
        count = 0
        batcher: Batcher[float, float] = Batcher(
            lambda items: items, most=1, size=lambda item: item
        )

        async def small() -> None:
            nonlocal count
            while not asked or not asked[0].done():
                await batcher.ask(1.0)
                count += 1
                assert count < 500

        asked: list[asyncio.Task[float]] = []
        streams = [asyncio.create_task(small()) for _ in range(3)]
        await asyncio.sleep(0.005)
        asked.append(asyncio.create_task(batcher.ask(50.0)))
        before = count
        await asyncio.gather(*streams)
        return count - before

    assert 10 < asyncio.run(served()) < 200


def test_a_request_is_taken_whole_and_the_next_is_told_why_not() -> None:
    async def ask() -> tuple[list[float], str, str]:
        batcher: Batcher[float, float] = Batcher(
            lambda items: items, most=8, most_waiting=20, size=len_of, most_waiting_size=5_000
        )
        many = asyncio.create_task(batcher.ask_all([1.0] * 1_000))
        await asyncio.sleep(0)
        said = []
        for _ in range(2):
            try:
                await batcher.ask(1.0)
            except BusyError as error:
                said.append(str(error))
        answers = await many
        large = asyncio.create_task(batcher.ask_all([9_000.0] * 2))
        await asyncio.sleep(0)
        try:
            await batcher.ask(1.0)
        except BusyError as error:
            said.append(str(error))
        await large
        return answers, said[0], said[-1]

    answers, many, large = asyncio.run(ask())
    assert len(answers) == 1_000
    assert many == "1,000 adverts wait already"
    assert large == "18,000 characters of adverts wait already"


def len_of(item: float) -> float:
    return item


def test_those_who_ask_again_at_once_do_not_become_two_groups() -> None:
    calls: list[int] = []

    def work(items: list[int]) -> list[int]:
        time.sleep(0.02)
        calls.append(len(items))
        return items

    async def client(batcher: Batcher[int, int], number: int) -> None:
        for _ in range(6):
            assert await batcher.ask(number) == number

    async def ask() -> None:
        batcher: Batcher[int, int] = Batcher(work)
        tasks = [asyncio.create_task(client(batcher, 0))]
        await asyncio.sleep(0.005)  # the first is answered alone
        tasks += [asyncio.create_task(client(batcher, number)) for number in range(1, 20)]
        await asyncio.gather(*tasks)

    asyncio.run(ask())
    assert calls[0] == 1
    assert max(calls) == 20
    assert sum(calls) == 120
    assert len(calls) <= 9


def test_one_who_asks_alone_waits_for_nobody() -> None:
    async def ask() -> float:
        batcher: Batcher[int, int] = Batcher(lambda items: items)
        await asyncio.gather(*(batcher.ask(number) for number in range(20)))
        start = time.monotonic()
        for number in range(20):
            await batcher.ask(number)
        return time.monotonic() - start

    assert asyncio.run(ask()) < 0.2
