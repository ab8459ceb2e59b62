"""What the specification says of each answer: nothing missing, nothing beyond it, each of its type."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, Field, TypeAdapter


class Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)


def _w3c(text: str) -> str:
    at = datetime.fromisoformat(text)
    assert at.tzinfo is not None and at.microsecond == 0
    TypeAdapter(AwareDatetime).validate_strings(text)
    return text


Moment = Annotated[str, AfterValidator(_w3c)]
Text = Annotated[str, Field(min_length=1)]


class Service(Strict):
    service_code: Text
    service_name: Text
    description: str | None
    metadata: bool
    type: Literal["realtime", "batch", "blackbox"]
    keywords: str | None
    group: str | None


class Value(Strict):
    key: Text
    name: Text


class Attribute(Strict):
    variable: bool
    code: Text
    datatype: Literal["string", "number", "datetime", "text", "singlevaluelist", "multivaluelist"]
    required: bool
    datatype_description: str | None
    order: Annotated[int, Field(ge=1)]
    description: str | None
    values: list[Value]


class Definition(Strict):
    service_code: Text
    attributes: list[Attribute]


class Request(Strict):
    service_request_id: Text
    status: Literal["open", "closed"]
    status_notes: str | None
    service_name: str | None
    service_code: Text
    description: Annotated[str, Field(max_length=4000)] | None
    agency_responsible: str | None
    service_notice: str | None
    requested_datetime: Moment
    updated_datetime: Moment
    expected_datetime: Moment | None
    address: str | None
    address_id: str | None
    zipcode: str | None
    lat: Annotated[float, Field(ge=-90, le=90)] | None
    long: Annotated[float, Field(ge=-180, le=180)] | None
    media_url: str | None


class Receipt(Strict):
    service_request_id: Text
    service_notice: str | None
    account_id: str | None


class Token(Strict):
    service_request_id: Text
    token: Text


class Update(Strict):
    update_id: Text
    service_request_id: Text
    status: Literal["open", "closed"]
    updated_datetime: Moment
    description: str | None
    media_url: str | None


class Endpoint(Strict):
    specification: Literal["http://wiki.open311.org/GeoReport_v2"]
    url: Text
    changeset: Moment
    type: Literal["production", "test"]
    formats: list[Literal["text/xml", "application/json"]]


class Discovery(Strict):
    changeset: Moment
    contact: Text
    key_service: Text
    endpoints: Annotated[list[Endpoint], Field(min_length=1)]


class Error(Strict):
    code: Annotated[int, Field(ge=400, le=599)]
    description: Text


def check(schema: object, body: bytes) -> None:
    """Raises where the body isn't what the specification says."""
    TypeAdapter(schema).validate_json(body, strict=True)
