package dev.convexairbyte.destination.mapping;

import dev.convexairbyte.cdk.message.FailureType;

/**
 * Why Convex could not store a record. The limits are those of get-convex/convex-backend,
 * crates/value and crates/common/src/document.rs; each holds for the value as it would be stored.
 */
enum RecordProblem {
  NOT_JSON(FailureType.SYSTEM_ERROR, "its data are not JSON in UTF-8", Remedy.REPORT),
  NOT_AN_OBJECT(FailureType.SYSTEM_ERROR, "its data are not a JSON object", Remedy.REPORT),
  HALF_PAIR(
      FailureType.CONFIG_ERROR,
      "the text at %s holds half a surrogate pair, which Convex does not read",
      Remedy.CHANGE),
  OUT_OF_RANGE(
      FailureType.CONFIG_ERROR,
      "the number at %s is beyond the range of 64-bit floating point",
      Remedy.CHANGE),
  TOO_NESTED(
      FailureType.CONFIG_ERROR,
      "%s is nested deeper than the 16 levels of a Convex document",
      Remedy.CHANGE),
  TOO_MANY_FIELDS(
      FailureType.CONFIG_ERROR,
      "the object at %s has more than the 1024 fields of a Convex object",
      Remedy.CHANGE),
  TOO_MANY_ITEMS(
      FailureType.CONFIG_ERROR,
      "the array at %s has more than the 8192 items of a Convex array",
      Remedy.CHANGE),
  TOO_LARGE(
      FailureType.CONFIG_ERROR,
      "it is larger than the 1 MiB of a Convex document, most of it in the field %s",
      Remedy.CHANGE),
  TOO_LARGE_TO_SEND(
      FailureType.CONFIG_ERROR,
      "it is larger than what Convex reads in one request, most of it in the field %s",
      Remedy.CHANGE),
  UNNAMEABLE(
      FailureType.CONFIG_ERROR,
      "Convex cannot make a name of at most 1024 characters of the field %s",
      Remedy.CHANGE),
  NAMES_TAKEN(
      FailureType.CONFIG_ERROR,
      "other fields have every name that Convex could give to the field %s",
      Remedy.CHANGE),
  LARGE_INTEGER(
      FailureType.CONFIG_ERROR,
      "the integer at %s is beyond 2^53 and Convex would round it",
      "set large_integers to string or round"),
  KEY_CLASH(
      FailureType.CONFIG_ERROR,
      "Convex would store the key field %s under one name",
      "leave one of the two out at the source or choose another primary key"),
  KEY_MISSING(
      FailureType.CONFIG_ERROR,
      "it has no field %s, which the primary key needs",
      "choose a primary key that every record has, or set on_record_error to skip");

  private final FailureType failureType;
  private final String reason;
  private final String remedy;

  RecordProblem(FailureType failureType, String reason, String remedy) {
    this.failureType = failureType;
    this.reason = reason;
    this.remedy = remedy;
  }

  FailureType failureType() {
    return failureType;
  }

  /** The middle of the sentence. */
  String reason(String place) {
    return reason.formatted(place);
  }

  /** The end of the sentence. */
  String remedy() {
    return remedy;
  }

  private static final class Remedy {

    private static final String REPORT = "report this to the maintainers of the source";
    private static final String CHANGE =
        "change or leave out the field at the source, or set on_record_error to skip";

    private Remedy() {}
  }
}
