package dev.convexairbyte.sync.relay;

import com.fasterxml.jackson.databind.JsonNode;
import dev.convexairbyte.cdk.message.AirbyteStateMessage;
import dev.convexairbyte.sync.failure.Party;

/** Is told what comes out of an attempt while it runs. */
public interface RelayListener extends Doubts {

  /** The destination has sent this state back. Must not wait for long. */
  void acknowledged(AirbyteStateMessage state);

  /** No more states are here: what came should last from now on. */
  void settled();

  /** A connector has changed its config, and wants to be given this one from now on. */
  void configured(Party party, JsonNode config);
}
