package dev.convexairbyte.sync.state;

import dev.convexairbyte.cdk.file.JsonFile;
import dev.convexairbyte.cdk.file.StateFile;
import dev.convexairbyte.cdk.message.AirbyteStateMessage;
import dev.convexairbyte.cdk.message.StreamDescriptor;
import dev.convexairbyte.sync.failure.AttemptException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a connection remembers: its states, and where the destination knows generations, those. The
 * state file is one that a source takes as it is.
 */
public final class ConnectionMemory {

  private final AtomicFile stateFile;
  private final AtomicFile generationFile;
  private final AcknowledgedStates states;
  private final @Nullable GenerationBook generations;
  private boolean isSaved = true;

  private ConnectionMemory(
      AtomicFile stateFile,
      AtomicFile generationFile,
      AcknowledgedStates states,
      @Nullable GenerationBook generations) {
    this.stateFile = stateFile;
    this.generationFile = generationFile;
    this.states = states;
    this.generations = generations;
  }

  /**
   * Reads the files; those that are not there are made when there is something to write.
   *
   * @param withGenerations whether the destination knows generations
   */
  public static ConnectionMemory open(Path state, boolean withGenerations) {
    AtomicFile stateFile = AtomicFile.at(state);
    AtomicFile generationFile = new AtomicFile(Path.of(stateFile.path() + ".generations"));
    return new ConnectionMemory(
        stateFile,
        generationFile,
        read(stateFile.path()),
        withGenerations ? GenerationBook.read(generationFile.path()) : null);
  }

  private static AcknowledgedStates read(Path path) {
    try {
      return AcknowledgedStates.of(Files.exists(path) ? StateFile.read(path) : List.of());
    } catch (AttemptException e) {
      throw new JsonFile("state", path)
          .failure("it has states of both kinds, STREAM and GLOBAL", "start with a new state file");
    }
  }

  public AcknowledgedStates states() {
    return states;
  }

  /** What is known of a stream's generation; null where the destination knows none. */
  public GenerationBook.@Nullable Entry generation(StreamDescriptor stream) {
    return generations == null ? null : generations.entry(stream);
  }

  /** The stream's generation from now on. */
  public void put(StreamDescriptor stream, GenerationBook.Entry entry) {
    if (generations != null) {
      generations.put(stream, entry);
    }
  }

  /**
   * An attempt begins: forgets the states of the streams that start over, then writes the
   * generations. If it dies in between, those streams are read from the start in the generation
   * before; the other way round the next job would go on from the old place in the new generation,
   * and the end of that drops all that was written before.
   *
   * @param all streams of the connection
   * @return the number of the job; 0 where the destination knows no generations
   */
  public synchronized long begin(
      boolean isFirst, Collection<StreamDescriptor> startOver, Collection<StreamDescriptor> all) {
    if (!startOver.isEmpty()) {
      states.forget(startOver, all);
      isSaved = false;
      save();
    }
    if (generations == null) {
      return 0;
    }
    long syncId = isFirst ? generations.nextSyncId() : generations.syncId();
    generationFile.replace(generations.page());
    return syncId;
  }

  /** The job has done all that it should with these streams. */
  public synchronized void finish(List<StreamDescriptor> streams) {
    if (generations != null) {
      generations.finish(streams);
      generationFile.replace(generations.page());
    }
  }

  /** Takes a state that the destination has sent back; {@link #save} makes it last. */
  public synchronized void take(AirbyteStateMessage state) {
    states.take(state);
    isSaved = false;
  }

  /** Writes the states that have come since the last time. */
  public synchronized void save() {
    if (!isSaved) {
      stateFile.replace(states.json());
      isSaved = true;
    }
  }
}
