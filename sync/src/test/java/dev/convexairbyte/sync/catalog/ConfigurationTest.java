package dev.convexairbyte.sync.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.convexairbyte.cdk.failure.ConnectorException;
import dev.convexairbyte.cdk.json.Json;
import dev.convexairbyte.cdk.message.DestinationSyncMode;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

class ConfigurationTest {

  @ParameterizedTest(name = "{0}")
  @CsvFileSource(resources = "configurations.csv", delimiter = '|', numLinesToSkip = 1)
  void choosesModesThatBothSidesCan(
      String what, @Nullable String mode, @Nullable String modes, String stream, String result) {
    if (!result.matches("[a-z_]+\\+[a-z_]+")) {
      assertThatThrownBy(() -> configured(mode, modes, stream))
          .as(what)
          .isInstanceOf(ConnectorException.class)
          .hasMessageContaining(result);
      return;
    }

    ConnectionStream configured = configured(mode, modes, stream);

    assertThat(configured.modes().replace(", ", "+")).as(what).isEqualTo(result);
  }

  private static ConnectionStream configured(
      @Nullable String mode, @Nullable String modes, String stream) {
    Configuration configuration =
        new Configuration(null, mode == null ? null : Modes.parse(mode), supported(modes));
    return configuration.of(catalog(stream)).streams().get(0);
  }

  @Test
  void keyAndCursorAreTheSources() {
    ConnectionCatalog catalog =
        new Configuration(null, null, Set.of()).of(catalog("users: incremental, cursor, key"));

    assertThat(catalog.json().at("/streams/0"))
        .hasToString(
            "{\"stream\":{\"name\":\"users\",\"json_schema\":{},\"supported_sync_modes\":[\"full_refresh\",\"incremental\"],\"source_defined_cursor\":true,\"source_defined_primary_key\":[[\"id\"]],\"more\":1},\"sync_mode\":\"incremental\",\"destination_sync_mode\":\"append_dedup\",\"primary_key\":[[\"id\"]]}");
  }

  @Test
  void namesChooseStreamsInWhateverNamespaceOrInOne() {
    ObjectNode catalog = Json.mapper().createObjectNode();
    for (String name : List.of("users", "shop/users", "shop/orders", "log")) {
      ObjectNode stream = catalog.withArrayProperty("streams").addObject();
      stream.put("name", name.substring(name.indexOf('/') + 1));
      if (name.contains("/")) {
        stream.put("namespace", "shop");
      }
      stream.putObject("json_schema");
      stream.putArray("supported_sync_modes").add("full_refresh");
    }

    assertThat(chosen(catalog, "users")).containsExactly("users", "shop.users");
    assertThat(chosen(catalog, "shop/*")).containsExactly("shop.users", "shop.orders");
    assertThat(chosen(catalog, "l?g", "orders")).containsExactly("shop.orders", "log");
    assertThat(chosen(catalog, "*")).hasSize(4);
    assertThatThrownBy(() -> chosen(catalog, "users", "nobody"))
        .hasMessage(
            "Tried to choose the streams but failed because none is called nobody; choose from: users, shop/users, shop/orders, log.");
  }

  @Test
  void aSourceWithoutStreamsIsRefused() {
    ObjectNode nothing = Json.mapper().createObjectNode();
    nothing.putArray("streams");
    Configuration configuration = new Configuration(null, null, Set.of());

    assertThatThrownBy(() -> configuration.of(nothing))
        .hasMessageContaining("the source has no streams");
  }

  private static List<String> chosen(ObjectNode catalog, String... names) {
    return new Configuration(new StreamNames(List.of(names)), null, Set.of())
        .of(catalog).descriptors().stream().map(Object::toString).toList();
  }

  /** {@code users: incremental, cursor, default cursor, key}. */
  private static ObjectNode catalog(String text) {
    String[] parts = text.split(": ", -1);
    List<String> abilities = List.of(parts[1].split(", ", -1));
    ObjectNode catalog = Json.mapper().createObjectNode();
    ObjectNode stream = catalog.withArrayProperty("streams").addObject().put("name", parts[0]);
    stream.putObject("json_schema");
    stream.putArray("supported_sync_modes").add("full_refresh");
    if (abilities.contains("incremental")) {
      stream.withArrayProperty("supported_sync_modes").add("incremental");
    }
    if (abilities.contains("cursor")) {
      stream.put("source_defined_cursor", true);
    }
    if (abilities.contains("default cursor")) {
      stream.putArray("default_cursor_field").add("at");
    }
    if (abilities.contains("key")) {
      stream.putArray("source_defined_primary_key").addArray().add("id");
    }
    stream.put("more", 1);
    return catalog;
  }

  private static Set<DestinationSyncMode> supported(@Nullable String words) {
    Set<DestinationSyncMode> modes = EnumSet.noneOf(DestinationSyncMode.class);
    if (words != null) {
      for (String word : words.split(" ", -1)) {
        modes.add(DestinationSyncMode.valueOf(word.toUpperCase(Locale.ROOT)));
      }
    }
    return modes;
  }
}
