package dev.convexairbyte.cdk.secret;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Knows the secrets of the config and blots them out of text. It starts empty and learns the
 * secrets when the config is read, before anything can have seen them. Safe for many threads.
 */
public final class SecretMask {

  private static final String BLOT = "****";

  /** From here on a text that equals a secret is the secret, not a word that happens to be one. */
  private static final int UNMISTAKABLE_LENGTH = 8;

  private static final Pattern PERCENT_ESCAPE = Pattern.compile("%[0-9A-F]{2}");

  private volatile @Nullable Pattern all;
  private volatile @Nullable Pattern unmistakable;

  /**
   * Learns the values of all settings that the spec marks {@code airbyte_secret}, wherever in the
   * config a setting of that name stands: one that was put in the wrong place is no less secret.
   */
  public void learn(JsonNode connectionSpecification, JsonNode config) {
    Set<String> names = new HashSet<>();
    collectSecretNames(connectionSpecification, "", names);
    Set<String> values = new HashSet<>();
    collectValues(config, false, names, values);

    Set<String> forms = new HashSet<>();
    values.forEach(value -> addForms(value, forms));
    all = anyOf(forms);
    unmistakable =
        anyOf(forms.stream().filter(form -> form.length() >= UNMISTAKABLE_LENGTH).toList());
  }

  /** The text with every secret replaced. */
  public String mask(String text) {
    return replace(all, text);
  }

  /**
   * The text with every secret of 8 characters or more replaced; for texts that a program reads,
   * where a short one is more likely a name than a secret.
   */
  public String maskUnmistakable(String text) {
    // A catalog holds a hundred thousand words like "string": most of its cost is spared here.
    return text.length() < UNMISTAKABLE_LENGTH ? text : replace(unmistakable, text);
  }

  private static String replace(@Nullable Pattern secrets, String text) {
    return secrets == null
        ? text
        : secrets.matcher(text).replaceAll(Matcher.quoteReplacement(BLOT));
  }

  private static void collectSecretNames(JsonNode schema, String property, Set<String> names) {
    if (schema.path("airbyte_secret").asBoolean()) {
      names.add(property);
    }
    if (schema.isArray()) {
      schema.forEach(element -> collectSecretNames(element, property, names));
      return;
    }
    for (Map.Entry<String, JsonNode> keyword : schema.properties()) {
      if (!keyword.getKey().equals("properties")) {
        collectSecretNames(keyword.getValue(), property, names);
        continue;
      }
      for (Map.Entry<String, JsonNode> child : keyword.getValue().properties()) {
        collectSecretNames(child.getValue(), child.getKey(), names);
      }
    }
  }

  private static void collectValues(
      JsonNode node, boolean secret, Set<String> names, Set<String> values) {
    if (secret && node.isValueNode() && !node.isNull()) {
      values.add(node.asText());
    }
    if (node.isArray()) {
      node.forEach(element -> collectValues(element, secret, names, values));
    }
    for (Map.Entry<String, JsonNode> field : node.properties()) {
      collectValues(field.getValue(), secret || names.contains(field.getKey()), names, values);
    }
  }

  private static void addForms(String secret, Set<String> forms) {
    addEncodings(secret, forms);
    for (String part : secret.split("\\|", -1)) {
      if (part.length() >= UNMISTAKABLE_LENGTH) {
        addEncodings(part, forms);
      }
    }
  }

  private static void addEncodings(String secret, Set<String> forms) {
    String formEncoded = URLEncoder.encode(secret, StandardCharsets.UTF_8);
    for (String urlEncoded : List.of(formEncoded, formEncoded.replace("+", "%20"))) {
      forms.add(urlEncoded);
      forms.add(
          PERCENT_ESCAPE
              .matcher(urlEncoded)
              .replaceAll(escape -> escape.group().toLowerCase(Locale.ROOT)));
    }
    forms.add(secret);
    forms.add(new String(JsonStringEncoder.getInstance().quoteAsString(secret)));
  }

  private static @Nullable Pattern anyOf(Collection<String> forms) {
    // Longest first, or the part of a secret would be replaced and the rest of it shown.
    String alternatives =
        forms.stream()
            .filter(form -> !form.isEmpty())
            .sorted(Comparator.comparingInt(String::length).reversed())
            .map(Pattern::quote)
            .collect(Collectors.joining("|"));
    return alternatives.isEmpty() ? null : Pattern.compile(alternatives);
  }
}
