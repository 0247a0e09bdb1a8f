package dev.convexairbyte.stub.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.convexairbyte.stub.app.UserIdentity;
import dev.convexairbyte.stub.errors.BackendError;
import dev.convexairbyte.stub.errors.BackendException;
import dev.convexairbyte.stub.http.Identity.Caller;
import dev.convexairbyte.values.InvalidJsonException;
import dev.convexairbyte.values.StrictJson;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Tells who calls, by the Authorization header or else the {@code adminKey} parameter. Mirrors
 * get-convex/convex-backend, crates/local_backend/src/authentication.rs.
 */
@EveryRequest("The Authorization header and the parameter adminKey")
@VerifiedAgainst(value = VerifiedAgainst.BACKEND_SOURCE, by = VerifiedAgainst.Evidence.READ)
public final class Authenticator {

  private static final String ADMIN_SCHEME = "convex ";
  private static final String USER_SCHEME = "bearer ";

  private final AccessKeys keys;
  private final boolean streamingExport;
  private final UserTokens users;

  /**
   * @param streamingExport whether the deployment's plan has streaming export
   */
  public Authenticator(AccessKeys keys, boolean streamingExport, UserTokens users) {
    this.keys = keys;
    this.streamingExport = streamingExport;
    this.users = users;
  }

  /** Throws BackendException where a credential was brought and is no good. */
  public Identity identify(Request request) {
    Optional<String> header = request.header("Authorization");
    if (header.isPresent()) {
      return identify(header.get());
    }
    return request
        .query()
        .one("adminKey")
        .map(key -> check(key, Caller.ADMIN, Optional.empty()))
        .orElseGet(() -> identity(Caller.ANONYMOUS, Set.of(), Optional.empty()));
  }

  /** By the value of an Authorization header alone; throws like the other. */
  public Identity identify(String header) {
    if (!header.chars().allMatch(c -> c == '\t' || (c >= ' ' && c <= '~'))) {
      throw new BackendException(BackendError.HEADER_PARSE);
    }
    if (header.length() < ADMIN_SCHEME.length()) {
      throw new BackendException(BackendError.INVALID_HEADER);
    }
    String scheme = header.substring(0, ADMIN_SCHEME.length()).toLowerCase(Locale.ROOT);
    String credential = header.substring(ADMIN_SCHEME.length());
    return switch (scheme) {
      case ADMIN_SCHEME -> admin(credential);
      case USER_SCHEME -> identity(Caller.USER, Set.of(), Optional.of(users.verify(credential)));
      default -> throw new BackendException(BackendError.INVALID_ADMIN_KEY);
    };
  }

  /** What stands before a bar may hold a colon; behind it, a colon starts the user to act as. */
  private Identity admin(String credential) {
    String key = AdminKey.withoutType(credential);
    int colon = key.indexOf(':');
    if (colon < 0) {
      return check(key, Caller.ADMIN, Optional.empty());
    }
    UserIdentity user = users.acting(attributes(key.substring(colon + 1)));
    return check(key.substring(0, colon), Caller.ADMIN_AS_USER, Optional.of(user));
  }

  private static JsonNode attributes(String text) {
    try {
      JsonNode attributes = StrictJson.parse(Base64.getDecoder().decode(text));
      if (attributes.isObject()) {
        return attributes;
      }
    } catch (IllegalArgumentException | InvalidJsonException e) {
      // As good as JSON that is no object.
    }
    throw new BackendException(BackendError.HEADER_PARSE);
  }

  private Identity check(String key, Caller caller, Optional<UserIdentity> user) {
    Set<Permission> permissions =
        keys.permissions(key).orElseThrow(() -> new BackendException(BackendError.BAD_ADMIN_KEY));
    return identity(caller, permissions, user);
  }

  private Identity identity(
      Caller caller, Set<Permission> permissions, Optional<UserIdentity> user) {
    return new Identity(caller, permissions, user, streamingExport);
  }
}
