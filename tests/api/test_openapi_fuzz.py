"""Whatever the OpenAPI document allows, and what it does not: no 5xx, and every answer is one it describes."""

from collections.abc import Iterator
from typing import Any

import pytest
import requests
import schemathesis
from hypothesis import HealthCheck, Phase, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    allow_header_conformance,
    content_type_conformance,
    negative_data_rejection,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
    unsupported_method,
)

from milepost.app import build_api
from tests.support.learner import Learner, concepts_of

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
    response_headers_conformance,
    negative_data_rejection,
    unsupported_method,
    allow_header_conformance,
]
#: Without the stream, which goes on for as long as its task does.
SCHEMA = schemathesis.openapi.from_dict(build_api().openapi()).exclude(operation_id="get_task_stream")


@pytest.fixture(scope="module")
def places(learner: Learner) -> list[dict[str, str]]:
    """Path parameters that exist, so that more than a 404 is reached: of a task that waits, and of one that ended."""
    found = []
    for asked in (learner.review(), learner.finished()):
        concept = concepts_of(learner.roadmap(asked.roadmap_id))[0]["concept_id"]
        found.append(
            {"task_id": asked.task_id, "roadmap_id": asked.roadmap_id, "concept_id": concept, "revision": "1"}
        )
    return found


@pytest.fixture(scope="module")
def session() -> Iterator[requests.Session]:
    with requests.Session() as one:
        yield one


@SCHEMA.parametrize()
@settings(
    max_examples=10,
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
def test_every_answer_is_one_that_the_document_describes(
    case: schemathesis.Case[Any],
    served_milepost_url: str,
    session: requests.Session,
    places: list[dict[str, str]],
) -> None:
    if case.meta is not None and case.meta.generation.mode.is_positive:
        exists = places[len(repr(case.body)) % 2]
        case.path_parameters = {name: exists.get(name, value) for name, value in case.path_parameters.items()}
    case.call_and_validate(base_url=served_milepost_url, session=session, checks=CHECKS, timeout=20)
