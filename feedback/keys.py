"""One root secret, one derived key per purpose: nothing hashed for one use can be matched in another."""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
from pathlib import Path

from cryptography.fernet import Fernet, InvalidToken

from feedback.errors import SettingsError

# Crockford's base 32: no I, L, O or U, so that a code can be read aloud and typed back.
CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_LOOKALIKES = str.maketrans({"O": "0", "I": "1", "L": "1", "-": None, " ": None, "\u00a0": None})
CODE_LENGTH = 16  # 16 characters of 5 bits: 80 random bits


def crockford(raw: bytes) -> str:
    """Ten bytes as sixteen characters."""
    number = int.from_bytes(raw[:10], "big")
    return "".join(CROCKFORD[(number >> shift) & 31] for shift in range(75, -1, -5))


def normal_code(text: str) -> str | None:
    """A typed code in its one written form, or None when it cannot be a code."""
    code = text.strip().upper().translate(_LOOKALIKES)
    return code if len(code) == CODE_LENGTH and set(code) <= set(CROCKFORD) else None


def new_code() -> str:
    """A fresh random code of 80 bits."""
    return crockford(secrets.token_bytes(10))


def random_id() -> int:
    """A random positive 63-bit key: row order tells nothing about time."""
    return secrets.randbits(63)


class Keys:
    """Everything that is hashed or encrypted, each with a key of its own."""

    def __init__(self, secret: str) -> None:
        if len(secret) < 32:
            raise SettingsError(
                "LIKVARDIG_SECRET must be at least 32 characters; make one with: likvardig secret"
            )
        self._root = secret.encode()
        self._cached = {
            name: self._derive(name)
            for name in (
                *("token", "contact", "receipt", "external", "session", "sign-in"),
                *("api-key", "cursor", "export"),
            )
        }
        self._fernet = Fernet(base64.urlsafe_b64encode(self._derive("contact-details")))

    def _derive(self, purpose: str) -> bytes:
        return hmac.digest(self._root, b"likvardig/" + purpose.encode(), "sha256")

    def _hash(self, purpose: str, text: str) -> str:
        return hashlib.blake2b(text.encode(), key=self._cached[purpose], digest_size=16).hexdigest()

    def token_hash(self, token: str) -> str:
        """What is stored of an invitation's link."""
        return self._hash("token", token)

    def contact_hash(self, kind: str, address: str) -> str:
        """What is stored of a contact once it has been used: enough to leave it in peace, no more."""
        return self._hash("contact", f"{kind}:{address.strip().lower()}")

    def external_hash(self, source: str, external_id: str) -> str:
        """What is stored of a case number: enough to know it again."""
        return self._hash("external", f"{source}\x00{external_id}")

    def session_hash(self, session_id: str) -> str:
        return self._hash("session", session_id)

    def receipt(self, token: str, nonce: str) -> str:
        """The receipt code of one form: the same for the same form sent twice."""
        keyed = hashlib.blake2b(f"{token}\x00{nonce}".encode(), key=self._cached["receipt"], digest_size=10)
        return crockford(keyed.digest())

    def receipt_hash(self, receipt: str) -> str:
        return self._hash("receipt", receipt)

    def sign_in_hash(self, kind: str, subject: str) -> str:
        """What failed sign-ins are counted under: an account or an address."""
        return self._hash("sign-in", f"{kind}:{subject}")

    def api_key_hash(self, key: str) -> str:
        """What is stored of a key of the read API."""
        return self._hash("api-key", key)

    def cursor_signature(self, text: str) -> str:
        """What a cursor of the read API carries, so that it cannot be made up."""
        return self._hash("cursor", text)

    def export_mark(self, response: int) -> int:
        """What a roster of exports keeps of a response: enough to know it again while it is there."""
        keyed = hashlib.blake2b(response.to_bytes(8, "big"), key=self._cached["export"], digest_size=8)
        return int.from_bytes(keyed.digest(), "big")

    def encrypt(self, text: str) -> str:
        return self._fernet.encrypt(text.encode()).decode()

    def decrypt(self, sealed: str) -> str:
        try:
            return self._fernet.decrypt(sealed.encode()).decode()
        except InvalidToken:
            raise SettingsError("LIKVARDIG_SECRET is not the one this database was written with") from None


def secret_from(path: Path) -> str:
    """The secret in `path`, made and kept with owner-only rights the first time."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(48))
    return path.read_text().strip()
