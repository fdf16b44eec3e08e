"""Fetching keeps within its limits; the only server is one of the test's own."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from time import sleep
from typing import ClassVar

import pytest

from kb.errors import FetchRefused
from kb.verify.fetch import fetched


class Pages(BaseHTTPRequestHandler):
    asked: ClassVar[list[str]] = []

    def do_GET(self) -> None:
        self.asked.append(self.path)
        if self.path == "/away":
            self.send_response(302)
            self.send_header("Location", "ftp://127.0.0.1/x")
            self.end_headers()
            return
        self.send_response(404 if self.path == "/gone" else 200)
        self.send_header("Content-Type", "image/png" if self.path == "/picture" else "text/markdown")
        self.end_headers()
        for _ in range(20 if self.path == "/slow" else 1):
            self.wfile.write(b"OPT saw 300B tokens.")
            if self.path == "/slow":
                sleep(0.05)

    def log_message(self, *args: object) -> None:
        """Stay quiet."""


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    monkeypatch.setenv("KB_CACHE", str(tmp_path / "cache"))
    monkeypatch.delenv("http_proxy", raising=False)
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    server = ThreadingHTTPServer(("127.0.0.1", 0), Pages)
    Pages.asked.clear()
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    thread.join()
    server.server_close()


def test_a_text_is_fetched_once(site: str) -> None:
    assert fetched(f"{site}/post") == b"OPT saw 300B tokens."
    assert fetched(f"{site}/post") == b"OPT saw 300B tokens."
    assert Pages.asked == ["/post"]


@pytest.mark.parametrize(
    ("path", "why"),
    [
        ("/picture", "not a text"),
        ("/gone", "404"),
        ("/away", "only http"),
        ("/large", "larger than 10 bytes"),
        ("/slow", "longer than 0.2"),
    ],
)
def test_what_is_beyond_the_limits_is_refused(site: str, path: str, why: str) -> None:
    with pytest.raises(FetchRefused, match=why):
        fetched(site + path, largest=10 if path == "/large" else 10_000, seconds=0.2 if path == "/slow" else 10)


@pytest.mark.parametrize("url", ["file:///etc/hosts", "ftp://127.0.0.1/x", "x"])
def test_only_http_is_fetched(url: str) -> None:
    with pytest.raises(FetchRefused, match="only http"):
        fetched(url)
