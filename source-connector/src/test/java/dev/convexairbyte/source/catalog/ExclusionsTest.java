package dev.convexairbyte.source.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.convexairbyte.cdk.failure.ConnectorException;
import dev.convexairbyte.client.TablePath;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExclusionsTest {

  @ParameterizedTest
  @CsvSource({
    "users,        '',   users,     true",
    "users,        '',   users2,    false",
    "users,        auth, users,     false",
    "auth/users,   auth, users,     true",
    "auth/users,   '',   users,     false",
    "auth/*,       auth, sessions,  true",
    "auth/*,       '',   authors,   false",
    "*,            auth, users,     false",
    "*/users,      a/b,  users,     true",
    "audit_*,      '',   audit_log, true",
    "audit_*,      '',   audit_,    true",
    "user?,        '',   users,     true",
    "user?,        '',   user,      false",
    "user?,        '',   userss,    false",
    "Users,        '',   users,     false",
    "users.email,  '',   users,     false",
    "*,            '',   users,     true",
  })
  void aTableIsNamedByAGlob(String glob, String component, String table, boolean excluded) {
    Exclusions exclusions = Exclusions.of(List.of(glob));

    assertThat(exclusions.excludesTable(new TablePath(component, table))).isEqualTo(excluded);
  }

  @ParameterizedTest
  @CsvSource({
    "users.email,        '',   users, email,         true",
    "users.email,        '',   posts, email,         false",
    "users.email,        auth, users, email,         false",
    "auth/users.email,   auth, users, email,         true",
    "*.password*,        '',   users, password_hash, true",
    "users.*,            '',   users, _creationTime, true",
    "users.*,            '',   users, _id,           false",
    "users._?d,          '',   users, _id,           false",
    "users.a?b,          '',   users, a.b,           true",
    "users.e,            '',   users, email,         false",
    "'users.a (b)',      '',   users, 'a (b)',       true",
    "users,              '',   users, email,         false",
  })
  void aFieldIsNamedByAGlobBehindItsTableAndTheKeyStays(
      String glob, String component, String table, String field, boolean excluded) {
    Exclusions exclusions = Exclusions.of(List.of(glob));

    assertThat(exclusions.fieldsOf(new TablePath(component, table)).test(field))
        .isEqualTo(excluded);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".email", "/users", "auth/", "users.", "users.a.b", "users._id"})
  void aGlobThatCannotDoWhatItSaysIsAConfigError(String glob) {
    assertThatThrownBy(() -> Exclusions.of(List.of(glob)))
        .isInstanceOf(ConnectorException.class)
        .hasMessageMatching("Tried to read the setting exclude but failed because .*; .*\\.");
  }

  @Test
  void noGlobExcludesNothing() {
    TablePath users = new TablePath("", "users");

    assertThat(Exclusions.none().excludesTable(users)).isFalse();
    assertThat(Exclusions.none().fieldsOf(users).test("email")).isFalse();
  }
}
