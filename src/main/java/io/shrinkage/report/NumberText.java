package io.shrinkage.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;

/** Numbers as people read them, the same in every locale. */
final class NumberText {
  static final String NONE = "–";
  private static final String MINUS = "\u2212";
  private static final String SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹";

  private NumberText() {}

  static String count(Number value) {
    return value == null ? NONE : String.format(Locale.ROOT, "%,d", value.longValue());
  }

  /** An error or another figure to be compared down a column: four decimals while that is short. */
  static String fixed(Double value) {
    if (value == null) {
      return NONE;
    }
    double size = Math.abs(value);
    if (size >= 1000 || (size < 0.001 && size > 0)) {
      return real(value);
    }
    return String.format(Locale.ROOT, "%.4f", value).replace("-", MINUS);
  }

  /** Four significant digits, in powers of ten where plain digits would be long. */
  static String real(Double value) {
    return significant(value, 4);
  }

  static String significant(Double value, int digits) {
    if (value == null || !Double.isFinite(value)) {
      return NONE;
    }
    if (value == 0) {
      return "0";
    }
    int exponent = (int) Math.floor(Math.log10(Math.abs(value)));
    if (exponent < -4 || exponent > 8) {
      return scientific(value, digits);
    }
    BigDecimal rounded = new BigDecimal(value).round(new MathContext(digits));
    String plain =
        exponent >= 4
            ? String.format(Locale.ROOT, "%,." + Math.max(0, rounded.scale()) + "f", rounded)
            : rounded.toPlainString();
    return plain.replace("-", MINUS);
  }

  /** As {@link #significant}, with its sign always shown. */
  static String signed(double value) {
    return (value > 0 ? "+" : "") + significant(value, 5);
  }

  /** Every digit that the number has, in few characters. */
  static String exact(Double value) {
    if (value == null) {
      return NONE;
    }
    String text = Double.toString(value);
    return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
  }

  /** A share from 0 to 1 as a style sheet's percentage, without the sign. */
  static String width(double share) {
    return String.format(Locale.ROOT, "%.1f", 100 * share);
  }

  /** A share, or a relative change, as a percentage. */
  static String percent(double share) {
    double percent = 100 * share;
    String format = Math.abs(percent) < 0.95 && percent != 0 ? "%.2f" : "%.1f";
    return String.format(Locale.ROOT, format, percent).replace("-", MINUS) + "\u00a0%";
  }

  static String seconds(double value) {
    if (value < 10) {
      return String.format(Locale.ROOT, "%.2f s", value);
    }
    if (value < 120) {
      return String.format(Locale.ROOT, "%.1f s", value);
    }
    long whole = Math.round(value);
    return String.format(Locale.ROOT, "%d min %02d s", whole / 60, whole % 60);
  }

  private static String scientific(double value, int digits) {
    String text = String.format(Locale.ROOT, "%." + (Math.min(digits, 3) - 1) + "e", value);
    int e = text.indexOf('e');
    int exponent = Integer.parseInt(text.substring(e + 1));
    StringBuilder result = new StringBuilder(text.substring(0, e).replace("-", MINUS));
    result.append(" × 10").append(exponent < 0 ? "⁻" : "");
    for (char digit : Integer.toString(Math.abs(exponent)).toCharArray()) {
      result.append(SUPERSCRIPTS.charAt(digit - '0'));
    }
    return result.toString();
  }
}
