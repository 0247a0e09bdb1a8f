package dev.convexairbyte.cdk.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.convexairbyte.cdk.ConnectorException;
import dev.convexairbyte.cdk.FakeSource;
import dev.convexairbyte.cdk.json.Json;
import dev.convexairbyte.cdk.message.FailureType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

class ConfigValidatorTest {

  private final ConfigValidator validator =
      new ConfigValidator(new SpecResource(new FakeSource()).connectionSpecification());

  @Test
  void passesAConfigThatSatisfiesTheSpecAndHoldsMore() throws JsonProcessingException {
    JsonNode config =
        Json.mapper()
            .readTree(
                """
                {"deployment_url": "http://localhost:3210", "access_key": "k", "mode": "fast", "batch": 1,
                 "login": {"kind": "token", "token": "t"}, "tables": ["a", "b"], "anything": {"else": 1}}""");

    assertThatCode(() -> validator.validate(config)).doesNotThrowAnyException();
  }

  @ParameterizedTest(name = "{1}")
  @CsvFileSource(resources = "/cdk/unfit-configs.csv", delimiter = ';', quoteCharacter = '\'')
  void saysInWordsWhichRulesAreBrokenAndNeverTheValue(String settings, String reasons)
      throws JsonProcessingException {
    JsonNode config = Json.mapper().readTree(settings);

    assertThatThrownBy(() -> validator.validate(config))
        .isInstanceOfSatisfying(
            ConnectorException.class,
            failure -> {
              assertThat(failure.failureType()).isEqualTo(FailureType.CONFIG_ERROR);
              assertThat(failure)
                  .hasMessage(
                      "Tried to use the config but failed because "
                          + reasons
                          + "; correct the config.")
                  .hasNoCause();
            });
  }
}
