package dev.convexairbyte.benchmarks;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

/** RECORD lines as source-convex writes them, of fields of every kind. */
final class DestinationRecords {

  static final String STREAM = "items";

  /** A document has at most 1,024 fields: what is larger than this is one long text. */
  private static final int LARGEST_OF_FIELDS = 20_000;

  /** What stands before the data of each line, and behind. */
  static final String LINE_START =
      "{\"type\":\"RECORD\",\"record\":{\"stream\":\"items\",\"emitted_at\":1,\"data\":";

  static final String LINE_END = "}}";

  /** Where the type begins. */
  static final int TYPE_AT = LINE_START.indexOf("RECORD");

  private static final String DATA_START = "{\"_id\":\"j57";
  private static final int ID_START = LINE_START.length() + DATA_START.length();
  private static final int ID_LETTERS = 29;

  private static final int DIFFERENT_LINES = 512;
  private static final long MOST_LINE_BYTES = 32L << 20;
  private static final int RECORDS_PER_STATE = 10_000;

  private DestinationRecords() {}

  /** One line without its end. */
  static byte[] line(Random random, int recordBytes, int record) {
    StringBuilder data = new StringBuilder(DATA_START);
    for (int letter = 0; letter < ID_LETTERS; letter++) {
      data.append((char) ('a' + random.nextInt(26)));
    }
    data.append("\",\"_creationTime\":").append(1.7e12 + random.nextInt(1 << 30) / 16.0);
    data.append(",\"_ts\":").append(1_700_000_000_000_000_000L + random.nextInt());
    data.append(",\"name\":\"item ").append(record).append('"');
    if (recordBytes > LARGEST_OF_FIELDS) {
      data.append(",\"text\":\"").append("plain words ".repeat(recordBytes / 12 - 20)).append('"');
    } else {
      fields(data, random, recordBytes);
    }
    return (LINE_START + data + "}" + LINE_END).getBytes(StandardCharsets.UTF_8);
  }

  private static void fields(StringBuilder data, Random random, int recordBytes) {
    int item = 0;
    while (data.length() < recordBytes - 60) {
      data.append(",\"field").append(item).append("\":");
      switch (item++ % 5) {
        case 0 -> data.append("\"some text of a person, with caf\\u00e9 and ").append('"');
        case 1 -> data.append(random.nextInt(100_000));
        case 2 ->
            data.append("{\"lat\":")
                .append(random.nextDouble())
                .append(",\"tags\":[\"a\",\"bc\"]}");
        case 3 -> data.append(random.nextBoolean() ? "null" : "true");
        default ->
            data.append("\"a longer text, such as a description has it, that nothing has to be ")
                .append("changed in: plain words up to the end of the line\"");
      }
    }
  }

  /**
   * A file of so many lines, each of a key of its own, with a STATE now and then and at the end.
   *
   * @param revision those of another one have the same keys and other values
   */
  static Path file(Path directory, int recordBytes, int records, int revision) throws IOException {
    Random random = new Random(revision);
    byte[][] lines = new byte[(int) Math.min(DIFFERENT_LINES, MOST_LINE_BYTES / recordBytes)][];
    for (int line = 0; line < lines.length; line++) {
      lines[line] = line(random, recordBytes, line);
    }
    Path file = directory.resolve("%d-%d-%d.jsonl".formatted(recordBytes, records, revision));
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 20)) {
      for (int record = 0; record < records; record++) {
        byte[] line = lines[record % lines.length];
        number(line, record);
        out.write(line);
        out.write('\n');
        if ((record + 1) % RECORDS_PER_STATE == 0 || record + 1 == records) {
          out.write(state(record + 1));
        }
      }
    }
    return file;
  }

  private static void number(byte[] line, int record) {
    int rest = record;
    for (int at = ID_START + ID_LETTERS - 1; at >= ID_START; at--) {
      line[at] = (byte) ('a' + rest % 26);
      rest /= 26;
    }
  }

  private static byte[] state(int records) {
    return "{\"type\":\"STATE\",\"state\":{\"type\":\"STREAM\",\"stream\":{\"stream_descriptor\":{\"name\":\"%s\"},\"stream_state\":{\"records\":%d}}}}%n"
        .formatted(STREAM, records)
        .getBytes(StandardCharsets.UTF_8);
  }
}
