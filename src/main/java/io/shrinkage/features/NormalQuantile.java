package io.shrinkage.features;

/**
 * The quantile function of the standard normal distribution, to about 16 digits.
 *
 * <p>Rational approximations in three ranges; only the outer ones, 15 % of all draws, need a
 * logarithm, and that from {@link StrictMath}, so the bits are the same on every platform. Source:
 * Wichura (1988), Algorithm AS 241, Applied Statistics 37(3), routine PPND16.
 */
final class NormalQuantile {
  private static final double[] CENTRE_ABOVE = {
    3.3871328727963665, 133.14166789178438, 1971.5909503065513,
    13731.69376550946, 45921.95393154987, 67265.7709270087,
    33430.57558358813, 2509.0809287301227
  };
  private static final double[] CENTRE_BELOW = {
    1.0,
    42.31333070160091,
    687.1870074920579,
    5394.196021424751,
    21213.794301586597,
    39307.89580009271,
    28729.085735721943,
    5226.495278852854
  };
  private static final double[] TAIL_ABOVE = {
    1.4234371107496835, 4.630337846156546, 5.769497221460691,
    3.6478483247632045, 1.2704582524523684, 0.2417807251774506,
    0.022723844989269184, 0.0007745450142783414
  };
  private static final double[] TAIL_BELOW = {
    1.0,
    2.053191626637759,
    1.6763848301838038,
    0.6897673349851,
    0.14810397642748008,
    0.015198666563616457,
    0.0005475938084995345,
    1.0507500716444169e-9
  };
  private static final double[] FAR_ABOVE = {
    6.657904643501103, 5.463784911164114, 1.7848265399172913,
    0.29656057182850487, 0.026532189526576124, 0.0012426609473880784,
    2.7115555687434876e-5, 2.0103343992922881e-7
  };
  private static final double[] FAR_BELOW = {
    1.0,
    0.599832206555888,
    0.1369298809227358,
    0.014875361290850615,
    0.0007868691311456133,
    1.8463183175100548e-5,
    1.421511758316446e-7,
    2.0442631033899397e-15
  };

  private NormalQuantile() {}

  /**
   * The z below which a standard normal lies with the given probability.
   *
   * @param probability strictly between 0 and 1
   */
  static double of(double probability) {
    double q = probability - 0.5;
    if (Math.abs(q) <= 0.425) {
      return q * ratio(CENTRE_ABOVE, CENTRE_BELOW, 0.180625 - q * q);
    }

    double r = Math.sqrt(-StrictMath.log(Math.min(probability, 1 - probability)));
    double z = r <= 5 ? ratio(TAIL_ABOVE, TAIL_BELOW, r - 1.6) : ratio(FAR_ABOVE, FAR_BELOW, r - 5);
    return q < 0 ? -z : z;
  }

  private static double ratio(double[] above, double[] below, double r) {
    return polynomial(above, r) / polynomial(below, r);
  }

  private static double polynomial(double[] c, double r) {
    return ((((((c[7] * r + c[6]) * r + c[5]) * r + c[4]) * r + c[3]) * r + c[2]) * r + c[1]) * r
        + c[0];
  }
}
