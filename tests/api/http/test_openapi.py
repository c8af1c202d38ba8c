"""The OpenAPI document: whole, valid, and its examples are what it says they are."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest

from api.http.problems import MEDIA_TYPE, PROBLEMS
from tests.api.http.app import app_over

Operation = tuple[str, str, dict[str, Any]]


@pytest.fixture(scope="module")
def document(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """The document as it is served."""
    return dict(app_over(tmp_path_factory.mktemp("openapi")).openapi())


def _operations(document: dict[str, Any]) -> Iterator[Operation]:
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            yield path, method, operation


def test_every_operation_is_named_described_and_filed(document: dict[str, Any]) -> None:
    tags = {tag["name"] for tag in document["tags"]}
    ids = []
    for path, method, operation in _operations(document):
        assert operation["summary"], (path, method)
        assert operation["description"], (path, method)
        assert set(operation["tags"]) <= tags, (path, method)
        ids.append(operation["operationId"])
    assert len(ids) == len(set(ids))
    assert not [one for one in ids if "_" in one]


def test_every_error_is_a_problem_with_an_example(document: dict[str, Any]) -> None:
    for path, method, operation in _operations(document):
        for status, answer in operation["responses"].items():
            if int(status) < 400:
                continue
            content = answer["content"]
            assert list(content) == [MEDIA_TYPE], (path, method, status)
            for kind, example in content[MEDIA_TYPE]["examples"].items():
                assert PROBLEMS[kind].status == int(status), (path, method, kind)
                assert example["value"]["type"] == f"/problems/{kind}"


def test_every_kind_of_problem_is_some_operations(document: dict[str, Any]) -> None:
    """Those of no operation: 404 and 405 of the router."""
    shown = {
        kind
        for _, _, operation in _operations(document)
        for answer in operation["responses"].values()
        for kind in answer.get("content", {}).get(MEDIA_TYPE, {}).get("examples", {})
    }
    assert set(PROBLEMS) - shown == {"not-found", "wrong-method"}


def test_unsafe_operations_say_that_other_sites_are_refused(document: dict[str, Any]) -> None:
    for path, method, operation in _operations(document):
        kinds = operation["responses"].get("403", {}).get("content", {}).get(MEDIA_TYPE, {})
        assert ("cross-site" in kinds.get("examples", {})) == (method != "get"), path


def test_every_get_under_v1_has_an_etag_and_a_304(document: dict[str, Any]) -> None:
    for path, method, operation in _operations(document):
        if method == "get" and path.startswith("/v1/") and not path.endswith("/events"):
            assert "ETag" in operation["responses"]["200"]["headers"], path
            assert "304" in operation["responses"], path


def test_every_operation_under_v1_asks_for_a_key(document: dict[str, Any]) -> None:
    for path, method, operation in _operations(document):
        assert ("security" in operation) == (path not in {"/healthz", "/readyz"}), (path, method)


def _examples(node: Any, place: str = "") -> Iterator[tuple[str, dict[str, Any], Any]]:
    """Every schema with an example, inside it or beside it."""
    if isinstance(node, dict):
        schema = node.get("schema")
        if isinstance(schema, dict):
            shown = [one["value"] for one in node.get("examples", {}).values()]
            shown += [node["example"]] if "example" in node else []
            yield from ((place, schema, value) for value in shown)
        if isinstance(node.get("examples"), list):
            yield from ((place, node, value) for value in node["examples"])
        for name, child in node.items():
            yield from _examples(child, f"{place}/{name}")
    elif isinstance(node, list):
        for number, child in enumerate(node):
            yield from _examples(child, f"{place}/{number}")


def test_every_example_is_valid(document: dict[str, Any]) -> None:
    found = list(_examples(document))
    assert len(found) > 100
    for place, schema, value in found:
        bound = {**schema, "components": document["components"]}
        jsonschema_rs.validate(bound, value)
        assert place


def test_no_schema_is_left_over_and_none_is_missing(document: dict[str, Any]) -> None:
    text = str(document)
    for name in document["components"]["schemas"]:
        assert f"#/components/schemas/{name}'" in text, name


def test_pages_are_no_part_of_the_document(tmp_path: Path) -> None:
    with_pages = app_over(tmp_path, pages="on").openapi()
    assert with_pages["paths"].keys() == app_over(tmp_path).openapi()["paths"].keys()
