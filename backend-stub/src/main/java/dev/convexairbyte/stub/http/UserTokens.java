package dev.convexairbyte.stub.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.convexairbyte.stub.app.UserIdentity;

/** Tells which user calls. */
public interface UserTokens {

  /** The user of a bearer token; throws BackendException where the token is no good. */
  UserIdentity verify(String token);

  /** The user that the holder of a deploy key wants to act as. */
  UserIdentity acting(JsonNode attributes);
}
