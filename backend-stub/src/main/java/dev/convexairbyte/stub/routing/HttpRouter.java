package dev.convexairbyte.stub.routing;

/**
 * Which HTTP action answers which path and method. Mirrors HttpRouter of
 * npm-packages/convex/src/server/router.ts.
 */
public final class HttpRouter {}
