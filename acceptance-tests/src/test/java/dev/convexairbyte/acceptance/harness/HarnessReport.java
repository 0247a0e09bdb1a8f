package dev.convexairbyte.acceptance.harness;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/**
 * What a run of pytest says of itself in its JUnit XML.
 *
 * @param passed the names of those tests
 */
record HarnessReport(List<String> passed, int failed, int skipped, double seconds) {

  static HarnessReport read(Path xml) throws IOException {
    Element suite;
    try {
      suite =
          (Element)
              DocumentBuilderFactory.newDefaultInstance()
                  .newDocumentBuilder()
                  .parse(xml.toFile())
                  .getElementsByTagName("testsuite")
                  .item(0);
    } catch (ParserConfigurationException | SAXException e) {
      throw new IOException("%s is no report of tests".formatted(xml), e);
    }
    List<String> passed = new ArrayList<>();
    NodeList cases = suite.getElementsByTagName("testcase");
    for (int i = 0; i < cases.getLength(); i++) {
      Element test = (Element) cases.item(i);
      if (!has(test, "failure") && !has(test, "error") && !has(test, "skipped")) {
        passed.add(test.getAttribute("name"));
      }
    }
    return new HarnessReport(
        List.copyOf(passed),
        count(suite, "failures") + count(suite, "errors"),
        count(suite, "skipped"),
        Double.parseDouble(suite.getAttribute("time")));
  }

  private static boolean has(Element test, String outcome) {
    return test.getElementsByTagName(outcome).getLength() > 0;
  }

  private static int count(Element suite, String attribute) {
    return Integer.parseInt(suite.getAttribute(attribute));
  }

  /** For .ci/counts, which looks for the last two counts. */
  String inWords(String harness) {
    return String.format(
        Locale.ROOT,
        "%s: %d passed, %d failed, %d skipped in %.0f s",
        harness,
        passed.size(),
        failed,
        skipped,
        seconds);
  }
}
