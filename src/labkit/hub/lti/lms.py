"""The LMS's services: a lab's column, a learner's mark, the course's members. Each request is tried again for a while."""

import time
from collections.abc import Callable, Iterable
from typing import Any, TypeVar

import requests
from pylti1p3.assignments_grades import AssignmentsGradesService
from pylti1p3.exception import LtiException, LtiServiceException
from pylti1p3.grade import Grade
from pylti1p3.lineitem import LineItem
from pylti1p3.names_roles import NamesRolesProvisioningService
from pylti1p3.service_connector import ServiceConnector

from labkit.hub.lti.registration import LtiError, Registration
from labkit.language import catalogue

_ = catalogue("lti")

_T = TypeVar("_T")
_SCOPE = "https://purl.imsglobal.org/spec/lti-ags/scope/"
# No more is asked for than is used, whatever the LMS would grant.
_WANTED = {_SCOPE + "lineitem", _SCOPE + "score"}
_SECONDS = 30.0
_AGAIN = {408, 429, 500, 502, 503, 504}


class Unreachable(LtiError):
    """The LMS does not answer, or not now."""

    def __init__(self, why: str) -> None:
        super().__init__(
            _(
                "The LMS does not answer ({why}). What it took before is kept: run the same command again later."
            ).format(why=why)
        )


class NotTaken(LtiError):
    """The LMS refuses what it was sent; sending the same again will not help. `why` is its answer."""

    def __init__(self, why: str) -> None:
        super().__init__(_("The LMS refuses ({why}).").format(why=why))
        self.why = why


class Lms:
    """The services of one course in the LMS.

    Parameters
    ----------
    registration : Registration
    services : mapping
        Where they are, as the last launch said (`Store.services`).
    waits : iterable of float
        Seconds before each further attempt.
    """

    def __init__(
        self, registration: Registration, services: dict[str, Any], waits: Iterable[float] = (1, 4, 15)
    ) -> None:
        self._waits = tuple(waits)
        self._connector = _Connector(registration.tool(), _Session())
        self._services = services
        granted = sorted(_WANTED & set(services.get("scopes") or ()))
        self._grades = AssignmentsGradesService(
            self._connector,
            {"scope": granted, "lineitems": services.get("lineitems") or ""},  # type: ignore[typeddict-item]
        )

    def column(self, wanted: LineItem) -> LineItem:
        """The lab's column, made if the LMS has none of that ``resourceId``."""
        if not (
            self._services.get("lineitems")
            and self._grades.can_create_lineitem()
            and self._grades.can_put_grade()
        ):
            raise LtiError(
                _(
                    "The LMS does not let labkit write marks in this course: in the tool's settings allow it to manage its grade columns and to send scores, then open a lab once from the LMS."
                )
            )
        return self._patiently(lambda: self._grades.find_or_create_lineitem(wanted, find_by="resource_id"))

    def put(self, column: LineItem, grade: Callable[[], Grade]) -> None:
        """Write one learner's mark; `grade` is asked anew at each attempt, for the hour in it.

        Raises
        ------
        Unreachable, NotTaken
        """
        self._patiently(lambda: self._grades.put_grade(grade(), column))

    def members(self) -> list[Any]:
        """Everybody in the course."""
        if not self._services.get("memberships"):
            raise LtiError(
                _(
                    "The LMS does not let labkit read who is in this course: in the tool's settings allow names and roles, then open a lab once from the LMS."
                )
            )
        service = NamesRolesProvisioningService(
            self._connector, {"context_memberships_url": self._services["memberships"]}
        )
        return self._patiently(service.get_members)

    def _patiently(self, ask: Callable[[], _T]) -> _T:
        waits, fresh = list(self._waits), False
        while True:
            said: str
            try:
                return ask()
            except LtiServiceException as error:
                status = error.response.status_code
                said = f"{status} {error.response.reason or ''}".strip()
                if status == 401 and not fresh:
                    # A token may be taken back before its time; a new one is asked for, once.
                    self._connector.tokens.clear()
                    fresh = True
                    continue
                if status not in _AGAIN:
                    raise NotTaken(said) from error
            except (requests.ConnectionError, requests.Timeout) as error:
                said = type(error).__name__
            except (LtiException, requests.RequestException, ValueError, KeyError, TypeError) as error:
                raise NotTaken(_("an answer that is not LTI's ({error})").format(error=error)) from error
            if not waits:
                raise Unreachable(said)
            time.sleep(waits.pop(0))


class _Connector(ServiceConnector):
    """pylti1p3's, with the two methods by which a token is kept until shortly before it expires."""

    def __init__(self, registration: Any, session: requests.Session) -> None:
        super().__init__(registration, session)
        self.tokens: dict[str, tuple[str, float]] = {}

    def _get_cached_access_token(self, scope_key: str) -> str | None:
        token, until = self.tokens.get(scope_key, ("", 0.0))
        return token if time.monotonic() < until else None

    def _cache_access_token(self, scope_key: str, access_token: str, expires_in: float) -> None:
        self.tokens[scope_key] = access_token, time.monotonic() + float(expires_in) - 30


class _Session(requests.Session):
    """No request waits for ever."""

    def request(self, *given: Any, **settings: Any) -> requests.Response:
        settings.setdefault("timeout", _SECONDS)
        return super().request(*given, **settings)
