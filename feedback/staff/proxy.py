"""Whose address a request came from, when it may have come through proxies of our own."""

from __future__ import annotations

from ipaddress import IPv6Address, ip_address, ip_network


def client_address(peer: str, forwarded_for: str, trusted_proxies: int) -> str:
    """The address that the outermost of our own proxies saw.

    Each proxy adds the address it was called from at the end of X-Forwarded-For, so with N proxies of our
    own the N-th from the end is true; whatever stands before it was written by the client. Without proxies
    of our own the header is not read at all.
    """
    seen = [part.strip() for part in forwarded_for.split(",") if part.strip()]
    if trusted_proxies == 0 or not seen:
        return peer
    return seen[max(0, len(seen) - trusted_proxies)]


def neighbourhood(address: str) -> str:
    """What counts as one caller: an IPv4 address, or the /64 that one IPv6 subscriber commands."""
    try:
        parsed = ip_address(_without_port(address))
    except ValueError:
        return address[:64]
    if isinstance(parsed, IPv6Address):
        if parsed.ipv4_mapped is not None:
            return str(parsed.ipv4_mapped)
        return str(ip_network((parsed, 64), strict=False))
    return str(parsed)


def _without_port(address: str) -> str:
    """Some proxies write `192.0.2.1:51234` or `[2001:db8::1]:51234`."""
    if address.startswith("["):
        return address[1:].partition("]")[0]
    return address.partition(":")[0] if address.count(":") == 1 else address
