"""Requests as fast as a server answers them: a few connections, each with one request under way at a time."""

import asyncio
from time import perf_counter

END = b"\r\n\r\n"
LENGTH = b"content-length:"


class _Client(asyncio.Protocol):
    """One connection that sends the same request again and again."""

    def __init__(self, request: bytes, ends: float, finished: asyncio.Future[int]) -> None:
        self.request, self.ends, self.finished = request, ends, finished
        self.answers = self.missing = 0
        self.head = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport
        transport.write(self.request)

    def data_received(self, data: bytes) -> None:
        if not self.missing:
            self.head += data
            if END not in self.head:
                return
            head, _, data = self.head.partition(END)
            if not head.startswith(b"HTTP/1.1 200"):
                self.finished.set_exception(RuntimeError(head.decode()))
                return
            self.head, self.missing = b"", int(next(line for line in head.lower().split(b"\r\n") if line.startswith(LENGTH))[len(LENGTH) :])
        self.missing -= len(data)
        if self.missing == 0:
            self.answered()

    def answered(self) -> None:
        self.answers += 1
        if perf_counter() < self.ends:
            self.transport.write(self.request)
        elif not self.finished.done():
            self.transport.close()
            self.finished.set_result(self.answers)


def rate(port: int, body: bytes, seconds: float, connections: int = 16) -> float:
    """Return the requests a second that a server on this machine answers."""
    head = f"POST /graphql HTTP/1.1\r\nhost: 127.0.0.1:{port}\r\ncontent-type: application/json\r\ncontent-length: {len(body)}\r\n\r\n"
    return asyncio.run(_rate(port, head.encode() + body, seconds, connections))


async def _rate(port: int, request: bytes, seconds: float, connections: int) -> float:
    loop = asyncio.get_running_loop()
    started = perf_counter()
    finished: list[asyncio.Future[int]] = [loop.create_future() for _ in range(connections)]
    for one in finished:
        client = _Client(request, started + seconds, one)
        await loop.create_connection(lambda client=client: client, "127.0.0.1", port)  # type: ignore[misc] # bound at once
    answers = sum(await asyncio.gather(*finished))
    return answers / (perf_counter() - started)
