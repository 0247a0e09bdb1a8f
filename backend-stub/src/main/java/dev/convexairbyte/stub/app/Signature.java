package dev.convexairbyte.stub.app;

import dev.convexairbyte.stub.schema.Validator;
import dev.convexairbyte.stub.schema.Validator.ObjectOf;
import java.util.Optional;

/**
 * What a function takes and returns, what TypeScript writes as {@code args} and {@code returns}.
 *
 * @param args empty where it takes any arguments
 * @param returns empty where it returns any value
 */
public record Signature(Optional<ObjectOf> args, Optional<Validator> returns) {

  /** Of a function that checks nothing. */
  public static final Signature ANY = new Signature(Optional.empty(), Optional.empty());

  /**
   * Takes just these arguments: {@code args("author", V.string(), "likes",
   * V.optional(V.number()))}; throws as {@link V#object}.
   */
  public static Signature args(Object... namesAndValidators) {
    return new Signature(Optional.of(V.object(namesAndValidators)), Optional.empty());
  }

  /** The same, returning only such values. */
  public Signature returns(Validator value) {
    return new Signature(args, Optional.of(value));
  }
}
