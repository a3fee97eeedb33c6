"""Answers requests that arrive at the same time together, which takes hardly longer than one."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Generic, TypeVar

Item = TypeVar("Item")
Answer = TypeVar("Answer")
Result = TypeVar("Result")


class BusyError(Exception):
    """Too many requests are waiting."""


class Batcher(Generic[Item, Answer]):
    """Collects waiting requests and answers them in one call on a separate thread.

    Parameters
    ----------
    work : callable
        Takes a list of items and returns an answer to each, in order.
    most : int, default=64
        Most items in one call.
    most_waiting : int, default=512
        If more are waiting, `ask` raises :class:`BusyError`.
    """

    def __init__(
        self, work: Callable[[list[Item]], list[Answer]], most: int = 64, most_waiting: int = 512
    ) -> None:
        self._work = work
        self._most = most
        self._most_waiting = most_waiting
        self._waiting: list[tuple[Item, asyncio.Future[Answer]]] = []
        self._running: asyncio.Task[None] | None = None
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="predict")

    async def ask(self, item: Item) -> Answer:
        """Wait for the answer to one item."""
        if len(self._waiting) >= self._most_waiting:
            raise BusyError(f"{len(self._waiting)} requests wait already")
        future: asyncio.Future[Answer] = asyncio.get_running_loop().create_future()
        self._waiting.append((item, future))
        if self._running is None or self._running.done():
            self._running = asyncio.create_task(self._run())
        return await future

    async def run(self, work: Callable[[], Result]) -> Result:
        """Do other work on the same thread, in turn."""
        return await asyncio.get_running_loop().run_in_executor(self._thread, work)

    async def _run(self) -> None:
        loop = asyncio.get_running_loop()
        while self._waiting:
            some, self._waiting = self._waiting[: self._most], self._waiting[self._most :]
            some = [pair for pair in some if not pair[1].done()]  # the client may be gone
            items = [item for item, _ in some]
            try:
                answers = await loop.run_in_executor(self._thread, self._work, items)
            except Exception as error:
                if len(some) > 1:  # one bad request must not spoil the others: try each alone
                    await self._each(some)
                elif some and not some[0][1].done():
                    some[0][1].set_exception(error)
                continue
            for (_, future), answer in zip(some, answers, strict=True):
                if not future.done():
                    future.set_result(answer)

    async def _each(self, some: list[tuple[Item, "asyncio.Future[Answer]"]]) -> None:
        for item, future in some:
            try:
                answer = (await self.run(partial(self._work, [item])))[0]
            except Exception as error:
                if not future.done():
                    future.set_exception(error)
            else:
                if not future.done():
                    future.set_result(answer)
