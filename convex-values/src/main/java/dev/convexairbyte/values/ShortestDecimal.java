package dev.convexairbyte.values;

import java.math.BigInteger;

/**
 * The shortest decimal that reads back as a positive normal double, and of several the nearest:
 * {@code digits} times ten to the {@code exponent}, where digits may end in zeros. By the method of
 * Raffaello Giulietti, "The Schubfach way to render doubles".
 */
record ShortestDecimal(long digits, int exponent) {

  private static final int FRACTION_BITS = 52;
  private static final long HIDDEN_BIT = 1L << FRACTION_BITS;
  private static final int EXPONENT_BIAS = 1075;
  private static final long LOW_63 = Long.MAX_VALUE;

  private static final int MIN_POWER = -292;
  private static final int MAX_POWER = 324;

  /** Of each power of ten the leading 126 bits, rounded up: the upper 63 and then the lower. */
  private static final long[] POWERS = powers();

  private static long[] powers() {
    long[] powers = new long[2 * (MAX_POWER - MIN_POWER + 1)];
    for (int power = MIN_POWER; power <= MAX_POWER; power++) {
      BigInteger leading = leadingBits(power);
      int at = 2 * (power - MIN_POWER);
      powers[at] = leading.shiftRight(63).longValue();
      powers[at + 1] = leading.longValue() & LOW_63;
    }
    return powers;
  }

  private static BigInteger leadingBits(int power) {
    int shift = 125 - floorLog2OfPowerOf10(power);
    BigInteger ten = BigInteger.TEN.pow(Math.abs(power));
    BigInteger floor =
        power >= 0
            ? shift >= 0 ? ten.shiftLeft(shift) : ten.shiftRight(-shift)
            : BigInteger.ONE.shiftLeft(shift).divide(ten);
    return floor.add(BigInteger.ONE);
  }

  /** log2(10) in 38 binary places is exact enough for every power that a double has. */
  private static int floorLog2OfPowerOf10(int power) {
    return (int) ((power * 913_124_641_741L) >> 38);
  }

  /** log10(2) and log10(3/4) in 41 binary places. */
  private static int floorLog10(int binaryExponent, boolean threeQuarters) {
    long offset = threeQuarters ? -274_743_187_321L : 0;
    return (int) ((binaryExponent * 661_971_961_083L + offset) >> 41);
  }

  static ShortestDecimal of(double number) {
    long bits = Double.doubleToRawLongBits(number);
    long fraction = bits & (HIDDEN_BIT - 1);
    int biased = (int) (bits >>> FRACTION_BITS);
    long mantissa = fraction | HIDDEN_BIT;
    int binaryExponent = biased - EXPONENT_BIAS;
    // Below a power of two, neighbours lie half as far apart as above it.
    boolean uneven = fraction == 0 && biased > 1;
    int exponent = floorLog10(binaryExponent, uneven);
    int shift = binaryExponent + floorLog2OfPowerOf10(-exponent) + 2;
    int at = 2 * (-exponent - MIN_POWER);
    long high = POWERS[at];
    long low = POWERS[at + 1];
    long four = mantissa << 2;
    long odd = mantissa & 1;
    long middle = scaled(high, low, four << shift);
    long lower = scaled(high, low, (four - (uneven ? 1 : 2)) << shift) + odd;
    long upper = scaled(high, low, (four + 2) << shift) - odd;
    return new ShortestDecimal(choose(middle, lower, upper), exponent);
  }

  /** The value in quarters between the bounds: a multiple of ten if there is one. */
  private static long choose(long middle, long lower, long upper) {
    long below = middle >> 2;
    long tensBelow = below / 10 * 10;
    boolean tenFitsBelow = lower <= tensBelow << 2;
    boolean tenFitsAbove = (tensBelow + 10) << 2 <= upper;
    if (tenFitsBelow != tenFitsAbove) {
      return tenFitsBelow ? tensBelow : tensBelow + 10;
    }
    boolean fitsBelow = lower <= below << 2;
    boolean fitsAbove = (below + 1) << 2 <= upper;
    if (fitsBelow != fitsAbove) {
      return fitsBelow ? below : below + 1;
    }
    long beyondHalf = middle - ((below + below + 1) << 1);
    boolean nearerBelow = beyondHalf < 0 || (beyondHalf == 0 && (below & 1) == 0);
    return nearerBelow ? below : below + 1;
  }

  /** The product's upper part, its last bit set where anything was cut off. */
  private static long scaled(long high, long low, long factor) {
    long fromLow = Math.multiplyHigh(low, factor);
    long highLow = high * factor;
    long highHigh = Math.multiplyHigh(high, factor);
    long sum = (highLow >>> 1) + fromLow;
    return (highHigh + (sum >>> 63)) | (((sum & LOW_63) + LOW_63) >>> 63);
  }
}
