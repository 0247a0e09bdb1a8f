package dev.convexairbyte.stub.http;

import dev.convexairbyte.stub.errors.BackendError;
import dev.convexairbyte.stub.errors.BackendException;
import dev.convexairbyte.stub.http.Identity.Caller;
import dev.convexairbyte.values.InvalidJsonException;
import dev.convexairbyte.values.StrictJson;
import java.util.Base64;
import java.util.List;
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

  /**
   * @param streamingExport whether the deployment's plan has streaming export
   */
  public Authenticator(AccessKeys keys, boolean streamingExport) {
    this.keys = keys;
    this.streamingExport = streamingExport;
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
        .map(key -> check(key, Caller.ADMIN))
        .orElseGet(() -> new Identity(Caller.ANONYMOUS, Set.of(), streamingExport));
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
      case USER_SCHEME -> throw new BackendException(user(credential));
      default -> throw new BackendException(BackendError.INVALID_ADMIN_KEY);
    };
  }

  /** What stands before a bar may hold a colon; behind it, a colon starts the user to act as. */
  private Identity admin(String credential) {
    String key = AdminKey.withoutType(credential);
    int colon = key.indexOf(':');
    if (colon < 0) {
      return check(key, Caller.ADMIN);
    }
    if (!isJson(Base64.getDecoder(), key.substring(colon + 1))) {
      throw new BackendException(BackendError.HEADER_PARSE);
    }
    return check(key.substring(0, colon), Caller.ADMIN_AS_USER);
  }

  private Identity check(String key, Caller caller) {
    Set<Permission> permissions =
        keys.permissions(key).orElseThrow(() -> new BackendException(BackendError.BAD_ADMIN_KEY));
    return new Identity(caller, permissions, streamingExport);
  }

  /** No auth provider is configured, so that no token can be right. */
  private static BackendError user(String token) {
    List<String> parts = List.of(token.split("\\.", -1));
    boolean jwt =
        parts.size() == 3
            && isJson(Base64.getUrlDecoder(), parts.get(0))
            && isJson(Base64.getUrlDecoder(), parts.get(1));
    return jwt ? BackendError.NO_AUTH_PROVIDER : BackendError.INVALID_AUTH_HEADER;
  }

  private static boolean isJson(Base64.Decoder decoder, String text) {
    try {
      return StrictJson.parse(decoder.decode(text)).isObject();
    } catch (IllegalArgumentException | InvalidJsonException e) {
      return false;
    }
  }
}
