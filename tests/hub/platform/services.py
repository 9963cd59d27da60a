"""The strict platform's services: tokens, columns, scores, members."""

import json
from collections.abc import Callable
from datetime import datetime
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

import jwt

from tests.hub.platform.server import Answer, Request

AGS = "https://purl.imsglobal.org/spec/lti-ags/"
NRPS = "https://purl.imsglobal.org/spec/lti-nrps/"
ROLE = "http://purl.imsglobal.org/vocab/lis/v2/membership#"
SCOPES = {f"{AGS}scope/lineitem", f"{AGS}scope/score", f"{NRPS}scope/contextmembership.readonly"}
PAGE = 2


class No(Exception):
    def __init__(self, status: int, why: str) -> None:
        super().__init__(why)
        self.status = status


def require(holds: Any, status: int, why: str) -> None:
    if not holds:
        raise No(status, why)


def as_json(said: Any, status: int = 200, headers: dict[str, str] | None = None) -> Answer:
    return Answer(status, json.dumps(said).encode(), {"Content-Type": "application/json", **(headers or {})})


class Services:
    """What a tool asks of a course. `people` is sub to (given name, family name, roles)."""

    client_id, deployment, context = "labkit-tool", "dep-1", "Ctx 42"

    def __init__(self, url: str) -> None:
        self.url, self.issuer, self.audience = url, f"{url}/lms", f"{url}/token"
        self.people: dict[str, tuple[str, str, list[str]]] = {}
        self.tool_keys: Callable[[], dict[str, Any]] = lambda: {"keys": []}
        self.columns: list[dict[str, Any]] = []
        self.scores: list[tuple[str, dict[str, Any]]] = []
        self._tokens: dict[str, set[str]] = {}
        self._jtis: set[str] = set()

    def answer_service(self, asked: Request) -> Answer:
        method, path = asked.method, asked.path
        if (method, path) == ("POST", "/token"):
            return self._token(asked)
        if (method, path) == ("GET", "/members"):
            return self._members(asked)
        if path == "/lineitems":
            return self._post_column(asked) if method == "POST" else self._get_columns(asked)
        if method == "POST" and path.startswith("/lineitems/") and path.endswith("/scores"):
            return self._score(asked, path.split("/")[2])
        raise No(404, path)

    def of_the_tool(self, token: str, audience: str) -> dict[str, Any]:
        """Claims of a token that the tool signed, for us."""
        try:
            header = jwt.get_unverified_header(token)
            pem = {k["kid"]: jwt.PyJWK(k) for k in self.tool_keys()["keys"]}[header["kid"]]
            return jwt.decode(
                token, pem, ["RS256"], audience=audience, options={"require": ["exp", "iat", "iss", "aud"]}
            )
        except (jwt.PyJWTError, KeyError) as error:
            raise No(401, f"the tool's token: {error!r}") from error

    def _token(self, asked: Request) -> Answer:
        said = asked.form
        require(said.get("grant_type") == "client_credentials", 400, "grant_type")
        kind = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
        require(said.get("client_assertion_type") == kind, 400, "client_assertion_type")
        claims = self.of_the_tool(said.get("client_assertion", ""), self.audience)
        require(claims["iss"] == claims.get("sub") == self.client_id, 401, "iss or sub")
        require(claims["exp"] - claims["iat"] <= 600, 401, "valid for too long")
        require(claims.get("jti") and claims["jti"] not in self._jtis, 401, "jti used before")
        self._jtis.add(claims["jti"])
        scopes = set(said.get("scope", "").split())
        require(scopes and scopes <= SCOPES, 400, f"scopes {scopes}")
        token = uuid4().hex
        self._tokens[token] = scopes
        answer = {
            "access_token": token,
            "token_type": "Bearer",
            "expires_in": 3600,
            "scope": " ".join(scopes),
        }
        return as_json(answer)

    def _allowed(self, asked: Request, scope: str, media: str) -> None:
        kind, _space, token = asked.headers.get("Authorization", "").partition(" ")
        require(kind == "Bearer" and token in self._tokens, 401, "no such token")
        require(scope in self._tokens[token], 403, "the token has not that scope")
        header = "Content-Type" if asked.method == "POST" else "Accept"
        require(
            asked.headers.get(header) == f"application/vnd.ims.{media}+json", 415, f"{header} is not {media}"
        )

    def _members(self, asked: Request) -> Answer:
        scope = f"{NRPS}scope/contextmembership.readonly"
        self._allowed(asked, scope, "lti-nrps.v2.membershipcontainer")
        everybody = [
            {"status": "Active", "user_id": sub, "roles": roles, "given_name": given, "family_name": family}
            for sub, (given, family, roles) in self.people.items()
        ]
        found, headers = self._paged(asked, everybody)
        return as_json({"id": self.url, "context": {"id": self.context}, "members": found}, headers=headers)

    def _get_columns(self, asked: Request) -> Answer:
        self._allowed(asked, f"{AGS}scope/lineitem", "lis.v2.lineitemcontainer")
        found, headers = self._paged(asked, self.columns)
        return as_json(found, headers=headers)

    def _post_column(self, asked: Request) -> Answer:
        self._allowed(asked, f"{AGS}scope/lineitem", "lis.v2.lineitem")
        return as_json(self.new_column(json.loads(asked.body)), 201)

    def new_column(self, said: dict[str, Any]) -> dict[str, Any]:
        require(said.get("label") and said.get("scoreMaximum", 0) > 0, 400, "label or scoreMaximum")
        column = {**said, "id": f"{self.url}/lineitems/{len(self.columns)}?type=lti"}
        self.columns.append(column)
        return column

    def _score(self, asked: Request, number: str) -> Answer:
        self._allowed(asked, f"{AGS}scope/score", "lis.v1.score")
        require(number.isdigit() and int(number) < len(self.columns), 404, "no such column")
        said = json.loads(asked.body)
        sub = said.get("userId")
        require(
            sub in self.people and f"{ROLE}Learner" in self.people[sub][2], 403, f"{sub!r} is no learner here"
        )
        when = datetime.fromisoformat(said["timestamp"])
        require(when.tzinfo is not None, 400, "the timestamp has no zone")
        before = [s for n, s in self.scores if n == number and s["userId"] == sub]
        later = all(datetime.fromisoformat(s["timestamp"]) < when for s in before)
        require(later, 409, "older than what is known")
        activities = ("Initialized", "Started", "InProgress", "Submitted", "Completed")
        require(said.get("activityProgress") in activities, 400, "activityProgress")
        gradings = ("FullyGraded", "Pending", "PendingManual", "Failed", "NotReady")
        require(said.get("gradingProgress") in gradings, 400, "gradingProgress")
        if "scoreGiven" in said:
            require(said["scoreGiven"] >= 0 and said.get("scoreMaximum", 0) > 0, 400, "scoreMaximum")
        self.scores.append((number, said))
        return Answer(204)

    def _paged(self, asked: Request, everything: list[Any]) -> tuple[list[Any], dict[str, str]]:
        first = int(asked.query.get("from", 0))
        more = {**asked.query, "from": str(first + PAGE)}
        link = {"Link": f'<{self.url}{asked.path}?{urlencode(more)}>; rel="next"'}
        return everything[first : first + PAGE], link if first + PAGE < len(everything) else {}
