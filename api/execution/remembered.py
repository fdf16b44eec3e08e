"""A memory of bounded size that can be asked what it holds, so that nobody waits for what it would have to work out."""

from collections import OrderedDict
from collections.abc import Callable
from threading import Lock
from typing import Generic, TypeVar

K = TypeVar("K")
V = TypeVar("V")


class Remembered(Generic[K, V]):
    """The results of a function for its latest arguments."""

    def __init__(self, work_out: Callable[[K], V], most: int) -> None:
        self.work_out, self.most = work_out, most
        self._known: OrderedDict[K, V] = OrderedDict()
        self._lock = Lock()

    def __call__(self, key: K) -> V:
        """Return the result for an argument; the function may raise."""
        known = self.known(key)
        return self.keep(key, self.work_out(key)) if known is None else known

    def known(self, key: K) -> V | None:
        """Return the result if it is held."""
        with self._lock:
            if key in self._known:
                self._known.move_to_end(key)
            return self._known.get(key)

    def keep(self, key: K, value: V) -> V:
        """Hold a result, and let go of the oldest beyond the most."""
        with self._lock:
            self._known[key] = value
            while len(self._known) > self.most:
                self._known.popitem(last=False)
        return value
