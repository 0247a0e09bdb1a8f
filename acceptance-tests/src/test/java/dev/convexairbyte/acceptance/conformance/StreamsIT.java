package dev.convexairbyte.acceptance.conformance;

import static dev.convexairbyte.acceptance.conformance.CatalogStream.append;
import static dev.convexairbyte.acceptance.conformance.CatalogStream.dedup;
import static dev.convexairbyte.acceptance.conformance.CatalogStream.overwrite;
import static dev.convexairbyte.acceptance.conformance.Lines.record;
import static dev.convexairbyte.acceptance.conformance.Lines.state;
import static dev.convexairbyte.acceptance.conformance.TestDestination.states;
import static org.assertj.core.api.Assertions.assertThat;

import dev.convexairbyte.acceptance.ProgramRun;
import dev.convexairbyte.stub.requests.RecordedRequest;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Many streams at a time. */
class StreamsIT extends DestinationCase {

  private static final String ADD_INDEXES = "/api/streaming_import/add_primary_key_indexes";

  @Test
  void interleavedStreamsAreKeptApartAndInOrder() throws Exception {
    destination.with("batch_records", 7);
    destination.seed("replaced", "{\"old\":true}");
    List<String> lines = new ArrayList<>();
    for (int number = 0; number < 200; number++) {
      lines.add(record("log", "{\"n\":%d}".formatted(number)));
      lines.add(record("users", "{\"id\":%d,\"n\":%d}".formatted(number % 10, number)));
      lines.add(record("replaced", "{\"n\":%d}".formatted(number)));
    }
    List.of("log", "users", "replaced").forEach(stream -> lines.add(state(stream, 1)));

    ProgramRun write =
        destination.write(
            List.of(append("log"), dedup("users", "id"), overwrite("replaced")), lines);

    assertThat(write.errors()).isEmpty();
    assertThat(states(write)).hasSize(3);
    assertThat(destination.rows("log")).hasSize(200).doesNotHaveDuplicates();
    assertThat(destination.rows("replaced")).hasSize(200).doesNotContain("{\"old\":true}");
    List<String> last = new ArrayList<>();
    for (int id = 0; id < 10; id++) {
      last.add("{\"id\":%d,\"n\":%d}".formatted(id, 190 + id));
    }
    assertThat(destination.rows("users")).containsExactlyElementsOf(last);
  }

  @Test
  void hundredsOfStreamsCostOneRequestForTheirIndexes() throws Exception {
    List<CatalogStream> catalog = new ArrayList<>();
    List<String> lines = new ArrayList<>();
    for (int number = 0; number < 300; number++) {
      catalog.add(dedup("stream" + number, "id"));
    }
    for (int id = 0; id < 3; id++) {
      for (int number = 0; number < 300; number++) {
        lines.add(record("stream" + number, "{\"id\":%d}".formatted(id)));
      }
    }
    for (int number = 0; number < 300; number++) {
      lines.add(state("stream" + number, 1));
    }

    ProgramRun write = destination.write(catalog, lines);

    assertThat(write.errors()).isEmpty();
    assertThat(states(write)).hasSize(300);
    assertThat(destination.backend().tables()).hasSize(300);
    for (int number = 0; number < 300; number++) {
      assertThat(destination.rows("stream" + number)).hasSize(3);
    }
    assertThat(destination.requests(ADD_INDEXES)).hasSize(1);
    assertThat(destination.backend().requests())
        .extracting(RecordedRequest::path)
        .startsWith(ADD_INDEXES, TestDestination.READY);
  }
}
