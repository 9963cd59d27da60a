"""Who may come in through the LMS, and as what.

ltiauthenticator has verified the signature, issuer, audience, dates, the browser's state and nonce. What it leaves to the
tool is verified here: the deployment, the course, the roles in it, and that no launch comes twice.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from labkit.hub.lti.registration import LEARNER, Registration
from labkit.hub.lti.store import Person, Store
from labkit.language import LANGUAGES, catalogue, parse

_ = catalogue("lti")

_CLAIM = "https://purl.imsglobal.org/spec/lti/claim/"
_AGS = "https://purl.imsglobal.org/spec/lti-ags/claim/endpoint"
_NRPS = "https://purl.imsglobal.org/spec/lti-nrps/claim/namesroleservice"
_LINKING = "https://purl.imsglobal.org/spec/lti-dl/claim/deep_linking_settings"
_MEMBERSHIP = "http://purl.imsglobal.org/vocab/lis/v2/membership#"
_PLAIN = re.compile(r"[a-z0-9]{1,26}")


class Refused(Exception):
    """Why a launch is not let in, for the person in front of the screen."""


@dataclass(frozen=True)
class Admitted:
    """Who came in, and nbgrader's groups of every course they are in."""

    name: str
    groups: list[str]


def hub_name(sub: str) -> str:
    """The name on the hub of the LMS's user `sub`: the same each time, never that of another.

    It is a valid name of a Unix account and a folder. An LMS may give ``17``, ``../x`` or two ids that differ in their case
    alone: what is not short, lower-case letters and digits becomes a hash.
    """
    if _PLAIN.fullmatch(sub):
        return f"lti-{sub}"
    return f"lti_{sha256(sub.encode()).hexdigest()[:24]}"


def role_of(roles: Iterable[Any], registration: Registration, *, short: bool = False) -> str | None:
    """``instructor`` or ``learner`` in the course, or None.

    Roles in the institution count for nothing here. With `short`, ``Learner`` is read as its URI, as rosters may say it.
    """
    said = {str(role) for role in roles}
    if short:
        said |= {_MEMBERSHIP + role for role in said if ":" not in role}
    if said & set(registration.instructor_roles):
        return "instructor"
    return "learner" if LEARNER in said else None


def language_of(claims: dict[str, Any]) -> str | None:
    """The language in which the LMS shows itself to this person, if it is one of ours."""
    said = claims.get(_CLAIM + "launch_presentation")
    return parse(str(said.get("locale") or "")) if isinstance(said, dict) else None


def admit(claims: dict[str, Any], state: str, registration: Registration, store: Store) -> Admitted:
    """Let the person of a verified launch in, and keep what the course needs of it.

    Parameters
    ----------
    claims : dict
        Of an id token that ltiauthenticator has verified.
    state : str
        With which it came.

    Raises
    ------
    Refused
    """
    deployment, context = str(claims.get(_CLAIM + "deployment_id")), _dict(claims, _CLAIM + "context")
    where = str(context.get("id", ""))
    course = registration.course_at(deployment, where)
    if course is None:
        raise Refused(
            _(
                "This hub does not know the course you come from (deployment {deployment}, context {context}). Show this to who runs the hub: the course is added to lti.toml."
            ).format(deployment=repr(deployment), context=repr(where))
        )
    roles = claims.get(_CLAIM + "roles")
    role = role_of(roles if isinstance(roles, list) else (), registration)
    if role is None:
        raise Refused(_("The LMS says that you are neither a learner nor an instructor in this course."))
    sub = claims.get("sub")
    if not isinstance(sub, str) or not 0 < len(sub) <= 255:
        raise Refused(_("The LMS does not say who you are: it must send the user's identifier (`sub`)."))
    linking = claims.get(_CLAIM + "message_type") == "LtiDeepLinkingRequest"
    settings = _linking(claims, role) if linking else {}
    if not store.use_once([f"nonce {claims.get('nonce')}", f"state {state}"]):
        raise Refused(_("This launch was used before. Go back to the LMS and open the lab again."))

    person = person_of(sub, claims)
    store.keep_person(person)
    store.keep_member(course.id, person.name, role)
    store.keep_services(course.id, _services(claims))
    if linking:
        store.keep_choosing(person.name, deployment, settings, language_of(claims) or LANGUAGES[0])
    prefix = {"instructor": "formgrade-", "learner": "nbgrader-"}
    return Admitted(person.name, sorted(prefix[r] + c for c, r in store.courses_of(person.name).items()))


def person_of(sub: str, said: dict[str, Any]) -> Person:
    """Somebody as a launch or a roster names them."""
    given, family, email = (str(said.get(key) or "")[:128] for key in ("given_name", "family_name", "email"))
    return Person(
        hub_name(sub), sub, given, family or ("" if given else str(said.get("name") or "")[:128]), email
    )


def _linking(claims: dict[str, Any], role: str) -> dict[str, Any]:
    settings = _dict(claims, _LINKING)
    if role != "instructor":
        raise Refused(_("Only an instructor of the course links a lab to it."))
    if not str(settings.get("deep_link_return_url", "")).startswith(("https://", "http://")):
        raise Refused(_("The LMS asks for a lab and does not say where to answer."))
    if "ltiResourceLink" not in (settings.get("accept_types") or ()):
        raise Refused(_("The LMS asks for something else than a link to a lab."))
    return settings


def _services(claims: dict[str, Any]) -> dict[str, Any]:
    grades, names = _dict(claims, _AGS), _dict(claims, _NRPS)
    found: dict[str, Any] = {}
    if grades.get("lineitems"):
        found |= {
            "lineitems": str(grades["lineitems"]),
            "scopes": [str(s) for s in grades.get("scope") or ()],
        }
    if names.get("context_memberships_url"):
        found["memberships"] = str(names["context_memberships_url"])
    return found


def _dict(claims: dict[str, Any], name: str) -> dict[str, Any]:
    found = claims.get(name)
    return found if isinstance(found, dict) else {}
