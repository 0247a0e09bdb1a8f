package dev.convexairbyte.stub.functions;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.convexairbyte.stub.app.ConvexError;
import dev.convexairbyte.values.ConvexValue;
import dev.convexairbyte.values.ConvexValue.StringValue;
import dev.convexairbyte.values.ValueEncoder;
import dev.convexairbyte.values.ValueFormat;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Why a call failed, in the words that its caller gets.
 *
 * @param summary one line, like {@code Uncaught Error: no such author}
 * @param frames where it was thrown, innermost first
 * @param data of an application's error
 */
public record FunctionError(String summary, List<String> frames, Optional<ConvexValue> data) {

  private static final String CALLS = FunctionError.class.getPackageName() + ".";
  private static final int MAX_FRAMES = 20;
  private static final JsonFactory JSON = new JsonFactory();

  public FunctionError {
    frames = List.copyOf(frames);
  }

  /** An error that no function threw. */
  static FunctionError of(String sentence) {
    return new FunctionError(sentence, List.of(), Optional.empty());
  }

  /** What a function threw, or was thrown where it returned. */
  static FunctionError of(Throwable thrown) {
    return thrown instanceof FunctionValidationException
        ? of(String.valueOf(thrown.getMessage()))
        : of(thrown, FunctionError.class);
  }

  /**
   * What was thrown by what a class called.
   *
   * @param caller its frames, and those below, are not the application's
   */
  public static FunctionError of(Throwable thrown, Class<?> caller) {
    Optional<ConvexValue> data =
        thrown instanceof ConvexError error ? Optional.of(error.data()) : Optional.empty();
    return new FunctionError(
        "Uncaught " + data.map(FunctionError::describe).orElseGet(() -> describe(thrown)),
        frames(thrown, caller),
        data);
  }

  private static String describe(Throwable thrown) {
    String message = Objects.requireNonNullElse(thrown.getMessage(), "");
    return "Error: " + (message.isEmpty() ? thrown.getClass().getSimpleName() : message);
  }

  private static String describe(ConvexValue data) {
    return "ConvexError: " + (data instanceof StringValue text ? text.value() : json(data));
  }

  private static String json(ConvexValue value) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text)) {
      new ValueEncoder(json, ValueFormat.CLEAN).write(value);
    } catch (IOException e) {
      throw new UncheckedIOException("a string takes all text", e);
    }
    return text.toString();
  }

  /** Those up to where the function was called. */
  private static List<String> frames(Throwable thrown, Class<?> caller) {
    return Arrays.stream(thrown.getStackTrace())
        .dropWhile(FunctionError::isCall)
        .takeWhile(frame -> !isCall(frame) && !frame.getClassName().equals(caller.getName()))
        .limit(MAX_FRAMES)
        .map(frame -> "    at " + frame)
        .toList();
  }

  private static boolean isCall(StackTraceElement frame) {
    return frame.getClassName().startsWith(CALLS);
  }

  /** The summary; with frames, those under it, each on a line that is ended. */
  public String trace() {
    return frames.isEmpty()
        ? summary
        : summary + "\n" + frames.stream().map(frame -> frame + "\n").collect(Collectors.joining());
  }
}
