package dev.convexairbyte.source.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.convexairbyte.cdk.failure.ConnectorException;
import dev.convexairbyte.cdk.message.FailureType;
import dev.convexairbyte.client.TablePath;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExclusionsTest {

  @ParameterizedTest(name = "{0} excludes {1}/{2}: {3}")
  @CsvSource({
    "users, '', users, true",
    "users, '', Users, false",
    "users, '', users2, false",
    "users, auth, users, false",
    "user?, '', users, true",
    "user?, '', user, false",
    "u*s, '', us, true",
    "*, '', users, true",
    "*, auth, users, false",
    "*/users, auth, users, true",
    "*/users, auth/better, users, true",
    "*/users, '', users, false",
    "*/*, auth, anything, true",
    "auth/users, auth, users, true",
    "auth/users, auth/better, users, false",
    "auth/*, auth/better, users, true",
    "a[b, '', a[b, true",
    "(users, '', users, false",
    "' users ', '', users, true",
    "users.email, '', users, false"
  })
  void aTableIsExcludedByItsNameInItsComponent(
      String glob, String component, String table, boolean excluded) {
    Exclusions exclusions = Exclusions.of(List.of("nothing", glob));

    assertThat(exclusions.excludesTable(new TablePath(component, table))).isEqualTo(excluded);
  }

  @ParameterizedTest(name = "{0} excludes {1}/{2}.{3}: {4}")
  @CsvSource({
    "users.email, '', users, email, true",
    "users.email, '', users, Email, false",
    "users.email, '', posts, email, false",
    "users.email, auth, users, email, false",
    "*.email, '', posts, email, true",
    "*/*.email, auth, users, email, true",
    "auth/users.email, auth, users, email, true",
    "users.*, '', users, anything, true",
    "users.*, '', users, _creationTime, true",
    "users.*, '', users, _id, false",
    "users._i?, '', users, _id, false",
    "users.a?b, '', users, a.b, true",
    "users, '', users, email, false"
  })
  void aFieldIsExcludedByItsNameInItsTable(
      String glob, String component, String table, String field, boolean excluded) {
    Exclusions exclusions = Exclusions.of(List.of("nothing.at_all", glob));

    assertThat(exclusions.fieldsOf(new TablePath(component, table)).test(field))
        .isEqualTo(excluded);
  }

  @ParameterizedTest
  @CsvSource({
    "'', names no table",
    "' ', names no table",
    ".email, names no table",
    "auth/, names no table",
    "/users, names no table",
    "users., names no field",
    "users.profile.email, only whole top-level fields",
    "users._id, every row needs"
  })
  void anEntryThatCannotDoWhatItSaysIsAConfigError(String glob, String words) {
    assertThatThrownBy(() -> Exclusions.of(List.of(glob)))
        .isInstanceOfSatisfying(
            ConnectorException.class,
            e -> assertThat(e.failureType()).isEqualTo(FailureType.CONFIG_ERROR))
        .hasMessageMatching(
            "Tried to read the setting exclude but failed because the entry \"[^\"]*\" [^;]+; [^;]+\\.")
        .hasMessageContaining(words);
  }

  @Test
  void namesTheEntriesThatMatchNothing() {
    Map<String, Map<String, List<String>>> deployed =
        Map.of("", Map.of("users", List.of("email")), "auth", Map.of("keys", List.of("x")));

    assertThat(
            Exclusions.of(
                    List.of("users", "user", "users.email", "users.phone", "auth/keys", "keys"))
                .withoutEffect(deployed))
        .containsExactly("user", "users.phone", "keys");
    assertThat(Exclusions.none().withoutEffect(deployed)).isEmpty();
  }
}
