package dev.convexairbyte.sync.job;

import com.fasterxml.jackson.databind.JsonNode;
import dev.convexairbyte.sync.failure.Failure;
import dev.convexairbyte.sync.failure.Party;
import java.time.Duration;

/** Is told how a job goes. */
public interface JobListener {

  /** An attempt has failed, and the next one follows after this time. */
  void retries(int attempt, Failure failure, Duration wait);

  /** Something may mean that records were lost. */
  void doubts(String sentence);

  /** A connector has changed its config, and wants to be given this one from now on. */
  void configured(Party party, JsonNode config);
}
