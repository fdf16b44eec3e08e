"""Fetching the public rendition of a document into a cache, within limits of size, type and time."""

import hashlib
import urllib.error
import urllib.request
from time import monotonic
from urllib.parse import urlsplit

from kb.cache import cache_folder, keep, kept
from kb.errors import FetchRefused

LARGEST = 20 * 1024 * 1024
SECONDS = 60.0
"""For the whole of one document."""
TYPES = ("text/", "application/json", "application/xhtml+xml", "application/octet-stream")
CHUNK = 64 * 1024
AGENT = "claimgraph"


def fetched(url: str, largest: int = LARGEST, seconds: float = SECONDS) -> bytes:
    """Return the bytes at an address, from the cache where they were fetched before.

    Raises FetchRefused for an address that is not http, an answer that is no text, too large or too slow, or an error.
    """
    path = cache_folder() / "documents" / hashlib.sha256(url.encode()).hexdigest()
    if (known := kept(path)) is not None:
        return known
    raw = _download(url, largest, seconds)
    keep(path, raw)
    return raw


class _HttpOnly(urllib.request.HTTPRedirectHandler):
    """Follows a redirect only to another address of http."""

    def redirect_request(self, req, fp, code, msg, headers, newurl):  # type: ignore[no-untyped-def] # noqa: ANN001, ANN202 # the base's signature
        _demand_http(newurl)
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def _demand_http(url: str) -> None:
    if urlsplit(url).scheme not in ("http", "https"):
        raise FetchRefused(url, "only http and https are fetched")


def _download(url: str, largest: int, seconds: float) -> bytes:
    _demand_http(url)
    ends = monotonic() + seconds
    request = urllib.request.Request(url, headers={"User-Agent": AGENT, "Accept": "text/*"})  # the scheme was checked
    try:
        with urllib.request.build_opener(_HttpOnly).open(request, timeout=seconds) as answer:
            type_ = answer.headers.get_content_type()
            if not type_.startswith(TYPES):
                raise FetchRefused(url, f"it is {type_}, not a text")
            parts, size = [], 0
            while chunk := answer.read1(CHUNK):
                parts.append(chunk)
                size += len(chunk)
                if size > largest:
                    raise FetchRefused(url, f"it is larger than {largest:,} bytes")
                if monotonic() > ends:
                    raise FetchRefused(url, f"it took longer than {seconds:g} seconds")
            return b"".join(parts)
    except (urllib.error.URLError, OSError, ValueError) as error:
        raise FetchRefused(url, str(error)) from error
