package dev.convexairbyte.stub;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.util.Arrays;
import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/** Every situation of situations.csv names tests that are there, or says why it has none. */
class SituationsTest {

  @ParameterizedTest(name = "{0}: {1}")
  @CsvFileSource(
      resources = "/situations.csv",
      delimiter = '|',
      useHeadersInDisplayName = true,
      maxCharsPerColumn = 10_000)
  void isTested(String operation, String situation, String tests) {
    if (tests.startsWith("gap: ")) {
      return;
    }
    assertThat(tests.split(" ", -1)).allSatisfy(SituationsTest::requireTest);
  }

  private static void requireTest(String test) throws ClassNotFoundException {
    String[] classAndMethod = test.split("#", -1);
    Class<?> type = Class.forName(SituationsTest.class.getPackageName() + "." + classAndMethod[0]);

    assertThat(
            Arrays.stream(type.getDeclaredMethods())
                .filter(SituationsTest::isRun)
                .map(Method::getName))
        .as(test)
        .contains(classAndMethod[1]);
  }

  private static boolean isRun(Method method) {
    boolean isTest =
        method.isAnnotationPresent(Test.class)
            || method.isAnnotationPresent(ParameterizedTest.class);
    return isTest
        && !method.isAnnotationPresent(Disabled.class)
        && !method.getDeclaringClass().isAnnotationPresent(Disabled.class);
  }
}
