"""A strict reference platform: it launches, and refuses on the service side whatever LTI 1.3 lets it refuse."""

import html
import time
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import jwt
import requests

from tests.hub.platform import keys
from tests.hub.platform.server import Answer, Request
from tests.hub.platform.services import AGS, NRPS, ROLE, SCOPES, No, Services, as_json, require

__all__ = ["AGS", "CLAIM", "DL", "ROLE", "StrictPlatform", "keys_at"]

CLAIM = "https://purl.imsglobal.org/spec/lti/claim/"
DL = "https://purl.imsglobal.org/spec/lti-dl/claim/"


class StrictPlatform(Services):
    """One deployment, one course. `problems` are what goes wrong with the next requests to its services."""

    def __init__(self, url: str) -> None:
        super().__init__(url)
        self.signing = {"first": keys.private(0)}
        self.redirect_uri = ""
        self.linked: list[dict[str, Any]] = []
        self.problems: list[int | str] = []
        self.served: list[tuple[str, str, int]] = []
        self._nonces: set[str] = set()
        self._hints: dict[str, tuple[str, dict[str, Any]]] = {}

    # Launches

    def rotate(self, kid: str, number: int) -> None:
        """Sign with another key from now on; the old ones are withdrawn."""
        self.signing = {kid: keys.private(number)}

    def start(self, sub: str, target: str, **claims: Any) -> dict[str, str]:
        """What the LMS's page sends to the tool's login when `sub` opens a link; `claims` are put over the usual ones."""
        hint = uuid4().hex
        self._hints[hint] = sub, claims
        return {
            "iss": self.issuer,
            "login_hint": f"user-{sub}",
            "target_link_uri": target,
            "lti_message_hint": hint,
            "client_id": self.client_id,
            "lti_deployment_id": self.deployment,
        }

    def claims(self, sub: str, nonce: str, target: str = "") -> dict[str, Any]:
        """A resource link launch."""
        given, family, roles = self.people[sub]
        now = int(time.time())
        return {
            "iss": self.issuer,
            "aud": self.client_id,
            "sub": sub,
            "iat": now,
            "exp": now + 300,
            "nonce": nonce,
            "given_name": given,
            "family_name": family,
            "name": f"{given} {family}",
            "email": f"{given.lower()}@chu.example",
            f"{CLAIM}version": "1.3.0",
            f"{CLAIM}message_type": "LtiResourceLinkRequest",
            f"{CLAIM}deployment_id": self.deployment,
            f"{CLAIM}target_link_uri": target,
            f"{CLAIM}resource_link": {"id": "link-1"},
            f"{CLAIM}roles": roles,
            f"{CLAIM}context": {"id": self.context, "label": "IA1", "title": "IA en santé"},
            f"{CLAIM}launch_presentation": {"locale": "fr-CA"},
            f"{AGS}claim/endpoint": {
                "scope": sorted(s for s in SCOPES if s.startswith(AGS)),
                "lineitems": f"{self.url}/lineitems?type=lti",
            },
            f"{NRPS}claim/namesroleservice": {
                "context_memberships_url": f"{self.url}/members",
                "service_versions": ["2.0"],
            },
        }

    def linking(self) -> dict[str, Any]:
        """The claims that make of a launch a deep linking request."""
        return {
            f"{CLAIM}message_type": "LtiDeepLinkingRequest",
            f"{DL}deep_linking_settings": {
                "deep_link_return_url": f"{self.url}/linked?a=1&b=2",
                "accept_types": ["ltiResourceLink"],
                "accept_presentation_document_targets": ["window"],
                "data": 'opaque "data"',
            },
        }

    def sign(self, claims: dict[str, Any], *, key: str = "", kid: str = "") -> str:
        known, pem = next(iter(self.signing.items()))
        return jwt.encode(claims, keys.loaded(key or pem), "RS256", {"kid": kid or known})

    def _authorize(self, asked: Request) -> Answer:
        said = asked.query
        fixed = {
            "response_type": "id_token",
            "scope": "openid",
            "response_mode": "form_post",
            "prompt": "none",
            "client_id": self.client_id,
            "redirect_uri": self.redirect_uri,
        }
        for name, value in fixed.items():
            require(said.get(name) == value, 400, f"{name} is {said.get(name)!r}")
        require(said.get("lti_message_hint") in self._hints, 400, "unknown message hint")
        sub, over = self._hints.pop(said["lti_message_hint"])
        require(said.get("login_hint") == f"user-{sub}", 400, "login_hint")
        require(said.get("state"), 400, "no state")
        require(said.get("nonce") and said["nonce"] not in self._nonces, 400, "nonce used before")
        self._nonces.add(said["nonce"])
        claims = {**self.claims(sub, said["nonce"]), **over}
        claims = {name: value for name, value in claims.items() if value is not None}
        fields = {"id_token": self.sign(claims), "state": said["state"]}
        inputs = "".join(
            f'<input type="hidden" name="{name}" value="{html.escape(value)}">'
            for name, value in fields.items()
        )
        form = f'<form method="post" action="{html.escape(self.redirect_uri)}">{inputs}</form>'
        return Answer(200, form.encode(), {"Content-Type": "text/html"})

    def _linked(self, asked: Request) -> Answer:
        """The tool's answer to a deep linking request."""
        said = self.of_the_tool(asked.form.get("JWT", ""), self.issuer)
        require(said["iss"] == self.client_id, 400, "iss")
        require(said[f"{CLAIM}deployment_id"] == self.deployment, 400, "deployment")
        require(said[f"{CLAIM}message_type"] == "LtiDeepLinkingResponse", 400, "message type")
        require(said[f"{CLAIM}version"] == "1.3.0", 400, "version")
        require(said[f"{DL}data"] == 'opaque "data"', 400, "data")
        require(said["nonce"] not in self._nonces, 400, "nonce used before")
        self._nonces.add(said["nonce"])
        (item,) = said[f"{DL}content_items"]
        require(item["type"] == "ltiResourceLink", 400, "type")
        self.linked.append(item)
        self.new_column(item["lineItem"])
        return Answer(200, b"added")

    # Answers

    def answer(self, asked: Request) -> Answer:
        try:
            if self.problems and asked.path not in ("/keys", "/authorize"):
                problem = self.problems.pop(0)
                if isinstance(problem, int):
                    raise No(problem, "a bad moment")
                if problem == "taken, not told":
                    self._routes(asked)
                    raise No(503, "the answer was lost")
                if problem == "tokens taken back":
                    self._tokens.clear()
            answer = self._routes(asked)
        except No as why:
            answer = Answer(why.status, str(why).encode())
        self.served.append((asked.method, asked.path, answer.status))
        return answer

    def _routes(self, asked: Request) -> Answer:
        match asked.method, asked.path:
            case "GET", "/keys":
                return as_json({"keys": [keys.jwk(pem, kid) for kid, pem in self.signing.items()]})
            case "GET", "/authorize":
                return self._authorize(asked)
            case "POST", "/linked":
                return self._linked(asked)
        return self.answer_service(asked)

    # What a test asks

    def standing(self, lab: str) -> dict[str, tuple[str, str, float | None]]:
        """Sub to (activity, grading, mark in hundredths) of a lab's one column."""
        (number,) = (str(n) for n, column in enumerate(self.columns) if column.get("resourceId") == lab)
        return {
            s["userId"]: (
                s["activityProgress"],
                s["gradingProgress"],
                round(100 * s["scoreGiven"] / s["scoreMaximum"], 6) if "scoreGiven" in s else None,
            )
            for n, s in self.scores
            if n == number
        }


def keys_at(url: str) -> Callable[[], dict[str, Any]]:
    """The tool's key set, read from where it publishes it."""
    return lambda: requests.get(url, timeout=180).json()
