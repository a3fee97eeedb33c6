"""Whether the model answers: asked by whatever watches over the server."""

import asyncio
import time

from ..batcher import Batcher
from ..questions import Answer, Question

#: Asked where nobody has asked before.
_TRIAL = Question({"title": "Chef"})


class Health:
    """Asks the model, in turn with everybody else.

    Parameters
    ----------
    batcher : Batcher
    seconds : float, default=5
        A model that takes longer does not answer.
    fresh : float, default=2
        Seconds for which an answer stands, so that watching costs little.
    """

    def __init__(
        self, batcher: Batcher[Question, Answer], *, seconds: float = 5.0, fresh: float = 2.0
    ) -> None:
        self._batcher = batcher
        self._seconds = seconds
        self._fresh = fresh
        self._until = 0.0

    async def ready(self) -> bool:
        """Whether the model answers, or has answered a moment ago."""
        if time.monotonic() < self._until:
            return True
        try:
            async with asyncio.timeout(self._seconds):
                await self._batcher.ask(_TRIAL)
        except Exception:  # whatever it is, it would meet the next advert too
            return False
        self._until = time.monotonic() + self._fresh
        return True
