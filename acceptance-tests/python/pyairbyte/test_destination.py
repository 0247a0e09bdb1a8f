"""The destination, written from PyAirbyte's cache and straight from the source."""

import pytest
from airbyte.exceptions import AirbyteConnectorWriteError
from airbyte.strategies import WriteStrategy


def by_source_id(copies, *fields):
    """Documents as the destination stores them, by the id that they had."""
    found = {each["source_id"]: tuple(each.get(field) for field in fields) for each in copies.values()}
    assert len(found) == len(copies)
    return found


def of(documents, *fields):
    return {key: tuple(each.get(field) for field in fields) for key, each in documents.items()}


@pytest.fixture
def people(deployment):
    """Ids of three documents; Cid's is that of a component's table."""
    ada, bob = deployment.insert("people", {"name": "Ada", "born": 1815}, {"name": "Bob"})
    (cid,) = deployment.insert("guests", {"name": "Cid"}, component="hotel")
    return ada, bob, cid


def change(deployment, people):
    ada, bob, cid = people
    deployment.transact(
        {"op": "patch", "id": ada, "fields": {"name": "Ada L."}},
        {"op": "delete", "id": bob},
        {"op": "insert", "table": "people", "document": {"name": "Dee"}},
        {"op": "insert", "component": "hotel", "table": "guests", "document": {"name": "Eve"}},
        {"op": "delete", "id": cid},
    )


def assert_equal(deployment, copy, *fields):
    assert copy.tables() == {"people", "hotel_guests"}
    assert by_source_id(copy.documents("people"), *fields) == of(deployment.documents("people"), *fields)
    guests = deployment.documents("guests", "hotel")
    assert by_source_id(copy.documents("hotel_guests"), *fields) == of(guests, *fields)


def test_merges_what_the_cache_holds(source, deployment, people, cache, destination, copy):
    source.select_all_streams()
    destination.write(source.read(cache=cache))
    assert_equal(deployment, copy, "name")
    change(deployment, people)
    copy.requests()

    destination.write(source.read(cache=cache))

    assert_equal(deployment, copy, "name")
    assert "clear_tables" not in copy.requests()


def test_appends_what_the_cache_holds_to_what_is_there(source, deployment, people, cache, destination, copy):
    source.select_all_streams()
    result = source.read(cache=cache)

    destination.write(result, write_strategy=WriteStrategy.APPEND)
    destination.write(result, write_strategy=WriteStrategy.APPEND)

    names = [each["name"] for each in copy.documents("people").values()]
    assert sorted(names) == ["Ada", "Ada", "Bob", "Bob"]


def test_replaces_what_is_there_by_what_the_cache_holds(source, deployment, people, cache, destination, copy):
    copy.insert("people", {"name": "from before"})
    source.select_all_streams()

    destination.write(source.read(cache=cache), write_strategy=WriteStrategy.REPLACE)

    assert_equal(deployment, copy, "name")


def test_syncs_without_a_cache_of_the_records(source, deployment, people, cache, destination, copy):
    source.select_all_streams()
    first = destination.write(source, cache=False, state_cache=cache)
    assert first.processed_records == 3
    assert_equal(deployment, copy, "name", "born")
    change(deployment, people)
    copy.requests()

    second = destination.write(source, cache=False, state_cache=cache)

    assert second.processed_records == 5
    assert_equal(deployment, copy, "name", "born")
    assert "clear_tables" not in copy.requests()


def test_replaces_a_table_by_a_full_refresh(source, deployment, people, cache, destination, copy):
    source.select_all_streams()
    destination.write(source, cache=False, state_cache=cache)
    change(deployment, people)

    destination.write(
        source, cache=False, state_cache=cache, write_strategy=WriteStrategy.REPLACE, force_full_refresh=True
    )

    assert_equal(deployment, copy, "name", "born")


def test_fails_a_write_that_the_deployment_refuses(source, deployment, people, cache, destination, copy):
    source.select_all_streams()
    destination.set_config(copy.config | {"access_key": "wrong|0123456789"})

    with pytest.raises(AirbyteConnectorWriteError):
        destination.write(source, cache=False, state_cache=cache)

    assert copy.tables() == set()


def test_says_nothing_when_it_is_stopped_as_soon_as_it_has_answered(destination):
    for _ in range(5):
        destination.config_spec
        destination.check()
