"""The page on which a teacher links a lab to the LMS's course, and the tool's public keys."""

from html import escape
from typing import Any

from jupyterhub.handlers import BaseHandler
from pylti1p3.deep_link import DeepLink
from pylti1p3.deep_link_resource import DeepLinkResource
from tornado import web

from labkit.hub.lti.columns import labs, line_item
from labkit.hub.lti.registration import Registration
from labkit.language import catalogue, speaking

_ = catalogue("lti")

_PAGE = """<!DOCTYPE html>
<html lang="{language}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{title}</title>
<style>body {{ font: 1rem/1.5 system-ui, sans-serif; max-width: 40rem; margin: 2rem auto; padding: 0 1rem; color: #1b1b1b; background: #fff }}
ul {{ list-style: none; padding: 0 }} li {{ margin: .5rem 0 }}
button {{ font: inherit; width: 100%; text-align: start; padding: .6rem; color: inherit; background: #f3f6fa; border: 1px solid #55636f; border-radius: 4px }}
button:focus-visible {{ outline: 3px solid #0b57a4 }}</style></head>
<body><main><h1>{title}</h1><p>{text}</p><ul>{labs}</ul></main></body></html>
"""


class ChooseLab(BaseHandler):
    """``/hub/lti13/choose``: one button a lab; each carries a signed answer to the LMS."""

    @web.authenticated
    async def get(self) -> None:
        asked = self.authenticator.store.choosing(self.current_user.name)
        if asked is None:
            raise web.HTTPError(
                404, _("Open this page from the LMS, where you add an activity to your course.")
            )
        with speaking(asked["language"]):
            self.finish(page(self.authenticator.registration, asked))


class PublicKeys(BaseHandler):
    """``/hub/lti13/keys``: the LMS reads here what the tool signs with."""

    async def get(self) -> None:
        self.finish(self.authenticator.registration.public_keys())


def page(registration: Registration, asked: dict[str, Any]) -> str:
    """The labs, each with the answer that links it.

    Parameters
    ----------
    asked : dict
        ``deployment``, ``settings`` and ``language``, as the launch left them.
    """
    link = DeepLink(registration.tool(), asked["deployment"], asked["settings"])
    back = escape(asked["settings"]["deep_link_return_url"], quote=True)
    rows = (
        f'<li><form method="post" action="{back}"><input type="hidden" name="JWT" value="{escape(link.get_response_jwt([_resource(registration, lab, title)]), quote=True)}">'
        f"<button>{escape(title)}</button></form></li>"
        for lab, title in labs(asked["language"]).items()
    )
    return _PAGE.format(
        language=asked["language"],
        title=_("Which lab?"),
        text=_("The lab you choose is added to your course, with a column for its marks."),
        labs="".join(rows),
    )


def _resource(registration: Registration, lab: str, title: str) -> DeepLinkResource:
    url = f"{registration.hub_url}/{registration.opens.format(lab=lab)}"
    link = DeepLinkResource().set_url(url).set_title(title).set_custom_params({"lab": lab})
    return link.set_target("window").set_lineitem(line_item(lab, title))
