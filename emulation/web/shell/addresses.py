"""Addresses that readers hand in: only our own paths are followed."""

from urllib.parse import urlsplit


def own_path(address: str | None) -> str:
    """The address when it is a path of ours, else an empty text (no open redirects)."""
    if not address or not address.startswith("/") or any(ord(letter) < 32 for letter in address):
        return ""
    parts = urlsplit(address.replace("\\", "/"))
    if parts.scheme or parts.netloc or address.startswith(("//", "/\\")):
        return ""
    return address
