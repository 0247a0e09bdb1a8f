// The router of the npm package, driven by lines of JSON. A line is a case: routes to register one after the other, and
// lookups. The answer says of each route "ok" or how it was refused, of each lookup what it found, and lists the routes.
import readline from "node:readline";
import { httpActionGeneric, httpRouter } from "convex/server";

const names = new WeakMap();

const action = (name) => {
  const made = httpActionGeneric(async () => new Response());
  names.set(made, name);
  return made;
};

const register = (router, { handler, ...spec }) => {
  try {
    router.route(handler === undefined ? spec : { ...spec, handler: action(handler) });
    return "ok";
  } catch (error) {
    return error.message;
  }
};

const find = (router, [path, method]) => {
  const found = router.lookup(path, method);
  return found && [found[2], found[1], names.get(found[0])];
};

for await (const line of readline.createInterface({ input: process.stdin })) {
  const { routes, lookups } = JSON.parse(line);
  const router = httpRouter();
  const registered = routes.map((spec) => register(router, spec));
  const found = lookups.map((lookup) => find(router, lookup));
  const listed = router.getRoutes().map(([path, method, handler]) => [path, method, names.get(handler)]);
  console.log(JSON.stringify({ registered, found, listed }));
}
