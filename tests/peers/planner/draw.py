"""Public numbers of the lottery (§7, *Drawn*)."""

import hashlib


def number(*words):
    """1 + (first eight bytes of the SHA-256 of the words joined by bars) mod 10^6."""
    digest = hashlib.sha256("|".join(str(word) for word in words).encode()).digest()
    return 1 + int.from_bytes(digest[:8], "big") % 1_000_000
