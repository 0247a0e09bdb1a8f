package dev.convexairbyte.sync.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.convexairbyte.cdk.failure.ConnectorException;
import dev.convexairbyte.cdk.file.StateFile;
import dev.convexairbyte.cdk.message.AirbyteStateMessage;
import dev.convexairbyte.cdk.message.AirbyteStreamState;
import dev.convexairbyte.cdk.message.StreamDescriptor;
import dev.convexairbyte.sync.catalog.Generation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConnectionMemoryTest {

  private static final StreamDescriptor USERS = new StreamDescriptor("users", null);

  @TempDir private Path folder;

  @Test
  void theFileIsOneThatASourceTakesAndAPersonCanRead() throws Exception {
    ConnectionMemory memory = open(false);

    memory.take(state(3));
    assertThat(file()).doesNotExist();
    memory.save();

    assertThat(StateFile.read(file())).containsExactly(state(3));
    assertThat(file())
        .hasContent(
            """
            [
              {
                "type" : "STREAM",
                "stream" : {
                  "stream_descriptor" : {
                    "name" : "users"
                  },
                  "stream_state" : 3
                }
              }
            ]
            """);
    assertThat(open(false).states().json()).hasSize(1);
  }

  @Test
  void whatTheReadmesPipeHasCollectedIsTaken() throws Exception {
    Files.writeString(
        file(),
        """
        {"type":"STATE","state":{"type":"STREAM","stream":{"stream_descriptor":{"name":"users"},"stream_state":1}}}
        {"type":"LOG","log":{"level":"INFO","message":"hello"}}
        {"type":"STATE","state":{"type":"STREAM","stream":{"stream_descriptor":{"name":"users"},"stream_state":2}}}
        """);

    assertThat(open(false).states().json().at("/0/stream/stream_state").intValue()).isEqualTo(2);
  }

  @Test
  void aFileThatIsNoStateIsRefusedAndStays() throws Exception {
    Files.writeString(file(), "{\"users\":1}");

    assertThatThrownBy(() -> open(false)).isInstanceOf(ConnectorException.class);
    assertThat(file()).hasContent("{\"users\":1}");
  }

  @Test
  void aFileWithStatesOfBothKindsIsRefusedAndStays() throws Exception {
    String both =
        """
        [{"type":"STREAM","stream":{"stream_descriptor":{"name":"users"},"stream_state":1}},
        {"type":"GLOBAL","global":{"shared_state":1,"stream_states":[]}}]
        """;
    Files.writeString(file(), both);

    assertThatThrownBy(() -> open(false))
        .isInstanceOf(ConnectorException.class)
        .hasMessage(
            "Tried to read the state file %s but failed because it has states of both kinds, STREAM and GLOBAL; start with a new state file."
                .formatted(file().toRealPath()));
    assertThat(file()).hasContent(both);
  }

  @Test
  void aSignalThatInterruptsWhoSavesLosesNothing() {
    ConnectionMemory memory = open(false);
    memory.take(state(1));

    Thread.currentThread().interrupt();
    memory.save();

    assertThat(Thread.interrupted()).isTrue();
    assertThat(open(false).states().json()).hasSize(1);
  }

  @Test
  void aFileThatCannotBeReplacedLeavesNoneBesideIt() throws Exception {
    ConnectionMemory memory = open(false);
    memory.take(state(1));
    Files.createDirectories(file().resolve("in the way"));

    assertThatThrownBy(memory::save).isInstanceOf(ConnectorException.class);

    assertThat(folder.resolve("state.json.next")).doesNotExist();
  }

  @Test
  void whoMayReadTheFileStaysAndANewOneIsItsOwners() throws Exception {
    ConnectionMemory memory = open(false);
    memory.take(state(1));
    memory.save();
    assertThat(permissions()).isEqualTo("rw-------");

    Files.setPosixFilePermissions(file(), PosixFilePermissions.fromString("rw-r-----"));
    memory.take(state(2));
    memory.save();
    assertThat(permissions()).isEqualTo("rw-r-----");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aSymbolicLinkStaysOne(boolean isFileThere) throws Exception {
    Path real = folder.resolve("real.json");
    if (isFileThere) {
      Files.writeString(real, "[]");
    }
    Files.createSymbolicLink(file(), real);
    ConnectionMemory memory = open(false);

    memory.take(state(1));
    memory.save();

    assertThat(file()).isSymbolicLink();
    assertThat(StateFile.read(real)).hasSize(1);
  }

  @Test
  void aFolderThatIsNotThereIsSaidInOneSentence() {
    ConnectionMemory memory = ConnectionMemory.open(folder.resolve("none/state.json"), false);
    memory.take(state(1));

    assertThatThrownBy(memory::save)
        .isInstanceOf(ConnectorException.class)
        .hasMessageContaining("its folder takes no more");
  }

  @Test
  void generationsOutliveStatesAndJobsAreNumbered() {
    ConnectionMemory memory = open(true);
    GenerationBook.Entry entry = new GenerationBook.Entry(new Generation(1, 1), true);
    memory.put(USERS, entry);
    memory.take(state(1));
    assertThat(memory.begin(true, List.of(USERS), List.of(USERS)))
        .as("not 1, which says nothing")
        .isEqualTo(2);
    assertThat(memory.begin(false, List.of(), List.of(USERS))).isEqualTo(2);

    ConnectionMemory next = open(true);
    assertThat(next.generation(USERS)).isEqualTo(entry);
    assertThat(next.states().json()).isEmpty();
    next.finish(List.of(USERS));
    assertThat(next.begin(true, List.of(), List.of(USERS))).isEqualTo(3);

    assertThat(open(true).generation(USERS))
        .isEqualTo(new GenerationBook.Entry(new Generation(1, 1), false));
    assertThat(open(false).generation(USERS)).isNull();
  }

  @Test
  void aGenerationIsBegunOnlyWhenTheStateBeforeItIsForgottenInTheFileToo() throws Exception {
    ConnectionMemory memory = open(true);
    memory.take(state(1));
    memory.save();
    memory.put(USERS, new GenerationBook.Entry(new Generation(1, 1), true));
    Files.createDirectories(folder.resolve("state.json.next/in the way"));

    assertThatThrownBy(() -> memory.begin(true, List.of(USERS), List.of(USERS)))
        .isInstanceOf(ConnectorException.class);

    assertThat(open(true).states().json()).hasSize(1);
    assertThat(open(true).generation(USERS)).isEqualTo(GenerationBook.Entry.NONE);
  }

  @Test
  void aDeathBeforeTheGenerationIsBegunLeavesNoState() throws Exception {
    ConnectionMemory memory = open(true);
    memory.take(state(1));
    memory.save();
    memory.put(USERS, new GenerationBook.Entry(new Generation(1, 1), true));
    Files.createDirectories(folder.resolve("state.json.generations.next/in the way"));

    assertThatThrownBy(() -> memory.begin(true, List.of(USERS), List.of(USERS)))
        .isInstanceOf(ConnectorException.class);

    assertThat(open(true).states().json()).isEmpty();
    assertThat(open(true).generation(USERS)).isEqualTo(GenerationBook.Entry.NONE);
  }

  private ConnectionMemory open(boolean withGenerations) {
    return ConnectionMemory.open(file(), withGenerations);
  }

  private Path file() {
    return folder.resolve("state.json");
  }

  private String permissions() throws Exception {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file()));
  }

  private static AirbyteStateMessage state(int at) {
    return new AirbyteStateMessage(
        AirbyteStateMessage.Type.STREAM,
        new AirbyteStreamState(USERS, JsonNodeFactory.instance.numberNode(at)),
        null,
        null,
        null,
        null);
  }
}
