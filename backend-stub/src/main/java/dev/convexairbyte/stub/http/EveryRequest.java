package dev.convexairbyte.stub.http;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Marks what is done with every request, whatever its operation; goes with VerifiedAgainst. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface EveryRequest {

  /** What it is, for the page of what the stub supports. */
  String value();
}
