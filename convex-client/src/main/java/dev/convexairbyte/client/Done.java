package dev.convexairbyte.client;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;

/** The answer of an endpoint that has nothing to say. */
enum Done {
  DONE;

  /** Nothing at all, or null: a proxy's own idea of a good answer must not pass for ours. */
  static Done of(JsonParser json) {
    if (json.currentToken() != null && json.currentToken() != JsonToken.VALUE_NULL) {
      throw new UnexpectedAnswerException("it holds something where it should hold nothing");
    }
    return DONE;
  }
}
