"""Whether a request may come from where it comes: no page of another site, no borrowed host name.

A service on loopback needs no keys, so a page that the clerk has open elsewhere could reach it through
the browser: by a form or upload that no browser asks about first, or under a domain name that was made to
point to this machine. Programs other than browsers send neither header and are let in. Where keys are
asked for, no other page can send one, and neither is looked at.
"""

from __future__ import annotations

import ipaddress
from functools import lru_cache
from urllib.parse import urlsplit

_READING = ("GET", "HEAD", "OPTIONS")
_OWN = ("same-origin", "none")


def is_cross_site(method: str, headers: dict[bytes, bytes]) -> bool:
    """Return whether a browser sends a change on behalf of a page of another site."""
    if method in _READING:
        return False
    site = headers.get(b"sec-fetch-site", b"").decode("latin-1").lower()
    if site:
        return site not in _OWN
    origin = headers.get(b"origin", b"").decode("latin-1")
    host = headers.get(b"host", b"").decode("latin-1")
    return bool(origin) and urlsplit(origin.lower()).netloc != host.lower()


@lru_cache(maxsize=256)
def is_loopback(host: str) -> bool:
    """Return whether only this machine can reach a host name or address."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def is_foreign(headers: dict[bytes, bytes], own: str) -> bool:
    """Return whether a service on loopback is called by a domain name, which it does not have.

    Addresses and names without a dot (`localhost`, the name of the machine) belong to this network.

    Args:
        headers: of the request.
        own: where the service listens.
    """
    return is_loopback(own) and _is_domain(headers.get(b"host", b""))


@lru_cache(maxsize=256)  # nearly all requests of a service name the same one
def _is_domain(host: bytes) -> bool:
    try:
        name = urlsplit("//" + host.decode("latin-1")).hostname or ""
    except ValueError:
        return True
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return "." in name.rstrip(".")
    return False
