package dev.convexairbyte.cdk.json;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.InvalidNullException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;

/**
 * Says what is wrong with a JSON text without quoting it; Jackson's own messages quote the input.
 */
public final class Fault {

  private Fault() {}

  /** Where a text stops being JSON: {@code line 3, column 7}. */
  public static String position(JsonProcessingException fault) {
    JsonLocation location = locationOf(fault);
    return "line " + location.getLineNr() + ", " + column(fault);
  }

  /** As {@link #position}, for a text of one line: {@code column 7}. */
  public static String column(JsonProcessingException fault) {
    return "column " + locationOf(fault).getColumnNr();
  }

  private static JsonLocation locationOf(JsonProcessingException fault) {
    JsonLocation location = fault.getLocation();
    return location == null ? JsonLocation.NA : location;
  }

  /** Which value does not fit, and how: {@code streams[0].sync_mode is not a known value}. */
  public static String inWords(JsonMappingException fault) {
    return path(fault) + " " + complaint(fault);
  }

  private static String complaint(JsonMappingException fault) {
    if (fault instanceof InvalidNullException || isAbsence(fault)) {
      return "is missing";
    }
    if (fault instanceof InvalidFormatException wrongValue
        && wrongValue.getTargetType() != null
        && wrongValue.getTargetType().isEnum()) {
      return "is not a known value";
    }
    return "has the wrong type";
  }

  /** Jackson has no exception of its own for an absent property; its text names no value then. */
  private static boolean isAbsence(JsonMappingException fault) {
    return fault.getClass() == MismatchedInputException.class
        && fault.getOriginalMessage().startsWith("Missing required creator property");
  }

  private static String path(JsonMappingException fault) {
    StringBuilder path = new StringBuilder();
    for (JsonMappingException.Reference reference : fault.getPath()) {
      if (reference.getFieldName() == null) {
        path.append('[').append(reference.getIndex()).append(']');
        continue;
      }
      path.append(path.isEmpty() ? "" : ".").append(reference.getFieldName());
    }
    return path.isEmpty() ? "its top level" : path.toString();
  }
}
