"""Sign-in through a JupyterHub whose service the contest is: a user plays in the team whose members name that user."""

import os
from typing import Any

from jupyterhub.services.auth import HubOAuthCallbackHandler, HubOAuthenticated
from tornado.web import HTTPError, authenticated

from labkit.contest.serve.accounts import by_name
from labkit.contest.serve.base import Page


class HubSignIn(HubOAuthenticated, Page):
    """The hub says who it is."""

    @authenticated
    def get(self, language: str) -> None:
        """Admit a member of a team, or an administrator of the hub."""
        user: Any = self.current_user
        account = by_name(
            self.live.contest, user["name"], admin=bool(user.get("admin")), groups=user.get("groups") or ()
        )
        if account is None:
            raise HTTPError(403)
        self.admit(account)
        self.redirect("team" if account.team else "rounds")


def hub_sign_in() -> tuple[str, dict[str, Any]]:
    """The service's path, and what `make_app` needs to sign in there."""
    prefix = os.environ["JUPYTERHUB_SERVICE_PREFIX"]
    return prefix, {
        "sign_in": HubSignIn,
        "days": 1,  # the hub's groups change
        "more": [(prefix + "oauth_callback", HubOAuthCallbackHandler)],
    }
