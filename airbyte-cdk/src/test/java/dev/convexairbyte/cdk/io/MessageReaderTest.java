package dev.convexairbyte.cdk.io;

import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.convexairbyte.cdk.failure.ConnectorException;
import dev.convexairbyte.cdk.io.IncomingMessage.IncomingRecord;
import dev.convexairbyte.cdk.io.IncomingMessage.IncomingState;
import dev.convexairbyte.cdk.io.IncomingMessage.IncomingTrace;
import dev.convexairbyte.cdk.io.StateHead.GlobalHead;
import dev.convexairbyte.cdk.io.StateHead.StreamHead;
import dev.convexairbyte.cdk.json.Json;
import dev.convexairbyte.cdk.message.AirbyteStateMessage;
import dev.convexairbyte.cdk.message.AirbyteStreamStatus;
import dev.convexairbyte.cdk.message.FailureType;
import dev.convexairbyte.cdk.message.StreamDescriptor;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class MessageReaderTest {

  @Test
  void handsOutOnlyWhatIsHereWhereNobodyWantsToWait() {
    String record = "{\"type\":\"RECORD\",\"record\":{\"stream\":\"s\",\"data\":{}}}\n";
    InputStream rest =
        new InputStream() {
          @Override
          public int read() {
            throw new AssertionError("Nobody wants to wait.");
          }

          @Override
          public int read(byte[] target, int offset, int length) {
            return read();
          }
        };
    MessageReader reader =
        new MessageReader(
            new SequenceInputStream(
                new ByteArrayInputStream((record + "\n" + record + "\n{\"type\"").getBytes(UTF_8)),
                rest));

    assertThat(reader.nextHere()).isNull();
    assertThat(reader.next()).extracting(IncomingMessage::lineNumber).isEqualTo(1L);
    assertThat(reader.nextHere()).extracting(IncomingMessage::lineNumber).isEqualTo(3L);
    assertThat(reader.nextHere()).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\uFEFF{\"record\":{\"stream\":\"s\",\"namespace\":\"n\",\"data\":{\"a\":1}},\"type\":\"RECORD\"}",
        "{\"type\":\"RECORD\",\"record\":{\"stream\":\"s\",\"namespace\":\"n\",\"data\":{\"a\":1},\"emitted_at\":1}}",
        "{\"record\":{\"data\":{\"a\":1},\"x\":[{}],\"namespace\":\"n\",\"stream\":\"s\"},\"y\":{},\"type\":\"RECORD\"}",
        " {\t\"type\" : \"RECORD\" , \"record\" : { \"data\" : {\"a\":1} , \"stream\" : \"s\", \"namespace\" : \"n\" } } ",
        "{\"type\":\"RECORD\",\"record\":{\"stream\":\"s\",\"namespace\":\"n\",\"data\":{\"a\":1}}} trailing {\"type\":",
        "{\"type\":\"RECORD\",\"log\":null,\"spec\":null,\"state\":null,\"trace\":null,\"record\":{\"namespace\":\"n\",\"stream\":\"s\",\"data\":{\"a\":1},\"emitted_at\":1,\"meta\":null,\"file_reference\":null},\"control\":null}"
      })
  void keepsTheDataOfARecordAsItsBytes(String line) {
    IncomingRecord message = (IncomingRecord) only(line);

    assertThat(message.stream()).isEqualTo(new StreamDescriptor("s", "n"));
    assertThat(data(message)).isEqualTo("{\"a\":1}");
    assertThat(message.lineNumber()).isEqualTo(1);
    assertThat(text(message, message.lineStart(), message.lineEnd())).isEqualTo(line);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ",\"namespace\":null", ",\"namespace\":\"\""})
  void takesAnEmptyNamespaceForNone(String namespace) {
    IncomingRecord message =
        (IncomingRecord)
            only(
                "{\"type\":\"RECORD\",\"record\":{\"stream\":\"s\",\"data\":{}" + namespace + "}}");

    assertThat(message.stream().namespace()).isNull();
  }

  @Test
  void findsTheDataOfRandomDocuments() throws IOException {
    long seed = System.nanoTime();
    System.err.println("MessageReaderTest seed " + seed);
    Random random = new Random(seed);

    for (int round = 0; round < 500; round++) {
      JsonNode data = RandomJson.object(random);
      ObjectNode record = Json.mapper().createObjectNode();
      List<String> keys = new ArrayList<>(List.of("stream", "data", "emitted_at", "\u00e9", "n"));
      Collections.shuffle(keys, random);
      for (String key : keys) {
        record.set(
            key,
            switch (key) {
              case "stream" -> Json.mapper().getNodeFactory().textNode("\u00fc\uD83D\uDE00");
              case "data" -> data;
              default -> RandomJson.value(random, 2);
            });
      }
      ObjectNode envelope = Json.mapper().createObjectNode();
      if (random.nextBoolean()) {
        envelope.put("type", "RECORD");
      }
      envelope.set("record", record);
      envelope.put("type", "RECORD");
      String line = RandomJson.print(envelope, random);

      IncomingRecord message = (IncomingRecord) only(line);

      assertThat(Json.mapper().readTree(data(message))).as(line).isEqualTo(data);
      assertThat(data(message)).startsWith("{").endsWith("}");
      assertThat(message.stream().name()).isEqualTo("\u00fc\uD83D\uDE00");
    }
  }

  @Test
  void keepsTheLineOfAStateAndNoTreeOfItsPositions() {
    String line =
        "{\"type\":\"STATE\",\"record\":null,\"state\":{\"type\":\"STREAM\",\"id\":3,\"global\":null,"
            + "\"data\":null,\"stream\":{\"stream_descriptor\":{\"name\":\"s\",\"namespace\":null},"
            + "\"stream_state\":{\"c\":1.10}},\"sourceStats\":{\"recordCount\":2.0}}}";

    IncomingState message = (IncomingState) only(line + "\r\n");

    assertThat(message.line()).isEqualTo(line.getBytes(UTF_8));
    assertThat(message.head())
        .isEqualTo(
            new StateHead(
                AirbyteStateMessage.Type.STREAM,
                new StreamHead(new StreamDescriptor("s", null), Position.SOME),
                null,
                null));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "null|",
        "{}|EMPTY",
        "[]|EMPTY",
        "{\"a\":{\"b\":[]},\"c\":[1,{}]}|SOME",
        "[[],{\"a\":1}]|SOME",
        "\"\"|SOME",
        "0|SOME",
        "false|SOME"
      })
  void findsOutWhetherAStateHasAPosition(String json, @Nullable Position position) {
    String line =
        "{\"type\":\"STATE\",\"state\":{\"data\":"
            + json
            + ",\"global\":{\"shared_state\":"
            + json
            + ",\"stream_states\":[{\"stream_state\":"
            + json
            + ",\"stream_descriptor\":{\"name\":\"s\"}}]}}}";

    StateHead head = ((IncomingState) only(line)).head();

    StreamHead stream = new StreamHead(new StreamDescriptor("s", null), position);
    assertThat(head.data()).isEqualTo(position);
    assertThat(head.global()).isEqualTo(new GlobalHead(position, List.of(stream)));
  }

  @Test
  void parsesStreamStatuses() {
    IncomingTrace message =
        (IncomingTrace)
            only(
                "{\"type\":\"TRACE\",\"trace\":{\"type\":\"STREAM_STATUS\",\"emitted_at\":1.5,\"error\":null,"
                    + "\"stream_status\":{\"stream_descriptor\":{\"name\":\"s\"},\"status\":\"COMPLETE\","
                    + "\"reasons\":null}}}");

    assertThat(Objects.requireNonNull(message.trace().streamStatus()).status())
        .isEqualTo(AirbyteStreamStatus.COMPLETE);
  }

  @Test
  void skipsBlankLinesAndWhateverADestinationDoesNotActOn() {
    String input =
        """

        {"type":"LOG","log":{"level":"INFO","message":"x"}}
        \t\s
        {"type":"CONTROL","control":{}}
        {"type":"SPEC","spec":{}}
        {"type":"SOMETHING_NEW","record":7}
        {"type":5}
        {}
        {"type":"TRACE","trace":{"type":"NOT_YET_INVENTED","emitted_at":1}}
        {"type":"TRACE"}
        {"type":"RECORD","record":{"stream":"s","data":{}}}
        """;

    assertThat(read(input)).hasSize(1).first().extracting("lineNumber").isEqualTo(11L);
  }

  @Test
  void readsALineOf30MegabytesAndTheOneBehindIt() {
    String text = "\u00e9".repeat(15_000_000);
    String record = "{\"type\":\"RECORD\",\"record\":{\"stream\":\"s\",\"data\":{\"a\":\"%s\"}}}\n";

    List<IncomingMessage> messages = read(record.formatted(text).concat(record.formatted("b")));

    assertThat(messages).hasSize(2);
    IncomingRecord large = (IncomingRecord) messages.get(0);
    assertThat(large.dataEnd() - large.dataStart()).isEqualTo(30_000_000 + 8);
    assertThat(data((IncomingRecord) messages.get(1))).isEqualTo("{\"a\":\"b\"}");
  }

  @Test
  void leavesTheDataOfALineLikeTheOneBeforeUnread() {
    String record =
        "{\"type\":\"RECORD\",\"record\":{\"stream\":\"s\",\"data\":%s,\"emitted_at\":%d}}\n";

    List<IncomingMessage> messages =
        read(record.formatted("{\"a\":1}", 1700) + record.formatted("{\"a\":oops}", 1799));

    IncomingRecord unread = (IncomingRecord) messages.get(1);
    assertThat(data(unread)).isEqualTo("{\"a\":oops}");
    assertThat(unread.stream()).isSameAs(((IncomingRecord) messages.get(0)).stream());
    assertThatThrownBy(unread::readAnew)
        .isInstanceOf(ConnectorException.class)
        .hasMessage(
            "Tried to read line 2 of standard input but failed because it is not JSON at column 53;"
                + " check that a source's messages are piped in, one a line.");
    assertThat(((IncomingRecord) messages.get(0)).readAnew()).isEmpty();
  }

  @Test
  void looksAgainWhereDataAreWhoseLineHasMoreThanTheOneBefore() {
    String record = "{\"type\":\"RECORD\",\"record\":{\"stream\":\"s\",\"data\":%s}}\n";

    List<IncomingMessage> messages =
        read(
            record.formatted("{\"a\":1}")
                + record.formatted("{\"a\":2},\"meta\":{}")
                + record.formatted("{\"a\":3}},\"type\":\"LOG\",\"log\":{\"x\":{}"));

    IncomingRecord anew = ((IncomingRecord) messages.get(1)).readAnew().orElseThrow();
    assertThat(data(anew)).isEqualTo("{\"a\":2}");
    assertThat(anew.lineNumber()).isEqualTo(2);
    assertThat(anew.readAnew()).isEmpty();
    assertThatThrownBy(((IncomingRecord) messages.get(2))::readAnew)
        .isInstanceOf(ConnectorException.class)
        .hasMessageContaining("line 3 of standard input but failed because it has a member twice;");
  }

  /** So the line behind it is read as a whole. */
  @Test
  void keepsNothingOfALineWithVeryMuchAroundItsData() {
    String meta = "\"meta\":{\"changes\":[\"" + "x".repeat(5000) + "\"]}";
    String record =
        "{\"type\":\"RECORD\",\"record\":{\"stream\":\"s\",\"data\":%s," + meta + "}}\n";

    assertThatThrownBy(() -> read(record.formatted("{\"a\":1}") + record.formatted("{\"a\":oops}")))
        .isInstanceOf(ConnectorException.class)
        .hasMessageContaining("line 2");
  }

  @Test
  void callsALineLikeTheOneBeforeThatIsCutOffATransientFault() {
    String record =
        "{\"type\":\"RECORD\",\"record\":{\"stream\":\"s\",\"data\":{\"a\":{\"b\":{}}}}}";
    MessageReader reader =
        new MessageReader(stream(record + "\n" + record.substring(0, record.length() - 1)));

    assertThat(reader.next()).isNotNull();
    assertThatThrownBy(reader::next).hasMessageContaining("the input ends in the middle of line 2");
  }

  @ParameterizedTest(name = "{1}")
  @CsvFileSource(resources = "/cdk/unreadable-lines.csv", delimiter = ';', quoteCharacter = '\'')
  void namesTheLineThatIsNoMessageWithoutQuotingIt(String line, String reason) {
    MessageReader reader = new MessageReader(stream("{\"type\":\"LOG\"}\n" + line + "\n"));

    assertThatThrownBy(reader::next)
        .isInstanceOfSatisfying(
            ConnectorException.class,
            failure -> {
              assertThat(failure.failureType()).isEqualTo(FailureType.SYSTEM_ERROR);
              assertThat(failure)
                  .hasMessage(
                      "Tried to read line 2 of standard input but failed because "
                          + reason
                          + "; check that a source's messages are piped in, one a line.")
                  .hasNoCause();
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{",
        "{\"type\":\"REC",
        "{\"type\":\"RECORD\",\"record\":{\"stream\":\"SECRET\",\"data\":{\"a\":tr",
        "{\"type\":\"RECORD\",\"record\":{\"stream\":\"s\",\"data\":{\"a\":1}}"
      })
  void callsAMessageThatIsCutOffAtTheEndOfTheInputATransientFault(String line) {
    MessageReader reader = new MessageReader(stream("{\"type\":\"LOG\"}\n" + line));

    assertThatThrownBy(reader::next)
        .isInstanceOfSatisfying(
            ConnectorException.class,
            failure -> assertThat(failure.failureType()).isEqualTo(FailureType.TRANSIENT_ERROR))
        .hasMessage(
            "Tried to read the source's messages but failed because the input ends in the middle"
                + " of line 2; look at the source's error and sync again.");
  }

  @Test
  void callsAMessageThatIsCutOffWithinACharacterATransientFault() {
    byte[] whole = "{\"type\":\"RECORD\",\"record\":{\"stream\":\"\u00e9".getBytes(UTF_8);
    byte[] cut = Arrays.copyOf(whole, whole.length - 1);

    assertThatThrownBy(() -> new MessageReader(new ByteArrayInputStream(cut)).next())
        .hasMessageContaining("the input ends in the middle of line 1");
  }

  static Stream<Arguments> extremes() {
    return Stream.of(
        Arguments.of("a long integer", "7".repeat(5000)),
        Arguments.of("a long fraction", "0." + "7".repeat(5000)),
        Arguments.of("deep arrays", "[".repeat(5000) + "]".repeat(5000)),
        Arguments.of("deep objects", "{\"a\":".repeat(5000) + "1" + "}".repeat(5000)),
        Arguments.of("a long text", "\"" + "x".repeat(21_000_000) + "\""),
        Arguments.of("a long name", "{\"" + "x".repeat(60_000) + "\":1}"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("extremes")
  void leavesItToTheDestinationWhatARecordMayHold(String what, String value) {
    String data = "{\"a\":" + value + "}";

    IncomingMessage message =
        only("{\"type\":\"RECORD\",\"record\":{\"data\":" + data + ",\"stream\":\"s\"}}");

    assertThat(data((IncomingRecord) message).equals(data)).as(what).isTrue();
  }

  @Test
  void readsALastLineWithoutLineFeed() {
    String record = "{\"type\":\"RECORD\",\"record\":{\"stream\":\"s\",\"data\":{}}}";

    assertThat(read(record + "\n" + record)).hasSize(2);
  }

  @Test
  void refusesBytesThatAreNotUtf8() {
    byte[] line =
        "{\"type\":\"RECORD\",\"record\":{\"stream\":\"s\",\"data\":{\"a\":\"?\"}}}\n"
            .getBytes(UTF_8);
    line[new String(line, UTF_8).indexOf('?')] = (byte) 0xFF;

    assertThatThrownBy(() -> new MessageReader(new ByteArrayInputStream(line)).next())
        .isInstanceOf(ConnectorException.class)
        .hasMessageContaining("line 1 of standard input but failed because it is not JSON");
  }

  @Test
  void refusesLinesInAnotherUnicodeEncoding() {
    byte[] line =
        "{\"type\":\"RECORD\",\"record\":{\"stream\":\"s\",\"data\":{}}}".getBytes(UTF_16LE);

    assertThatThrownBy(() -> new MessageReader(new ByteArrayInputStream(line)).next())
        .isInstanceOf(ConnectorException.class)
        .hasMessageContaining("line 1 of standard input but failed because it is not UTF-8");
  }

  @Test
  void callsABrokenPipeATransientFault() throws IOException {
    InputStream broken = InputStream.nullInputStream();
    broken.close();

    assertThatThrownBy(() -> new MessageReader(broken).next())
        .isInstanceOfSatisfying(
            ConnectorException.class,
            failure -> assertThat(failure.failureType()).isEqualTo(FailureType.TRANSIENT_ERROR));
  }

  private static String data(IncomingRecord message) {
    return text(message, message.dataStart(), message.dataEnd());
  }

  private static String text(IncomingRecord message, int start, int end) {
    return new String(message.bytes(), start, end - start, UTF_8);
  }

  private static IncomingMessage only(String input) {
    List<IncomingMessage> messages = read(input);
    assertThat(messages).hasSize(1);
    return messages.get(0);
  }

  private static List<IncomingMessage> read(String input) {
    MessageReader reader = new MessageReader(stream(input));
    List<IncomingMessage> messages = new ArrayList<>();
    IncomingMessage message = reader.next();
    while (message != null) {
      messages.add(message);
      message = reader.next();
    }
    return messages;
  }

  private static InputStream stream(String input) {
    return new ByteArrayInputStream(input.getBytes(UTF_8));
  }
}
