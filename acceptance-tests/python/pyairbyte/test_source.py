"""The source, read into PyAirbyte's cache, which is DuckDB."""

from decimal import Decimal

import airbyte
import pytest
from airbyte.exceptions import AirbyteConnectorCheckFailedError


def rows(cache, table):
    """The rows of a table by id, without PyAirbyte's own columns."""
    return {
        row["_id"]: {k: v for k, v in dict(row).items() if not k.startswith("_airbyte_")}
        for row in cache[table]
    }


def undeleted(cache, table, *fields):
    """What PyAirbyte has of documents that are still there."""
    return {
        key: tuple(row[field] for field in fields)
        for key, row in rows(cache, table).items()
        if not row["_deleted"]
    }


def of(documents, *fields):
    return {key: tuple(each.get(field) for field in fields) for key, each in documents.items()}


def test_fails_a_check_of_a_wrong_key_with_the_sentence(source_program, deployment):
    wrong = airbyte.get_source(
        "source-convex", config=deployment.config | {"access_key": "wrong|0123456789"}, **source_program
    )

    with pytest.raises(AirbyteConnectorCheckFailedError) as failure:
        wrong.check()

    assert "access_key" in failure.value.context["failure_reason"]


def test_reads_everything_and_then_only_what_changed(source, deployment, cache):
    ada, bob, cid = deployment.insert(
        "people", {"name": "Ada", "born": 1815}, {"name": "Bob"}, {"name": "Cid", "born": 1780.5}
    )
    (session, _) = deployment.insert("sessions", {"user": "Ada"}, {"user": "Bob"}, component="auth")
    deployment.transact({"op": "create_table", "table": "nobody"})
    assert source.get_available_streams() == ["nobody", "people", "sessions"]
    source.select_all_streams()

    first = source.read(cache=cache)

    assert first.processed_records == 5
    assert undeleted(cache, "people", "name", "born") == of(deployment.documents("people"), "name", "born")
    assert undeleted(cache, "sessions", "user") == of(deployment.documents("sessions", "auth"), "user")
    assert rows(cache, "nobody") == {}

    deployment.transact(
        {"op": "patch", "id": ada, "fields": {"name": "Ada L."}},
        {"op": "delete", "id": bob},
        {"op": "insert", "table": "people", "document": {"name": "Dee", "born": 1850}},
        {"op": "insert", "table": "nobody", "document": {}},
        {"op": "delete", "id": session},
    )
    second = source.read(cache=cache)

    assert second.processed_records == 5
    assert undeleted(cache, "people", "name", "born") == of(deployment.documents("people"), "name", "born")
    assert undeleted(cache, "sessions", "user") == of(deployment.documents("sessions", "auth"), "user")
    assert undeleted(cache, "nobody") == of(deployment.documents("nobody"))
    deleted = rows(cache, "people")[bob]
    assert deleted["_deleted"] is True
    assert deleted["_ab_cdc_deleted_at"] == deleted["_ab_cdc_updated_at"]
    assert deleted["name"] is None
    assert rows(cache, "sessions")[session]["_deleted"] is True
    assert rows(cache, "people")[cid]["_ab_cdc_deleted_at"] is None

    assert source.read(cache=cache).processed_records == 0


def test_gives_every_type_a_column_that_holds_it(source, deployment, cache):
    (key,) = deployment.insert(
        "types",
        {
            "text": "line one\nline two \u2028 Größe 💡",
            "number": 0.25,
            "whole": 3,
            "precise": 0.1234567890123,
            "int64": {"$integer": "/////////38="},
            "truth": True,
            "bytes": {"$bytes": "ABCD"},
            "list": ["a", None, 1.5],
            "object": {"city": "Kyiv", "inner": {"at": 7}},
            "special": {"$float": "AAAAAAAA+H8="},
            "nothing": None,
        },
    )
    source.select_all_streams()

    source.read(cache=cache)

    row = rows(cache, "types")[key]
    document = deployment.documents("types")[key]
    assert row["text"] == document["text"]
    assert row["number"] == Decimal("0.25")
    assert row["whole"] == 3
    # PyAirbyte makes every number a DECIMAL(38, 9).
    assert row["precise"] == Decimal("0.123456789")
    assert row["int64"] == "9223372036854775807"
    assert row["truth"] is True
    assert row["bytes"] == "ABCD"
    assert cache["types"].to_pandas()["list"][0] == '["a",null,1.5]'
    assert cache["types"].to_pandas()["object"][0] == '{"city":"Kyiv","inner":{"at":7.0}}'
    assert row["special"] == "NaN"
    assert row["nothing"] is None
    assert row["_table"] == "types"
    assert row["_component"] == ""
    assert row["_ts"] == row["_ab_cdc_lsn"] > 2**53
    assert row["_ab_cdc_updated_at"].timestamp() == pytest.approx(row["_ts"] / 1e9, abs=1e-3)


def test_reads_one_of_two_tables_of_one_name_if_the_other_is_excluded(source_program, deployment, cache):
    deployment.insert("users", {"name": "Ada"})
    deployment.insert("users", {"name": "of the shop"}, component="shop")
    source = airbyte.get_source(
        "source-convex", config=deployment.config | {"exclude": ["shop/*"]}, streams="*", **source_program
    )

    source.read(cache=cache)

    assert undeleted(cache, "users", "name") == of(deployment.documents("users"), "name")


def test_samples_a_table(source, deployment):
    deployment.insert("numbers", *({"n": n} for n in range(5)))

    samples = source.get_samples("*", limit=10)

    assert sorted(each["n"] for each in samples["numbers"]) == [0, 1, 2, 3, 4]


def test_says_nothing_when_it_is_stopped_as_soon_as_it_has_answered(source, deployment):
    deployment.insert("numbers", {"n": 1})

    for _ in range(5):
        source.config_spec
        source.check()
        source._discover()
