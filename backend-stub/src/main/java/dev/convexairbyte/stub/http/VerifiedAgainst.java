package dev.convexairbyte.stub.http;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * What a behaviour was taken from. Every endpoint of the real backend carries one, the stub's own
 * carry {@link StubDecision}; what is done with every request carries {@link EveryRequest} too.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface VerifiedAgainst {

  /** The backend's source at the commit that was read. */
  String BACKEND_SOURCE = "get-convex/convex-backend@94a42c3";

  /** Repository and commit. */
  String value();

  /** How sure it is. */
  Evidence by();

  /** What the evidence does not cover and was concluded instead; empty if nothing. */
  String[] inferred() default {};

  /** What the evidence leaves open, or rules out for a stub, and was decided; empty if nothing. */
  String[] decided() default {};

  /** Kinds of evidence. */
  enum Evidence {
    /** The code was read. */
    READ,
    /** The operation was run against a real deployment. */
    RUN
  }
}
