"""The report's form is a contract: the published schema is the code's."""

from __future__ import annotations

import json

from tapecheck.report import Refusal, Report
from tests.conftest import REPOSITORY

SCHEMA = REPOSITORY / "docs" / "report.schema.json"


def test_the_published_schema_is_the_one_in_the_code() -> None:
    # To publish a change: python -m tapecheck.report > docs/report.schema.json
    assert json.loads(SCHEMA.read_text()) == Report.model_json_schema(mode="serialization")


def test_a_refusal_names_its_schema_file_and_reason() -> None:
    told = json.loads(Refusal(file="a.html", reason="a cookie wall").model_dump_json())
    assert told == {"schema": "tapecheck.refusal/1", "file": "a.html", "reason": "a cookie wall"}
