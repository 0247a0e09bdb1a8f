package dev.convexairbyte.values;

import java.util.Locale;

/** Mirrors the crate slugify 0.1.0 with separator {@code _}: runs of a-z and 0-9, joined. */
final class Slug {

  private Slug() {}

  static String of(String text) {
    String ascii = Transliteration.toAscii(text).toLowerCase(Locale.ROOT);
    StringBuilder slug = new StringBuilder(ascii.length());
    boolean gap = false;
    for (int i = 0; i < ascii.length(); i++) {
      char c = ascii.charAt(i);
      if ((c < 'a' || c > 'z') && (c < '0' || c > '9')) {
        gap = true;
        continue;
      }
      if (gap && !slug.isEmpty()) {
        slug.append('_');
      }
      gap = false;
      slug.append(c);
    }
    return slug.toString();
  }
}
