package dev.convexairbyte.stub.routing;

import dev.convexairbyte.stub.app.Blob;
import dev.convexairbyte.stub.http.Query;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The fields of a form, in order.
 *
 * @param fields a name may come several times
 */
public record FormData(List<Field> fields) {

  private static final String URL_ENCODED = "application/x-www-form-urlencoded";
  private static final String MULTIPART = "multipart/form-data";

  public FormData {
    fields = List.copyOf(fields);
  }

  /** One field. */
  public sealed interface Field {
    String name();
  }

  /** A field with text. */
  public record TextField(String name, String value) implements Field {}

  /**
   * A field with a file.
   *
   * @param fileName as the client calls it
   */
  public record FileField(String name, String fileName, Blob content) implements Field {}

  /** The first text of that name. */
  public Optional<String> text(String name) {
    return texts(name).stream().findFirst();
  }

  /** All texts of that name. */
  public List<String> texts(String name) {
    return named(name, TextField.class).stream().map(TextField::value).toList();
  }

  /** The first file of that name. */
  public Optional<FileField> file(String name) {
    return files(name).stream().findFirst();
  }

  /** All files of that name. */
  public List<FileField> files(String name) {
    return named(name, FileField.class);
  }

  private <F extends Field> List<F> named(String name, Class<F> kind) {
    return fields.stream()
        .filter(kind::isInstance)
        .map(kind::cast)
        .filter(field -> field.name().equals(name))
        .toList();
  }

  /** Throws IllegalArgumentException where the type is another, or the body not of its type. */
  static FormData parse(String contentType, byte[] body) {
    String type = contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    return switch (type) {
      case URL_ENCODED -> urlEncoded(new String(body, StandardCharsets.UTF_8));
      case MULTIPART -> new FormData(new Multipart(contentType, body).fields());
      default ->
          throw new IllegalArgumentException(
              "Tried to read a body as a form but failed because its Content-Type is neither %s nor %s; send one of them."
                  .formatted(MULTIPART, URL_ENCODED));
    };
  }

  private static FormData urlEncoded(String text) {
    List<Field> fields = new ArrayList<>();
    for (String pair : text.split("&", -1)) {
      if (pair.isEmpty()) {
        continue;
      }
      Query.parse(pair)
          .parameters()
          .forEach((name, values) -> fields.add(new TextField(name, values.get(0))));
    }
    return new FormData(fields);
  }
}
