"""The README's example does what it says."""

import json
import re

from conftest import HOME


def test_the_example_of_the_readme_runs_as_it_stands(deployment, capsys):
    example = re.search(r"```python\n(import airbyte.*?)```", (HOME / "README.md").read_text(), re.DOTALL)[1]
    with (HOME / "demo/data/earthquakes.jsonl").open() as lines:
        deployment.insert("earthquakes", *(json.loads(next(lines)) for _ in range(3)))
    # Only where things are is different here.
    for written, here in {
        "bin/source-convex": str(HOME / "bin/source-convex"),
        "http://127.0.0.1:3210": deployment.config["deployment_url"],
        "a|0123456789abcdef": deployment.config["access_key"],
    }.items():
        assert written in example
        example = example.replace(written, here)

    exec(example, {})

    assert "ci37868143" in capsys.readouterr().out
