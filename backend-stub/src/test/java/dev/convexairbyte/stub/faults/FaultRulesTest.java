package dev.convexairbyte.stub.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.convexairbyte.stub.errors.BackendError;
import dev.convexairbyte.stub.faults.Faults.Strike;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class FaultRulesTest {

  private static final FaultRule RULE = FaultRule.of(Fault.SERVICE_UNAVAILABLE, "/a");

  private final Faults faults = new Faults();

  @Test
  void strikesTheNthCallOnly() {
    faults.add(RULE.onCall(3));

    assertThat(struck(5)).containsExactly(false, false, true, false, false);
    assertThat(faults.rules()).isEmpty();
  }

  @Test
  void strikesByChanceTheSameWayForOneSeed() {
    faults.add(RULE.withProbability(0.3, 7));
    List<Boolean> first = struck(1000);
    faults.replace(List.of(RULE.withProbability(0.3, 7)));
    List<Boolean> second = struck(1000);
    faults.replace(List.of(RULE.withProbability(0.3, 8)));

    assertThat(second).isEqualTo(first).isNotEqualTo(struck(1000));
    assertThat(first.stream().filter(struck -> struck).count()).isBetween(230L, 370L);
  }

  @Test
  void strikesAlwaysOrNeverAtTheEndsOfTheScale() {
    faults.add(RULE.withProbability(0, 1));
    assertThat(struck(50)).containsOnly(false);

    faults.add(RULE.withProbability(1, 1));
    assertThat(struck(50)).containsOnly(true);
  }

  @Test
  void strikesAnyPathWithAStar() {
    faults.add(FaultRule.of(Fault.TOO_MANY_REQUESTS, "*").times(2));

    assertThat(taken("/b")).isPresent();
    assertThat(taken("/a")).isPresent();
    assertThat(taken("/a")).isEmpty();
  }

  @Test
  void letsTheEarlierRuleDecideAndKeepsTheCountOfTheLater() {
    faults.add(FaultRule.of(Fault.TOO_MANY_REQUESTS, "/a").onCall(2));
    faults.add(RULE.times(2));

    assertThat(IntStream.range(0, 4).mapToObj(call -> name()).toList())
        .containsExactly("service_unavailable", "too_many_requests", "service_unavailable", "");
  }

  @Test
  void leavesRequestsToRulesThatNameThem() {
    faults.add(FaultRule.of(Fault.TOO_MANY_REQUESTS, "*"));
    faults.add(RULE);

    assertThat(faults.take("/b", true)).isEmpty();
    assertThat(faults.take("/a", true)).map(Strike::rule).contains(RULE);
    assertThat(faults.rules()).hasSize(1);
  }

  @Test
  void takesBackAStrikeThatCameToNothing() {
    FaultRule first = FaultRule.of(Fault.TRUNCATED_BODY, "/a");
    FaultRule second = FaultRule.of(Fault.SLOW_BODY, "/a").onCall(2);
    faults.add(first);
    faults.add(second);
    Strike strike = faults.take("/a", false).orElseThrow();
    assertThat(faults.rules()).containsExactly(second.onCall(1));

    faults.settle(strike, true);

    assertThat(faults.rules()).containsExactly(first, second.onCall(1));
    faults.clear();
    faults.add(second);
    taken("/a");
    faults.settle(faults.take("/a", false).orElseThrow(), true);
    assertThat(faults.rules()).containsExactly(second.onCall(1));
  }

  @Test
  void strikesNobodyElseWhileAStrikeIsUnsettledAndDoesNotReturnOnceCleared() {
    faults.add(FaultRule.of(Fault.TRUNCATED_BODY, "/a"));
    Strike strike = faults.take("/a", false).orElseThrow();

    assertThat(taken("/a")).isEmpty();
    faults.clear();
    faults.settle(strike, true);

    assertThat(faults.rules()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "api/list_snapshot", "/_stub/tables", "**"})
  void refusesPathsThatNoRequestCouldHave(String path) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FaultRule.of(Fault.TRUNCATED_BODY, path))
        .withMessageMatching("Tried to [^.]*\\.");
  }

  @Test
  void showsWhatIsLeft() {
    faults.add(RULE.times(3));
    faults.add(RULE.onCall(4));
    taken("/a");

    assertThat(faults.rules()).containsExactly(RULE.times(2), RULE.onCall(3));
    faults.clear();
    assertThat(faults.rules()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void namesEveryFault(Fault fault) {
    assertThat(Fault.named(fault.wireName())).contains(fault);
    assertThat(FaultRule.of(fault, "/a").carriesOut()).isEqualTo(fault.failure().carriesOut());
  }

  @ParameterizedTest
  @EnumSource
  void canAnswerWithEveryErrorOfTheCatalogue(BackendError error) {
    assertThat(FaultRule.error(error, "/a").name()).isEqualTo(error.code());
  }

  @Test
  void refusesWhatCannotBe() {
    FaultRule cut = FaultRule.of(Fault.TRUNCATED_BODY, "/a");

    assertThatIllegalArgumentException().isThrownBy(() -> RULE.times(0));
    assertThatIllegalArgumentException().isThrownBy(() -> RULE.onCall(0));
    assertThatIllegalArgumentException().isThrownBy(() -> RULE.withProbability(1.1, 0));
    assertThatIllegalArgumentException().isThrownBy(() -> RULE.withProbability(-0.1, 0));
    assertThatIllegalArgumentException().isThrownBy(() -> RULE.retryAfter(-1));
    assertThatIllegalArgumentException().isThrownBy(() -> cut.retryAfter(1));
    assertThatIllegalArgumentException().isThrownBy(() -> cut.lasting(Duration.ZERO));
    assertThatIllegalArgumentException().isThrownBy(() -> cut.carryingOut(false));
  }

  private List<Boolean> struck(int calls) {
    return IntStream.range(0, calls).mapToObj(call -> taken("/a").isPresent()).toList();
  }

  private String name() {
    return taken("/a").map(FaultRule::name).orElse("");
  }

  private Optional<FaultRule> taken(String path) {
    Optional<Strike> strike = faults.take(path, false);
    strike.ifPresent(struck -> faults.settle(struck, false));
    return strike.map(Strike::rule);
  }
}
