package dev.convexairbyte.sync.lock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.convexairbyte.cdk.failure.ConnectorException;
import dev.convexairbyte.sync.program.EndedProcess;
import dev.convexairbyte.sync.program.JobFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class SyncLockTest {

  private final List<String> told = new ArrayList<>();

  @TempDir private Path folder;

  @Test
  void onlyOneHasItAtATime() {
    SyncLock first = SyncLock.take(state()).orElseThrow();
    assertThat(SyncLock.take(state())).isEmpty();

    first.close();
    assertThat(SyncLock.take(state())).isPresent();
  }

  @Test
  void anotherStateFileHasAnotherLock() {
    assertThat(SyncLock.take(state())).isPresent();
    assertThat(SyncLock.take(folder.resolve("other.json"))).isPresent();
  }

  @Test
  void twoSymbolicLinksToOneStateFileHaveOneLock() throws Exception {
    Path left = Files.createSymbolicLink(folder.resolve("left.json"), state());
    Path right = Files.createSymbolicLink(folder.resolve("right.json"), Path.of("left.json"));

    SyncLock beforeThereIsAState = SyncLock.take(left).orElseThrow();
    assertThat(SyncLock.take(right)).isEmpty();
    assertThat(SyncLock.take(state())).isEmpty();
    beforeThereIsAState.close();

    Files.writeString(state(), "[]");
    assertThat(SyncLock.take(right)).isPresent();
    assertThat(SyncLock.take(left)).isEmpty();
  }

  @Test
  void aFolderThatIsNotThereIsSaidInOneSentence() {
    assertThatThrownBy(() -> SyncLock.take(folder.resolve("none/state.json")))
        .isInstanceOf(ConnectorException.class)
        .hasMessageContaining("cannot be written");
  }

  @Test
  void aDiskThatTakesNoMoreIsSaidInOneSentence() throws Exception {
    Files.createSymbolicLink(lockFile(), Path.of("/dev/full"));
    SyncLock lock = SyncLock.take(state()).orElseThrow();

    assertThatThrownBy(() -> lock.clearAway(told::add))
        .isInstanceOf(ConnectorException.class)
        .hasMessage(
            "Tried to note in %s.lock what this sync has started but failed because it takes no more; free some space."
                .formatted(folder.toRealPath().resolve("state.json")));
    lock.close();
    Files.delete(lockFile());
  }

  @Test
  void whatAKilledSyncHasLeftBehindIsWaitedForAndDeleted() throws Exception {
    Path files = JobFolder.closed(folder);
    Files.writeString(JobFolder.in(files, "source").path().resolve("config.json"), "{}");
    Process program = new ProcessBuilder("sh", "-c", "read line; sleep 0.3").start();
    Leftovers left = Leftovers.NONE.in(files).with(program.toHandle());
    leave(left);

    SyncLock lock = SyncLock.take(state()).orElseThrow();
    // As its input ends when the one that wrote it is gone.
    program.getOutputStream().close();
    lock.clearAway(told::add);

    assertThat(program.isAlive()).isFalse();
    assertThat(program.exitValue()).as("it was not killed").isZero();
    assertThat(files).doesNotExist();
    assertThat(told)
        .containsExactly(
            "The sync before this one was killed: waiting until its connector, process %d, has ended."
                .formatted(program.pid()));
  }

  @Test
  void aProgramThatDoesNotEndIsEnded() throws Exception {
    Process deaf =
        new ProcessBuilder("sh", "-c", "trap '' TERM; while :; do sleep 0.1; done").start();

    Leftovers.NONE.with(deaf.toHandle()).clearAway(Duration.ofSeconds(1), told::add);

    assertThat(deaf.isAlive()).isFalse();
  }

  @Test
  void whatAProgramHasStartedIsEndedWithIt() throws Exception {
    Process wrapper =
        new ProcessBuilder(
                "sh", "-c", "sh -c \"trap '' TERM; echo; while :; do sleep 0.1; done\" & wait")
            .start();
    assertThat(wrapper.getInputStream().read()).as("the child is deaf now").isPositive();
    ProcessHandle child = wrapper.children().findFirst().orElseThrow();

    Leftovers.NONE.with(wrapper.toHandle()).clearAway(Duration.ofSeconds(1), told::add);

    EndedProcess.await(child);
    assertThat(wrapper.isAlive()).isFalse();
  }

  @Test
  void aLaterProcessWithTheSameIdIsLeftAlone() throws Exception {
    Process program = new ProcessBuilder("sleep", "60").start();
    try {
      long started = program.info().startInstant().orElseThrow().toEpochMilli();
      Leftovers other =
          new Leftovers(null, List.of(new Leftovers.Program(program.pid(), started - 60_000)));

      other.clearAway(Duration.ofSeconds(1), told::add);

      assertThat(program.isAlive()).isTrue();
      assertThat(told).isEmpty();
    } finally {
      program.destroy();
    }
  }

  @Test
  void aNoteThatAPowerCutHasTornNamesNothing() throws Exception {
    Files.writeString(lockFile(), "{\"folder\":\"/tm");

    SyncLock lock = SyncLock.take(state()).orElseThrow();
    lock.clearAway(told::add);

    assertThat(told).isEmpty();
  }

  @Test
  void theEndOfALongerNoteBehindANoteIsPassedOver() throws Exception {
    Path files = JobFolder.closed(folder);
    leave(Leftovers.NONE.in(files));
    Files.writeString(lockFile(), "startedMillis\":1}]}", StandardOpenOption.APPEND);

    SyncLock.take(state()).orElseThrow().clearAway(told::add);

    assertThat(files).doesNotExist();
  }

  /** What a kill would leave. */
  @Test
  void theFolderIsNamedAtEveryMomentAtWhichMoreIsNoted() throws Exception {
    SyncLock lock = SyncLock.take(state()).orElseThrow();
    lock.uses(folder.resolve("files"));
    String note = Files.readString(lockFile());
    String beginning = note.substring(0, note.indexOf("]"));
    Thread noting =
        new Thread(
            () -> {
              for (int program = 0; program < 500; program++) {
                lock.started(ProcessHandle.current());
              }
            });

    noting.start();
    while (noting.isAlive()) {
      assertThat(Files.readString(lockFile())).startsWith(beginning);
    }
    noting.join();

    assertThat(Files.readString(lockFile())).startsWith(beginning).endsWith("]}");
  }

  @Test
  void aSignalThatInterruptsWhoWritesANoteDoesNotLoseTheLock() throws Exception {
    SyncLock lock = SyncLock.take(state()).orElseThrow();
    Path files = JobFolder.closed(folder);

    Thread.currentThread().interrupt();
    lock.uses(files);

    assertThat(Thread.interrupted()).isTrue();
    assertThat(SyncLock.take(state())).isEmpty();
    assertThat(Files.readString(lockFile())).contains(files.toString());
  }

  @Test
  void whatHasNotEndedIsNotedForTheNextSyncWhenTheWaitForItIsBrokenOff() throws Exception {
    Path files = JobFolder.closed(folder);
    Process program = new ProcessBuilder("sleep", "60").start();
    try {
      leave(Leftovers.NONE.in(files).with(program.toHandle()));
      SyncLock stopped = SyncLock.take(state()).orElseThrow();
      Thread.currentThread().interrupt();
      assertThatThrownBy(() -> stopped.clearAway(told::add))
          .isInstanceOf(InterruptedException.class);
      stopped.close();

      program.destroy();
      SyncLock.take(state()).orElseThrow().clearAway(told::add);

      assertThat(program.isAlive()).isFalse();
      assertThat(files).doesNotExist();
    } finally {
      program.destroy();
    }
  }

  @Test
  void aFolderThatIsNoneOfASyncIsNotDeletedWhateverTheFileSays() throws Exception {
    Path other = Files.createDirectory(folder.resolve("home"));
    leave(Leftovers.NONE.in(other));

    SyncLock.take(state()).orElseThrow().clearAway(told::add);

    assertThat(other).exists();
  }

  private void leave(Leftovers left) throws Exception {
    Files.write(lockFile(), dev.convexairbyte.cdk.json.Json.mapper().writeValueAsBytes(left));
  }

  private Path lockFile() {
    return folder.resolve("state.json.lock");
  }

  private Path state() {
    return folder.resolve("state.json");
  }
}
