"""The read API described by OpenAPI 3.1, made from its operations, parameters and replies."""

from __future__ import annotations

from typing import Any

import msgspec

from feedback.open_data.addresses import API_ROOT, absolute
from feedback.open_data.api.operations import OPERATIONS, Operation
from feedback.open_data.api.parameters import Parameter
from feedback.open_data.api.replies import Problem
from feedback.open_data.schema import LICENCE, LICENCE_NAME
from feedback.service import Service
from survey_defs.texts import text_in

VERSION = "1.0.0"
_TOLD = (
    "The published figures of the municipality's quarterly summary, one by one: what stands in the open data files, "
    "under the same suppression. Version 1 only ever gets additions; readers ignore what they do not know."
)


def described(service: Service) -> dict[str, Any]:
    """The whole document. The same service gives the same one."""
    municipality, contact = service.municipality, service.municipality.open_data
    name = text_in(municipality.names, "en", municipality.default_language)
    replies = [operation.reply for operation in OPERATIONS]
    _, schemas = msgspec.json.schema_components(
        [*replies, Problem], ref_template="#/components/schemas/{name}"
    )
    return {
        "openapi": "3.1.0",
        "jsonSchemaDialect": "https://json-schema.org/draft/2020-12/schema",
        "info": {
            "title": f"Likvärdig: figures of {name}",
            "version": VERSION,
            "description": _TOLD,
            "license": {"name": LICENCE_NAME, "url": LICENCE},
            "contact": {
                "name": contact.name or name,
                "email": contact.address or municipality.sender_address,
            },
        },
        "servers": [{"url": absolute(service, API_ROOT)}],
        "security": [{"key": []}],
        "paths": {operation.path: {"get": _operation(operation)} for operation in OPERATIONS},
        "components": {
            "securitySchemes": {"key": {"type": "http", "scheme": "bearer", "bearerFormat": "lkv_…"}},
            "schemas": schemas,
            "headers": _HEADERS,
            "responses": {name: _problem(told) for name, told in _PROBLEMS.items()},
        },
    }


def _operation(operation: Operation) -> dict[str, Any]:
    told: dict[str, Any] = {"operationId": operation.id, "summary": operation.en}
    if operation.parameters:
        told["parameters"] = [_parameter(each) for each in operation.parameters]
    responses: dict[str, Any] = {
        "200": {
            "description": operation.en,
            "headers": {name: {"$ref": f"#/components/headers/{name}"} for name in ("ETag", "api-version")},
            "content": {
                "application/json": {"schema": {"$ref": f"#/components/schemas/{operation.reply.__name__}"}}
            },
        },
        "304": {"description": "Nothing has changed since the ETag given in If-None-Match."},
        "401": {"$ref": "#/components/responses/KeyNeeded"},
        "429": {"$ref": "#/components/responses/TooMany"},
    }
    if operation.parameters:
        responses["200"]["headers"]["Link"] = {"$ref": "#/components/headers/Link"}
        responses["400"] = {"$ref": "#/components/responses/WrongParameters"}
    return told | {"responses": dict(sorted(responses.items()))}


def _parameter(parameter: Parameter) -> dict[str, Any]:
    schema = dict(parameter.schema)
    told = {"name": parameter.name, "in": "query", "required": False, "description": parameter.en}
    if parameter.is_repeated:
        return told | {
            "schema": {"type": "array", "items": schema},
            "style": "form",
            "explode": True,
            "allowEmptyValue": True,
        }
    return told | {"schema": schema}


def _problem(told: str) -> dict[str, Any]:
    return {
        "description": told,
        "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}},
    }


_PROBLEMS = {
    "WrongParameters": "One or more parameters cannot be used; `faults` names every one.",
    "KeyNeeded": "No key was sent, or it is unknown or revoked.",
    "TooMany": "The key has been used too often this minute; Retry-After says for how many seconds to wait.",
}
_HEADERS: dict[str, Any] = {
    "ETag": {"description": "Changes when the reply does.", "schema": {"type": "string"}},
    "Link": {"description": "The next page, with rel=next.", "schema": {"type": "string"}},
    "api-version": {"description": "The version of the API.", "schema": {"type": "string"}},
}
