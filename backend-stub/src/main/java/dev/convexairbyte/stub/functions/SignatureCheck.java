package dev.convexairbyte.stub.functions;

import dev.convexairbyte.stub.app.Signature;
import dev.convexairbyte.stub.schema.TableNumbers;
import dev.convexairbyte.stub.schema.ValueCheck;
import dev.convexairbyte.values.ConvexValue;
import dev.convexairbyte.values.ConvexValue.ObjectValue;

/**
 * Holds what a function is given and returns against its validators. Mirrors
 * get-convex/convex-backend, crates/model/src/modules/function_validators.rs, in other words and
 * without the values. Every method throws FunctionValidationException.
 *
 * @param numbers of the tables whose ids validators name
 */
record SignatureCheck(Signature signature, TableNumbers numbers) {

  void args(ObjectValue args) {
    signature
        .args()
        .flatMap(validator -> new ValueCheck(numbers).mismatch(validator, args, "the argument"))
        .ifPresent(
            reason -> {
              throw new FunctionValidationException(
                  "ArgumentValidationError: Tried to run a function but failed because %s; give it what its validator takes."
                      .formatted(reason));
            });
  }

  void returned(ConvexValue value) {
    signature
        .returns()
        .flatMap(validator -> new ValueCheck(numbers).mismatch(validator, value, "the value"))
        .ifPresent(
            reason -> {
              throw new FunctionValidationException(
                  "ReturnsValidationError: Tried to return from a function but failed because %s; return what its validator takes."
                      .formatted(reason));
            });
  }
}
