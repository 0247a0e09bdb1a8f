"""A stub deployment as a program of its own, and its routes for tests (backend-stub/README.md)."""

import json
import subprocess
import urllib.request


class Deployment:
    def __init__(self, process, url, key):
        self._process = process
        self._url = url
        self._key = key

    @classmethod
    def start(cls, home):
        process = subprocess.Popen(
            [home / "bin" / "convex-stub", "serve", "--port", "0", "--site-port", "0"],
            stdout=subprocess.PIPE,
            text=True,
        )
        ready = json.loads(process.stdout.readline())
        return cls(process, ready["url"], ready["adminKey"])

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._process.terminate()
        self._process.communicate()

    @property
    def config(self):
        return {"deployment_url": self._url, "access_key": self._key}

    def reset(self):
        self._ask("POST", "/_stub/reset")
        return self

    def insert(self, table, *documents, component=""):
        """Answers the ids of the new documents."""
        insert = {"op": "insert", "component": component, "table": table, "documents": documents}
        return self.transact(insert)["ids"]

    def transact(self, *operations):
        return self._ask("POST", "/_stub/transactions", {"operations": operations})

    def documents(self, table, component=""):
        """Those of a table by id, as clean JSON."""
        path = f"/_stub/documents?table={table}&component={component}&format=clean"
        return {each["_id"]: each for each in self._ask("GET", path)["documents"]}

    def tables(self):
        return {each["table"] for each in self._ask("GET", "/_stub/tables")["tables"]}

    def requests(self):
        """The last parts of the paths that were asked for since the last call."""
        asked = self._ask("GET", "/_stub/requests")["requests"]
        self._ask("DELETE", "/_stub/requests")
        return [each["path"].split("/")[-1] for each in asked]

    def _ask(self, method, path, body=None):
        request = urllib.request.Request(
            self._url + path,
            method=method,
            data=None if body is None else json.dumps(body).encode(),
            headers={"Authorization": f"Convex {self._key}", "Content-Type": "application/json"},
        )
        with urllib.request.urlopen(request) as answer:
            return json.loads(answer.read() or "null")
