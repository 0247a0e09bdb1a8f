package dev.convexairbyte.values;

import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * The names that the backend stores for names that it is sent. Mirrors ValidIdentifier of
 * get-convex/convex-backend, crates/application/src/valid_identifier.rs.
 */
public final class Identifiers {

  /** The most characters of a table name, an index field or any other identifier. */
  public static final int MAX_IDENTIFIER_LENGTH = 64;

  /** The most characters of an object's field name. */
  public static final int MAX_FIELD_NAME_LENGTH = 1024;

  private static final String PREFIX = "source_";
  private static final int COLLISION_TRIES = 3;

  private Identifiers() {}

  /** The table that a table name becomes; throws InvalidIdentifierException where none can. */
  public static String tableName(String name) {
    if (isIdentifier(name) && !isSystem(name)) {
      return name;
    }
    String renamed = PREFIX + Slug.of(name);
    if (!isIdentifier(renamed)) {
      throw new InvalidIdentifierException(
          name,
          "Tried to name a table but failed because no name of 64 characters or fewer can be made from it;"
              + " use a shorter name.");
    }
    return renamed;
  }

  /** The field that an object key becomes; throws InvalidIdentifierException where none can. */
  public static String fieldName(String name) {
    if (isFieldName(name) && !isSystem(name)) {
      return name;
    }
    return requireFieldName(name, PREFIX + Slug.of(name));
  }

  /**
   * The fields that the keys of one object become, by key, in the order given. A renamed key steps
   * aside for a key that was already there, at most three times; two keys that end up as one name
   * do not: the later one's value is what the backend keeps. Mirrors valid_json of
   * crates/application/src/airbyte_import.rs. Throws InvalidIdentifierException like {@link
   * #fieldName}, and where a key finds no free name.
   */
  public static Map<String, String> fieldNames(Collection<String> keys) {
    Set<String> originals = new HashSet<>(keys);
    Map<String, String> names = new LinkedHashMap<>();
    for (String key : keys) {
      names.put(key, freeName(key, originals));
    }
    return names;
  }

  private static String freeName(String key, Set<String> originals) {
    String name = fieldName(key);
    if (name.equals(key)) {
      return name;
    }
    for (int tries = 0; tries < COLLISION_TRIES; tries++) {
      if (!originals.contains(name)) {
        return name;
      }
      name = PREFIX + name;
    }
    throw new InvalidIdentifierException(
        key,
        "Tried to name a field but failed because its object already has every name that it could take;"
            + " rename the field.");
  }

  /**
   * Whether a name can be a table or an element of an index path: letters, digits and underscores,
   * no digit first, 1 to 64 characters, not all underscores.
   */
  public static boolean isIdentifier(String name) {
    if (name.isEmpty() || name.length() > MAX_IDENTIFIER_LENGTH || isDigit(name.charAt(0))) {
      return false;
    }
    return name.chars().allMatch(c -> isLetter(c) || isDigit(c) || c == '_')
        && name.chars().anyMatch(c -> c != '_');
  }

  /**
   * Whether a name can be a field: printable ASCII, no {@code $} first, at most 1024 characters.
   */
  public static boolean isFieldName(String name) {
    return name.length() <= MAX_FIELD_NAME_LENGTH
        && !name.startsWith("$")
        && name.chars().allMatch(c -> c >= ' ' && c <= '~');
  }

  /** Whether a name belongs to the backend itself. */
  public static boolean isSystem(String name) {
    return name.startsWith("_");
  }

  private static String requireFieldName(String original, String name) {
    if (!isFieldName(name)) {
      throw new InvalidIdentifierException(
          original,
          "Tried to name a field but failed because no name of 1024 characters or fewer can be made from it;"
              + " use a shorter name.");
    }
    return name;
  }

  private static boolean isLetter(int c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }

  private static boolean isDigit(int c) {
    return c >= '0' && c <= '9';
  }
}
