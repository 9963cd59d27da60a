"""JupyterHub's sign-in through an LMS: ltiauthenticator's, with what it leaves to the tool.

In ``jupyterhub_config.py``::

    from labkit.hub.lti.sign_in import sign_in_with

    sign_in_with(c, "/srv/labkit/lti.toml")
"""

from pathlib import Path
from typing import Any

from jupyterhub.utils import maybe_future
from ltiauthenticator.lti13.auth import LTI13Authenticator
from ltiauthenticator.lti13.constants import (
    LTI13_DEEP_LINKING_REQUIRED_CLAIMS,
    LTI13_GENERAL_OPTIONAL_CLAIMS,
)
from ltiauthenticator.lti13.error import LoginError
from tornado.web import HTTPError
from traitlets import Unicode

from labkit.hub.lti.admission import Refused, admit, hub_name, language_of
from labkit.hub.lti.choosing import ChooseLab, PublicKeys
from labkit.hub.lti.registration import Registration
from labkit.hub.lti.store import Store
from labkit.language import parse, speaking

# ltiauthenticator 1.6.3 requires of a deep linking request what LTI 1.3 calls optional, such as `azp` and `tool_platform`.
for _claim in LTI13_GENERAL_OPTIONAL_CLAIMS:
    LTI13_DEEP_LINKING_REQUIRED_CLAIMS.pop(_claim, None)


class CourseAuthenticator(LTI13Authenticator):
    """Signs in who comes from a registered course of the LMS, with nbgrader's groups for their role in it."""

    registration_file = Unicode(config=True, help="lti.toml, which says what LMS and hub know of each other")

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        self.registration = Registration.read(Path(self.registration_file))
        self.store = Store(self.registration.database)

    def get_username(self, token: dict[str, Any]) -> str:
        if not isinstance(token.get("sub"), str):
            raise LoginError("the id token has no sub")
        return hub_name(token["sub"])

    def get_handlers(self, app: Any) -> list[Any]:
        return [*super().get_handlers(app), ("/lti13/choose", ChooseLab), ("/lti13/keys", PublicKeys)]

    async def run_post_auth_hook(self, handler: Any, auth_model: dict[str, Any]) -> dict[str, Any]:
        """Admission comes first; a hook of the hub's own (``c.Authenticator.post_auth_hook``) after it."""
        claims = auth_model["auth_state"]
        said = handler.request.headers.get("Accept-Language", "").partition(",")[0]
        with speaking(language_of(claims) or parse(said)):
            try:
                admitted = admit(claims, handler.get_argument("state"), self.registration, self.store)
            except Refused as why:
                raise HTTPError(403, str(why)) from None
        auth_model |= {"name": admitted.name, "groups": admitted.groups}
        return await maybe_future(super().run_post_auth_hook(handler, auth_model))


def sign_in_with(c: Any, file: str | Path) -> None:
    """Let JupyterHub sign people in through the LMS of ``lti.toml``; what is set after this call wins.

    Parameters
    ----------
    c : traitlets.config.Config
        As in ``jupyterhub_config.py``.
    file : str or Path
    """
    registration = Registration.read(Path(file))
    c.JupyterHub.authenticator_class = CourseAuthenticator
    c.CourseAuthenticator.registration_file = str(file)
    c.LTI13Authenticator.issuer = registration.issuer
    c.LTI13Authenticator.client_id = {registration.client_id}
    c.LTI13Authenticator.authorize_url = registration.authorization_url
    c.LTI13Authenticator.jwks_endpoint = registration.keys_url
    c.LTI13Authenticator.username_key = "sub"
    # Who the LMS sends from a registered course is let in, with the groups of that course.
    c.Authenticator.allow_all = True
    c.Authenticator.manage_groups = True
