// Drives the functions of JavaScriptClientIT with Convex's own client.
//
//   node client.mjs URL          every case but that of a user
//   node client.mjs URL TOKEN    the case of a user, whom the bearer token names
import assert from "node:assert/strict";
import { ConvexHttpClient } from "convex/browser";
import { anyApi } from "convex/server";
import { ConvexError } from "convex/values";

const [url, token] = process.argv.slice(2);
const client = new ConvexHttpClient(url, { skipConvexDeploymentUrlCheck: true, logger: false });

const cases = {
  async sendsAndGetsEveryType() {
    const sent = {
      int64: 9007199254740993n,
      smallest: -(2n ** 63n),
      bytes: new Uint8Array([0, 1, 255]).buffer,
      nan: NaN,
      infinity: Infinity,
      minusInfinity: -Infinity,
      minusZero: -0,
      number: 0.1,
      text: "é 😀",
      yes: true,
      nothing: null,
      list: [1, [2n], { a: "b" }],
    };
    assert.deepEqual(await client.query(anyApi.values.echo, sent), sent);
  },

  async runsMutationsAndSeesThemInQueries() {
    const id = await client.mutation(anyApi.notes.add, { text: "first" });
    const notes = await client.query(anyApi.notes.list, {});
    assert.equal(notes.length, 1);
    assert.equal(notes[0]._id, id);
    assert.equal(typeof notes[0]._creationTime, "number");
  },

  async runsActions() {
    assert.equal(await client.action(anyApi.notes.addTwo, { text: "more" }), 3);
  },

  async readsSeveralQueriesAsOfOneMoment() {
    const before = await client.consistentQuery(anyApi.notes.list, {});
    await client.mutation(anyApi.notes.add, { text: "late" });
    const after = await client.consistentQuery(anyApi.notes.list, {});
    assert.deepEqual(after, before);
  },

  async getsTheDataOfAnApplicationsError() {
    const error = await failure(() => client.mutation(anyApi.notes.refuse, {}));
    assert.ok(error instanceof ConvexError);
    assert.deepEqual(error.data, { code: "taken", at: 7n });
  },

  async getsTheMessageOfAnyOtherError() {
    const error = await failure(() => client.mutation(anyApi.notes.fail, {}));
    assert.ok(!(error instanceof ConvexError));
    assert.match(error.message, /^\[Request ID: [0-9a-f]{16}\] Server Error\nUncaught Error: no more notes\n {4}at /);
  },

  async cannotCallInternalFunctions() {
    const error = await failure(() => client.query(anyApi.notes.secret, {}));
    assert.match(error.message, /There is no public function notes:secret/);
  },
};

const userCases = {
  async tellsFunctionsWhoTheUserIs() {
    client.setAuth(token);
    assert.equal(await client.query(anyApi.users.subject, {}), "ada");
  },
};

async function failure(call) {
  try {
    await call();
  } catch (error) {
    return error;
  }
  assert.fail("the call should have failed");
}

for (const [name, run] of Object.entries(token ? userCases : cases)) {
  await run();
  console.log(`passed ${name}`);
}
