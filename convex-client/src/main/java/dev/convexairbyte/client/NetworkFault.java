package dev.convexairbyte.client;

import static dev.convexairbyte.client.ConvexException.Kind.PASSING;
import static dev.convexairbyte.client.ConvexException.Kind.REFUSED;

import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.time.Duration;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.client5.http.impl.classic.RequestFailedException;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.ConnectionRequestTimeoutException;
import org.apache.hc.core5.http.NoHttpResponseException;
import org.jspecify.annotations.Nullable;

/**
 * What a broken connection means, by the kind of exception. Their messages are not passed on: some
 * of them quote what they read.
 *
 * @param place host and port
 */
record NetworkFault(String place, ClientTimeouts timeouts) {

  private static final String CHECK_NETWORK =
      "check that deployment_url can be reached from here, and run the sync again";

  /** No head of an answer came. */
  Failure beforeAnswer(IOException fault) {
    if (fault instanceof UnknownHostException) {
      return new Failure(
          PASSING, "the host of " + place + " is unknown", "check deployment_url, then DNS");
    }
    if (fault instanceof RequestFailedException) {
      return toldToStop();
    }
    if (fault instanceof ConnectionRequestTimeoutException) {
      return passing("all connections to " + place + " were busy");
    }
    if (fault instanceof ConnectTimeoutException) {
      return passing(
          "%s accepted no connection within %s".formatted(place, text(timeouts.connect())));
    }
    if (fault instanceof SocketTimeoutException) {
      return silence();
    }
    if (fault instanceof ConnectException || fault instanceof NoRouteToHostException) {
      return passing("nothing at " + place + " accepts connections");
    }
    if (fault instanceof SSLException) {
      return isAboutCertificate(fault)
          ? new Failure(
              REFUSED,
              "the certificate of " + place + " is not to be trusted for that name",
              "check deployment_url, and that Java trusts the certificate's issuer")
          : new Failure(
              PASSING,
              "no secure connection to " + place + " could be made",
              "check that deployment_url begins with the right one of https and http");
    }
    if (fault instanceof NoHttpResponseException || fault instanceof ConnectionClosedException) {
      return passing(place + " closed the connection without an answer");
    }
    if (fault instanceof SocketException) {
      return passing("the connection to " + place + " was reset");
    }
    return passing("the answer of " + place + " could not be read as HTTP");
  }

  /** The thread was interrupted before it had a connection. */
  static Failure toldToStop() {
    return new Failure(PASSING, "the connector was told to stop", "run the sync again");
  }

  /** Whether there was no connection yet over which anything could have been sent. */
  static boolean isBeforeRequest(IOException fault) {
    return fault instanceof UnknownHostException
        || fault instanceof RequestFailedException
        || fault instanceof ConnectionRequestTimeoutException
        || fault instanceof ConnectTimeoutException
        || fault instanceof ConnectException
        || fault instanceof NoRouteToHostException
        || fault instanceof SSLHandshakeException
        || fault instanceof SSLPeerUnverifiedException;
  }

  /** The head of an answer came, its body did not or not whole. */
  Failure duringAnswer(IOException fault) {
    if (fault instanceof SocketTimeoutException) {
      return silence();
    }
    return new Failure(PASSING, "the answer from " + place + " broke off", "run the sync again");
  }

  /** The fault if it speaks only of the network; null if its message may quote what it read. */
  static @Nullable IOException publishable(IOException fault) {
    boolean isSafe =
        fault instanceof SocketException
            || fault instanceof SocketTimeoutException
            || fault instanceof UnknownHostException
            || fault instanceof SSLException
            || fault instanceof NoHttpResponseException
            || fault instanceof ConnectionClosedException;
    return isSafe ? fault : null;
  }

  private Failure silence() {
    return passing("%s sent nothing for %s".formatted(place, text(timeouts.response())));
  }

  private static Failure passing(String reason) {
    return new Failure(PASSING, reason, CHECK_NETWORK);
  }

  private static boolean isAboutCertificate(Throwable fault) {
    for (Throwable cause = fault; cause != null; cause = cause.getCause()) {
      if (cause instanceof CertificateException
          || cause instanceof CertPathValidatorException
          || cause instanceof SSLPeerUnverifiedException) {
        return true;
      }
    }
    return false;
  }

  private static String text(Duration duration) {
    return duration.toMillisPart() == 0 ? duration.toSeconds() + " s" : duration.toMillis() + " ms";
  }
}
