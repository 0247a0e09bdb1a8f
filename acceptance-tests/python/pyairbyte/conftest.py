"""PyAirbyte drives our connectors: the programs of bin/, or with --images their images."""

import os
import tempfile
from pathlib import Path

# PyAirbyte reads these when it is imported. Its own files go where they are removed when Python ends.
PROJECT = tempfile.TemporaryDirectory(prefix="pyairbyte-")
os.environ["AIRBYTE_PROJECT_DIR"] = PROJECT.name
os.environ["AIRBYTE_OFFLINE_MODE"] = "1"
os.environ["DO_NOT_TRACK"] = "1"

import airbyte
import pytest
import yaml

from deployment import Deployment

HOME = Path(__file__).resolve().parents[3]


def pytest_addoption(parser):
    parser.addoption("--images", action="store_true", help="run the images, not the programs of bin/")


@pytest.fixture(scope="session")
def source_program(request):
    return _program(request, "source")


@pytest.fixture(scope="session")
def destination_program(request):
    return _program(request, "destination")


def _program(request, kind):
    """How PyAirbyte is told to run a connector."""
    if not request.config.getoption("--images"):
        return {"local_executable": HOME / "bin" / f"{kind}-convex"}
    metadata = yaml.safe_load((HOME / f"{kind}-connector" / "metadata.yaml").read_text())["data"]
    return {
        "docker_image": f"{metadata['dockerRepository']}:{metadata['dockerImageTag']}",
        "use_host_network": True,
    }


@pytest.fixture(scope="session")
def deployments():
    with Deployment.start(HOME) as read, Deployment.start(HOME) as written:
        yield read, written


@pytest.fixture
def deployment(deployments):
    """The one that is read."""
    return deployments[0].reset()


@pytest.fixture
def copy(deployments):
    """The one that is written."""
    return deployments[1].reset()


@pytest.fixture
def source(source_program, deployment):
    return airbyte.get_source("source-convex", config=deployment.config, **source_program)


@pytest.fixture
def destination(destination_program, copy):
    return airbyte.get_destination("destination-convex", config=copy.config, **destination_program)


@pytest.fixture
def cache(tmp_path):
    return airbyte.new_local_cache("convex", cache_dir=tmp_path)
