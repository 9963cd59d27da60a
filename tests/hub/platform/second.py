"""A second, independent platform: lti1p3platform. It refuses less than the strict one, and says some things otherwise."""

import json
from typing import Any

from lti1p3platform.exceptions import LtiException, LtiServiceException
from lti1p3platform.ltiplatform import LTI1P3PlatformConfAbstract
from lti1p3platform.membership import Context
from lti1p3platform.message_launch import LTIAdvantageMessageLaunchAbstract
from lti1p3platform.registration import Registration
from lti1p3platform.request import Request as TheirRequest
from lti1p3platform.score import UpdateScoreStatus
from lti1p3platform.service_connector import AssignmentsGradesService, NamesRoleProvisioningService

from tests.hub.platform import keys
from tests.hub.platform.server import Answer, Request
from tests.hub.platform.services import as_json


class Configuration(LTI1P3PlatformConfAbstract):
    def init_platform_config(self, **registered: Any) -> None:
        self._registration = Registration()
        for name, value in registered.items():
            getattr(self._registration, f"set_{name}")(value)

    def get_registration_by_params(self, **_given: Any) -> Registration:
        return self._registration


class Asked(TheirRequest):
    def build_metadata(self, request: Request) -> Any:
        sent = request.body.startswith((b"{", b"["))
        return {
            "method": request.method,
            "form_data": {} if sent else request.form,
            "get_data": request.query,
            "headers": request.headers,
            "content_type": request.headers.get("Content-Type") if request.headers else "",
            "path": request.path,
            "json": json.loads(request.body) if sent else None,
        }


class Launch(LTIAdvantageMessageLaunchAbstract):
    def render_launch_form(self, launch_data: dict[str, Any], **_given: Any) -> dict[str, Any]:
        return launch_data


class SecondPlatform:
    """Its services for one course; the library verifies the tool's tokens."""

    client_id = "labkit-tool"

    def __init__(self, url: str) -> None:
        self.url, pem = url, keys.private(2)
        registered = {
            "iss": f"{url}/second",
            "client_id": self.client_id,
            "platform_private_key": pem,
            "platform_public_key": keys.public(pem),
        }
        self.configuration = Configuration(**registered)
        self.columns: list[dict[str, Any]] = []
        self.scores: list[dict[str, Any]] = []
        self.people: list[dict[str, Any]] = []

    def know(self, tool_keys: dict[str, Any]) -> None:
        self.configuration.get_registration().set_tool_key_set(tool_keys)

    def answer(self, request: Request) -> Answer:
        asked = Asked(request)
        try:
            match request.method, request.path:
                case "POST", "/token":
                    return as_json(self.configuration.get_access_token(asked.form_data))
                case "GET", "/lineitems":
                    said = self._grades(asked).handle_get_lineitems()
                    return as_json(said.result["content"], said.code)
                case "POST", "/lineitems":
                    said = self._grades(asked).handle_create_lineitem()
                    return as_json(said.result, said.code)
                case "POST", path if path.endswith("/scores"):
                    said = self._grades(asked).handle_update_score(path.split("/")[2])
                    return Answer(said.code)
                case "GET", "/members":
                    said = _Names(self, asked).handle_get_members()
                    return as_json(said.result, said.code)
        except LtiServiceException as error:
            return Answer(error.status_code, error.message.encode())
        except LtiException as error:
            return Answer(401, str(error).encode())
        return Answer(404)

    def _grades(self, asked: Asked) -> "_Grades":
        return _Grades(self, asked)


class _Grades(AssignmentsGradesService):
    def __init__(self, platform: SecondPlatform, asked: Asked) -> None:
        super().__init__(asked, platform.configuration, f"{platform.url}/lineitems")
        self.platform = platform

    def find_lineitems(self, **_given: Any) -> Any:
        return {"content": self.platform.columns, "has_next": False}

    def create_lineitem(self, creation_data: Any) -> Any:
        column = {**creation_data, "id": f"{self.platform.url}/lineitems/{len(self.platform.columns)}"}
        self.platform.columns.append(column)
        return column

    def update_score(self, line_item_id: str, score: Any) -> UpdateScoreStatus:
        self.platform.scores.append({**score, "column": line_item_id})
        return UpdateScoreStatus.CREATED

    def find_lineitem(self, line_item_id: str) -> Any:
        raise NotImplementedError

    update_lineitem = delete_lineitem = get_results = find_lineitem


class _Names(NamesRoleProvisioningService):
    def __init__(self, platform: SecondPlatform, asked: Asked) -> None:
        super().__init__(asked, platform.configuration, f"{platform.url}/members")
        self.platform = platform

    def get_member_data_page(self, **_given: Any) -> Any:
        return {"content": self.platform.people, "has_next": False}

    def get_context_by_id(self) -> Context:
        return Context("7", "IA1", "IA")
