"""What an LMS and the hub know of each other, read from one file, ``lti.toml``."""

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, load_pem_private_key
from pylti1p3.registration import Registration as ToolRegistration

from labkit.errors import CourseError
from labkit.language import catalogue

_ = catalogue("lti")

INSTRUCTOR = "http://purl.imsglobal.org/vocab/lis/v2/membership#Instructor"
LEARNER = "http://purl.imsglobal.org/vocab/lis/v2/membership#Learner"

_REQUIRED = ("issuer", "client_id", "authorization_url", "token_url", "keys_url", "hub_url", "private_keys")
_OPTIONAL = ("token_audience", "database", "opens", "instructor_roles", "courses")


class LtiError(CourseError):
    """What is wrong with the registration or between the hub and the LMS, and what to do."""


@dataclass(frozen=True)
class Course:
    """One course of the hub and where it lies in the LMS: a context's id is unique within its deployment alone."""

    id: str
    deployment: str
    context: str


@dataclass(frozen=True)
class Registration:
    """One LMS, and the courses that it may send people to.

    Attributes
    ----------
    issuer, client_id : str
        As the LMS names itself, and as it names this tool.
    authorization_url, token_url, keys_url : str
        The LMS's endpoints. `token_audience`, where the LMS wants another audience than `token_url`.
    hub_url : str
        The hub's address with its prefix, such as ``https://hub.example.org/hub``.
    private_keys : tuple of RSAPrivateKey
        The first signs; the public halves of all are published, so that a key can be changed.
    database : str
        SQLAlchemy's URL of what is kept about launches.
    opens : str
        Where a linked lab opens, below `hub_url`; ``{lab}`` is its name.
    instructor_roles : tuple of str
        Roles in the course that make an instructor, as full URIs.
    """

    issuer: str
    client_id: str
    authorization_url: str
    token_url: str
    keys_url: str
    hub_url: str
    private_keys: tuple[RSAPrivateKey, ...]
    database: str
    courses: tuple[Course, ...]
    token_audience: str = ""
    opens: str = "user-redirect/lab"
    instructor_roles: tuple[str, ...] = (INSTRUCTOR,)

    @classmethod
    def read(cls, file: Path) -> "Registration":
        """Read ``lti.toml``.

        Raises
        ------
        LtiError
            If the file or a key is missing, unknown or empty.
        """
        said = _table(file)
        known = {*_REQUIRED, *_OPTIONAL}
        for key in _REQUIRED:
            if not said.get(key):
                raise LtiError(
                    _("{file}: `{key}` is missing. The LMS gives it when you register the tool.").format(
                        file=file, key=key
                    )
                )
        for key in said.keys() - known:
            raise LtiError(
                _("{file}: nothing reads `{key}`. Known are: {known}.").format(
                    file=file, key=key, known=", ".join(sorted(known))
                )
            )
        texts: dict[str, Any] = {
            key: str(said[key])
            for key in (*_REQUIRED, "token_audience", "opens")
            if key in said and key != "private_keys"
        }
        if roles := said.get("instructor_roles"):
            texts["instructor_roles"] = tuple(map(str, roles))
        texts["hub_url"] = texts["hub_url"].rstrip("/")
        return cls(
            **texts,
            private_keys=tuple(_key(file, str(name)) for name in said["private_keys"]),
            database=str(said.get("database") or f"sqlite:///{file.absolute().with_suffix('.db')}"),
            courses=tuple(_course(file, name, where) for name, where in said.get("courses", {}).items()),
        )

    def course_at(self, deployment: str, context: str) -> Course | None:
        """The course that lies there, if it was registered."""
        return next((c for c in self.courses if (c.deployment, c.context) == (deployment, context)), None)

    def tool(self, key: int = 0) -> ToolRegistration:
        """This registration as pylti1p3 wants it, with one of the private keys."""
        tool = ToolRegistration().set_issuer(self.issuer).set_client_id(self.client_id)
        tool.set_auth_token_url(self.token_url).set_auth_login_url(self.authorization_url).set_key_set_url(
            self.keys_url
        )
        if self.token_audience:
            tool.set_auth_audience(self.token_audience)
        # PyJWT takes the key itself as well; to read it from its text at each signature took 200 ms, a signature 4.
        tool.set_tool_private_key(self.private_keys[key])  # type: ignore[arg-type]
        return tool.set_tool_public_key(_public(self.private_keys[key]))

    def public_keys(self) -> dict[str, Any]:
        """The tool's key set, which the LMS reads to believe what the tool signs."""
        return {"keys": [key for n in range(len(self.private_keys)) for key in self.tool(n).get_jwks()]}


def _table(file: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_text("utf-8"))
    except FileNotFoundError:
        raise LtiError(
            _("{file} does not exist: it says which LMS the hub trusts (docs/lti.md).").format(file=file)
        ) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise LtiError(_("{file} is not TOML: {error}.").format(file=file, error=error)) from None


def _course(file: Path, name: str, where: Any) -> Course:
    if not isinstance(where, dict) or {"deployment", "context"} != where.keys():
        raise LtiError(
            _("{file}: [courses.{name}] needs `deployment` and `context`, nothing else.").format(
                file=file, name=name
            )
        )
    return Course(name, str(where["deployment"]), str(where["context"]))


def _key(file: Path, name: str) -> RSAPrivateKey:
    place = file.parent / name
    try:
        key = load_pem_private_key(place.read_bytes(), password=None)
        if not isinstance(key, RSAPrivateKey):
            raise ValueError(type(key).__name__)
    except (OSError, ValueError, TypeError) as error:
        raise LtiError(
            _(
                "{file}: {place} is no private RSA key ({error}). `openssl genrsa -out {name} 2048` makes one."
            ).format(file=file, place=place, error=error, name=name)
        ) from None
    return key


def _public(private: RSAPrivateKey) -> str:
    return private.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()
