package dev.convexairbyte.stub.routing;

/** Request of the Fetch API, as far as HTTP actions need it. */
public final class Request {}
