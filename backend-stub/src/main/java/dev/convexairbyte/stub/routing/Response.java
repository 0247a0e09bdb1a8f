package dev.convexairbyte.stub.routing;

/** Response of the Fetch API, as far as HTTP actions need it. */
public final class Response {}
