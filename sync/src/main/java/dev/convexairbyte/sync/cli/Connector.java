package dev.convexairbyte.sync.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.convexairbyte.cdk.message.AirbyteMessage;
import dev.convexairbyte.cdk.message.DestinationSyncMode;
import dev.convexairbyte.cdk.secret.SecretMask;
import dev.convexairbyte.sync.failure.Party;
import dev.convexairbyte.sync.program.ConnectorProgram;
import dev.convexairbyte.sync.program.Inquiry;
import dev.convexairbyte.sync.program.RunningProgram;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A connector of this run: its program, its config, and the secrets in it. */
final class Connector {

  private final Party party;
  private final ConnectorProgram program;
  private final ConfigInUse config;
  private final Console console;
  private final SecretMask mask = new SecretMask();
  private final RunningProgram asked;
  private @Nullable JsonNode spec;

  /** Starts to ask it for its spec. */
  Connector(
      Party party, ConnectorProgram program, ConfigInUse config, Console console, Secrets secrets) {
    this.party = party;
    this.program = program;
    this.config = config;
    this.console = console;
    this.asked = program.spec();
    secrets.hide(mask);
  }

  ConnectorProgram program() {
    return program;
  }

  /** Waits for its spec; only from then on its secrets are known, so nothing else runs before. */
  JsonNode spec() throws InterruptedException {
    if (spec == null) {
      spec = Inquiry.ask(party, "spec", asked, AirbyteMessage.Type.SPEC, "spec");
      mask.learn(spec.path("connectionSpecification"), config.content());
    }
    return spec;
  }

  /** The write modes that it says it has; none where it says nothing. */
  Set<DestinationSyncMode> writeModes() throws InterruptedException {
    Set<DestinationSyncMode> modes = EnumSet.noneOf(DestinationSyncMode.class);
    for (JsonNode word : spec().path("supported_destination_sync_modes")) {
      for (DestinationSyncMode mode : DestinationSyncMode.values()) {
        if (mode.name().equals(word.asText().toUpperCase(Locale.ROOT))) {
          modes.add(mode);
        }
      }
    }
    return modes;
  }

  /** Asks for the one answer of a program of this connector. */
  JsonNode ask(String verb, RunningProgram running, AirbyteMessage.Type type, String key)
      throws InterruptedException {
    return Inquiry.ask(party, verb, running, type, key);
  }

  /** The connector has changed its config. */
  void configured(JsonNode changed) {
    if (spec != null) {
      mask.learn(spec.path("connectionSpecification"), changed);
    }
    String news = config.change(changed);
    program.useConfig(config.content());
    if (news != null) {
      console.warn(news);
    }
  }
}
