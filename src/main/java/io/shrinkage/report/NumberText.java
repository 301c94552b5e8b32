package io.shrinkage.report;

import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Locale;

/** Numbers as people read them, the same in every locale. */
final class NumberText {
  static final String NONE = "–";
  private static final String MINUS = "\u2212";
  private static final String SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹";

  private static final DateTimeFormatter MOMENT =
      DateTimeFormatter.ofPattern("d MMMM uuuu, HH:mm 'UTC'", Locale.ENGLISH);

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

  /** A quotient such as R², which means the same however small it is. */
  static String ratio(Double value) {
    if (value == null) {
      return NONE;
    }
    String text = String.format(Locale.ROOT, "%.4f", value);
    return text.equals("-0.0000") ? "0.0000" : text.replace("-", MINUS);
  }

  /** Four significant digits without idle zeros, in powers of ten where that is shorter. */
  static String real(Double value) {
    String text = significant(value, 4);
    boolean idle = text.contains(".") && text.endsWith("0");
    return idle ? text.replaceAll("\\.?0+$", "") : text;
  }

  /** The given number of significant digits, idle zeros too, so that columns line up. */
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
    int decimals = Math.max(0, digits - 1 - exponent);
    String plain = String.format(Locale.ROOT, "%,." + decimals + "f", value);
    return plain.replace("-", MINUS);
  }

  /** As {@link #fixed}, with its sign always shown. */
  static String signed(double value) {
    return (value > 0 ? "+" : "") + fixed(value);
  }

  /** So many decimals and the sign, for a column of differences about zero. */
  static String signed(Double value, int decimals) {
    if (value == null) {
      return NONE;
    }
    String text = String.format(Locale.ROOT, "%+." + decimals + "f", value);
    return text.matches("[+-]0\\.0*") ? text.substring(1) : text.replace("-", MINUS);
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

  /** A relative change as a percentage, its sign always shown. */
  static String change(double share) {
    // Adding 0 makes a negative zero a plain one.
    return (share > 0 ? "+" : "") + percent(share + 0.0);
  }

  static String seconds(double value) {
    if (value < 10) {
      return String.format(Locale.ROOT, "%.2f\u00a0s", value);
    }
    if (value < 120) {
      return String.format(Locale.ROOT, "%.1f\u00a0s", value);
    }
    long whole = Math.round(value);
    return String.format(Locale.ROOT, "%d\u00a0min\u00a0%02d\u00a0s", whole / 60, whole % 60);
  }

  /** A moment to the minute, as people write it; a text that is none stays as it is. */
  static String moment(String iso) {
    if (iso == null) {
      return null;
    }
    try {
      return MOMENT.format(OffsetDateTime.parse(iso).withOffsetSameInstant(ZoneOffset.UTC));
    } catch (DateTimeParseException e) {
      return iso;
    }
  }

  private static String scientific(double value, int digits) {
    String text = String.format(Locale.ROOT, "%." + (Math.min(digits, 3) - 1) + "e", value);
    int e = text.indexOf('e');
    int exponent = Integer.parseInt(text.substring(e + 1));
    String mantissa = new BigDecimal(text.substring(0, e)).stripTrailingZeros().toPlainString();
    StringBuilder result = new StringBuilder(mantissa.replace("-", MINUS));
    result.append("\u00a0×\u00a010").append(exponent < 0 ? "⁻" : "");
    for (char digit : Integer.toString(Math.abs(exponent)).toCharArray()) {
      result.append(SUPERSCRIPTS.charAt(digit - '0'));
    }
    return result.toString();
  }
}
