package dev.convexairbyte.stub.authentication;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.jwk.JWKSet;
import dev.convexairbyte.stub.authentication.KeyDocuments.UnavailableException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ProviderKeysTest {

  private static final JWSHeader HEADER = new JWSHeader(JWSAlgorithm.RS256);
  private static final Set<Thread.State> STANDING =
      Set.of(Thread.State.WAITING, Thread.State.TIMED_WAITING, Thread.State.BLOCKED);

  private final CountDownLatch answer = new CountDownLatch(1);
  private final AtomicInteger fetches = new AtomicInteger();
  private final AtomicInteger failures = new AtomicInteger();

  private ProviderKeys keys(boolean available) {
    return new ProviderKeys(
        () -> {
          fetches.incrementAndGet();
          await(answer);
          if (!available) {
            throw new UnavailableException(OptionalInt.empty());
          }
          return new JWKSet();
        },
        Clock.systemUTC());
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private void ask(ProviderKeys keys) {
    try {
      keys.of(HEADER);
    } catch (UnavailableException e) {
      failures.incrementAndGet();
    }
  }

  private List<Thread> askTenTimesAtOnce(ProviderKeys keys) {
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      Thread thread = new Thread(() -> ask(keys));
      thread.start();
      threads.add(thread);
    }
    while (!threads.stream().map(Thread::getState).allMatch(STANDING::contains)) {
      Thread.onSpinWait();
    }
    return threads;
  }

  @Test
  void asksAProviderThatIsDownOnceForAllWhoWait() throws Exception {
    ProviderKeys keys = keys(false);
    List<Thread> threads = askTenTimesAtOnce(keys);

    answer.countDown();
    for (Thread thread : threads) {
      thread.join();
    }

    assertThat(fetches).hasValue(1);
    assertThat(failures).hasValue(10);
    ask(keys);
    assertThat(fetches).hasValue(2);
  }

  @Test
  void keepsTheKeysForAllWhoWaitAndWhoComeLater() throws Exception {
    ProviderKeys keys = keys(true);
    List<Thread> threads = askTenTimesAtOnce(keys);

    answer.countDown();
    for (Thread thread : threads) {
      thread.join();
    }

    assertThat(fetches).hasValue(1);
    assertThat(failures).hasValue(0);
  }
}
