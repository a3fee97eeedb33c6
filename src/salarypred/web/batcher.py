"""Answers requests that arrive at the same time together, which takes hardly longer than one."""

import asyncio
import heapq
import itertools
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Generic, TypeVar

Item = TypeVar("Item")
Answer = TypeVar("Answer")
Result = TypeVar("Result")


#: After a call of so many items the next begins once nobody has come for so long, seconds, and at
#: most so much later.
_MANY, _PAUSE, _MOST_PAUSE = 4, 0.005, 0.05


class BusyError(Exception):
    """Too many requests are waiting."""


class Batcher(Generic[Item, Answer]):
    """Collects waiting requests and answers them in one call on a separate thread.

    Requests share it by size: a single advert waits neither for the thousand of another request
    nor for many large texts, and large texts do not wait for ever (self-clocked fair queueing,
    S. J. Golestani, "A self-clocked fair queueing scheme for broadband applications", 1994).

    Those who have been answered together often ask again at once, and a call costs much whatever
    its size: it waits a moment for them, so that they do not become two groups in turn.

    Parameters
    ----------
    work : callable
        Takes a list of items and returns an answer to each, in order.
    most : int, default=64
        Most items in one call.
    most_waiting : int, default=512
        If as many are waiting, further requests raise :class:`BusyError`. A request that is taken
        is taken whole, however many items it has.
    size : callable, optional
        Size of an item, such as the length of its text; default: all have the same.
    most_size : float, default=infinity
        Largest sum of sizes in one call; an item that is larger comes alone.
    most_waiting_size : float, default=infinity
        If as much is waiting, further requests raise :class:`BusyError`.
    """

    def __init__(
        self,
        work: Callable[[list[Item]], list[Answer]],
        most: int = 64,
        most_waiting: int = 512,
        *,
        size: Callable[[Item], float] = lambda item: 1.0,
        most_size: float = float("inf"),
        most_waiting_size: float = float("inf"),
    ) -> None:
        self._work = work
        self._most = most
        self._most_waiting = most_waiting
        self._size = size
        self._most_size = most_size
        self._most_waiting_size = most_waiting_size
        #: What waits, ordered by the clock's reading at which its turn comes.
        self._waiting: list[tuple[float, int, Item, asyncio.Future[Answer]]] = []
        self._clock = 0.0  # sizes that one request would have been served by now
        self._order = itertools.count()
        self._expected = 0  # items that soon wait: those that wait now, and those just answered
        self._running: asyncio.Task[None] | None = None
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="predict")

    async def ask(self, item: Item) -> Answer:
        """Wait for the answer to one item."""
        return (await self.ask_all([item]))[0]

    async def ask_all(self, items: Sequence[Item]) -> list[Answer]:
        """Wait for the answers to the items of one request."""
        size = sum(self._size(item) for _, _, item, _ in self._waiting)
        if len(self._waiting) >= self._most_waiting:
            raise BusyError(f"{len(self._waiting):,} adverts wait already")
        if size >= self._most_waiting_size:
            raise BusyError(f"{size:,.0f} characters of adverts wait already")
        loop = asyncio.get_running_loop()
        futures: list[asyncio.Future[Answer]] = [loop.create_future() for _ in items]
        turn = self._clock
        for item, future in zip(items, futures, strict=True):
            turn += self._size(item)
            heapq.heappush(self._waiting, (turn, next(self._order), item, future))
        if self._running is None or self._running.done():
            self._running = asyncio.create_task(self._run())
        # Whoever goes away cancels all that is not answered yet.
        return list(await asyncio.gather(*futures))

    async def run(self, work: Callable[[], Result]) -> Result:
        """Do other work on the same thread, in turn."""
        return await asyncio.get_running_loop().run_in_executor(self._thread, work)

    def _next(self) -> list[tuple[Item, "asyncio.Future[Answer]"]]:
        """Items for one call, those whose turn comes first; the client of some may be gone."""
        some: list[tuple[Item, asyncio.Future[Answer]]] = []
        size = 0.0
        while self._waiting and len(some) < self._most:
            turn, _, item, future = self._waiting[0]
            if not future.done():
                size += self._size(item)
                if some and size > self._most_size:
                    break
                some.append((item, future))
                self._clock = turn
            heapq.heappop(self._waiting)
        return some

    async def _run(self) -> None:
        loop = asyncio.get_running_loop()
        while self._waiting:
            await self._others()
            if not (some := self._next()):  # all of them are gone
                break
            self._expected = 0
            items = [item for item, _ in some]
            try:
                answers = await loop.run_in_executor(self._thread, self._work, items)
            except Exception as error:
                if len(some) > 1:  # one bad request must not spoil the others: try each alone
                    await self._each(some)
                elif not some[0][1].done():
                    some[0][1].set_exception(error)
                continue
            if len(some) >= _MANY:
                self._expected = min(self._most, len(some) + len(self._waiting))
            for (_, future), answer in zip(some, answers, strict=True):
                if not future.done():
                    future.set_result(answer)

    async def _others(self) -> None:
        """Wait a moment for those who are expected, as long as some come."""
        until = time.monotonic() + _MOST_PAUSE
        here = 0
        while here < len(self._waiting) < self._expected and time.monotonic() < until:
            here = len(self._waiting)
            await asyncio.sleep(_PAUSE)

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
