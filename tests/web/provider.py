"""A hospital's own sign-on for tests: a real OpenID provider on this machine, with keys of its own."""

from __future__ import annotations

import base64
import hashlib
import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

CLIENT, SECRET = "myelobone", "a-secret-of-two"


class Provider:
    """Signs people on; what it says of them is `person`, and `wrong` makes it say something amiss."""

    def __init__(self) -> None:
        self.key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        self.other = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        self.person: dict[str, Any] = {"sub": "1", "preferred_username": "dr"}
        self.wrong: dict[str, Any] = {}
        self.asked: dict[str, dict[str, str]] = {}  # what the browser came with, by code
        self.base = ""

    def authorize(self, query: dict[str, str]) -> str:
        """Where the browser is sent back to."""
        assert query["response_type"] == "code"
        assert query["client_id"] == CLIENT
        assert query["code_challenge_method"] == "S256"
        code = hashlib.sha256(query["state"].encode()).hexdigest()[:20]
        self.asked[code] = query
        return f"{query['redirect_uri']}?{urlencode({'code': code, 'state': query['state']})}"

    def token(self, form: dict[str, str]) -> dict[str, Any] | None:
        """The signed word for a code, once; None for a wrong secret or verifier."""
        query = self.asked.pop(form.get("code", ""), None)
        digest = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
        challenge = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
        if query is None or form["client_secret"] != SECRET or challenge != query["code_challenge"]:
            return None
        now = int(time.time())
        claims = {
            "iss": self.base, "aud": CLIENT, "iat": now, "exp": now + 300, "auth_time": now,
            "nonce": query["nonce"], **self.person, **self.wrong,
        }  # fmt: skip
        key = self.other if self.wrong.get("forged") else self.key
        claims = {name: value for name, value in claims.items() if value is not None}
        signed = jwt.encode(claims, key, algorithm="RS256", headers={"kid": "k1"})
        if self.wrong.get("none"):
            signed = jwt.encode(claims, None, algorithm="none", headers={"kid": "k1"})
        return {"access_token": "at", "id_token": signed, "token_type": "Bearer"}

    def keys(self) -> dict[str, Any]:
        """The public keys."""
        told = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(self.key.public_key()))
        return {"keys": [{**told, "kid": "k1", "alg": "RS256", "use": "sig"}]}


@contextmanager
def provider() -> Iterator[Provider]:
    """The provider, served until the end of the block."""
    own = Provider()

    class Handler(BaseHTTPRequestHandler):
        def log_message(self, *_: Any) -> None:
            pass

        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            if parts.path == "/authorize":
                query = {name: values[0] for name, values in parse_qs(parts.query).items()}
                self.send_response(302)
                self.send_header("Location", own.authorize(query))
                self.end_headers()
                return
            self.answer(own.keys() if parts.path == "/keys" else own.person)

        def do_POST(self) -> None:
            text = self.rfile.read(int(self.headers["Content-Length"])).decode()
            self.answer(own.token({name: values[0] for name, values in parse_qs(text).items()}))

        def answer(self, told: dict[str, Any] | None) -> None:
            self.send_response(200 if told is not None else 400)
            self.send_header("Content-Type", "application/json")
            self.end_headers()
            self.wfile.write(json.dumps(told or {"error": "invalid_grant"}).encode())

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    own.base = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield own
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
