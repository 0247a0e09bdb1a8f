package dev.convexairbyte.stub.functions;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FunctionLogTest {

  private final List<String> deployment = new ArrayList<>();
  private final FunctionLog log = new FunctionLog("messages:send", deployment::add);

  @Test
  void writesLinesAsJavaScriptShowsThem() {
    log.log("plain");
    log.warn("it's");
    log.error("it's \"both\"\n\\");

    assertThat(log.lines())
        .containsExactly("[LOG] 'plain'", "[WARN] \"it's\"", "[ERROR] 'it\\'s \"both\"\\n\\\\'");
  }

  @Test
  void keeps256LinesAndSaysThatThereWereMore() {
    for (int i = 0; i < 300; i++) {
      log.log("line " + i);
    }

    assertThat(log.lines()).hasSize(257);
    assertThat(log.lines().get(255)).isEqualTo("[LOG] 'line 255'");
    assertThat(log.lines().get(256))
        .isEqualTo("[ERROR] A call keeps 256 log lines; this one had more.");
    assertThat(deployment).hasSize(300).endsWith("messages:send [LOG] 'line 299'");
  }

  @Test
  void tellsTheDeploymentOfAttemptsThatComeToNothingToo() {
    log.log("first");
    log.cleared().log("second");
    log.beside().log("third");
    log.failed(FunctionError.of("It failed."));

    assertThat(log.lines()).containsExactly("[LOG] 'second'");
    assertThat(deployment)
        .containsExactly(
            "messages:send [LOG] 'first'",
            "messages:send [LOG] 'second'",
            "messages:send [LOG] 'third'",
            "messages:send [ERROR] It failed.");
  }
}
