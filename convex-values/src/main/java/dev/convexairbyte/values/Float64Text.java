package dev.convexairbyte.values;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * The text of a finite double as the backend's JSON writer (ryu under serde_json) prints it: the
 * shortest digits that read back as the same double, always with a point or an exponent.
 *
 * <p>Double.toString does not serve: before Java 19 it sometimes prints more digits than needed.
 */
final class Float64Text {

  private static final int MAX_PLAIN_INTEGER_DIGITS = 16;
  private static final int MIN_PLAIN_POINT = -5;
  private static final long MAX_EXACT_INTEGER = 1L << 53;

  private Float64Text() {}

  static String of(double number) {
    if (number == 0) {
      return 1 / number < 0 ? "-0.0" : "0.0";
    }
    double magnitude = Math.abs(number);
    String sign = number < 0 ? "-" : "";
    if (magnitude < MAX_EXACT_INTEGER && magnitude == (long) magnitude) {
      return sign + (long) magnitude + ".0";
    }
    if (magnitude >= Double.MIN_NORMAL) {
      ShortestDecimal shortest = ShortestDecimal.of(magnitude);
      return sign + layOut(shortest.digits(), shortest.exponent());
    }
    BigDecimal shortest = subnormal(magnitude).stripTrailingZeros();
    return sign + layOut(shortest.unscaledValue().toString(), -shortest.scale());
  }

  private static String layOut(long digits, int exponent) {
    long stripped = digits;
    int larger = exponent;
    while (stripped % 10 == 0) {
      stripped /= 10;
      larger++;
    }
    return layOut(Long.toString(stripped), larger);
  }

  /** {@code digits} times ten to the {@code exponent}. */
  private static String layOut(String digits, int exponent) {
    int point = digits.length() + exponent;
    if (exponent >= 0 && point <= MAX_PLAIN_INTEGER_DIGITS) {
      return digits + "0".repeat(exponent) + ".0";
    }
    if (point > 0 && point <= MAX_PLAIN_INTEGER_DIGITS) {
      return digits.substring(0, point) + "." + digits.substring(point);
    }
    if (point > MIN_PLAIN_POINT && point <= 0) {
      return "0." + "0".repeat(-point) + digits;
    }
    String mantissa = digits.length() == 1 ? digits : digits.charAt(0) + "." + digits.substring(1);
    return mantissa + "e" + (point - 1);
  }

  private static BigDecimal subnormal(double magnitude) {
    BigDecimal printed = new BigDecimal(Double.toString(magnitude)).stripTrailingZeros();
    BigDecimal exact = new BigDecimal(magnitude);
    BigDecimal best = nearest(exact, magnitude, printed.precision());
    for (int digits = printed.precision() - 1; digits > 0; digits--) {
      BigDecimal shorter = nearest(exact, magnitude, digits);
      if (shorter.doubleValue() != magnitude) {
        return best;
      }
      best = shorter;
    }
    return best;
  }

  /** The decimal of so many digits that reads back as the double, the nearest one first. */
  private static BigDecimal nearest(BigDecimal exact, double magnitude, int digits) {
    BigDecimal nearest = exact.round(new MathContext(digits, RoundingMode.HALF_EVEN));
    if (nearest.doubleValue() == magnitude) {
      return nearest;
    }
    // Beside a power of two the gap below is half the gap above: the far neighbour may still fit.
    BigDecimal below = exact.round(new MathContext(digits, RoundingMode.DOWN));
    return nearest.compareTo(below) == 0
        ? exact.round(new MathContext(digits, RoundingMode.UP))
        : below;
  }
}
