package io.shrinkage.solver;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** Arrays of a solver's state as bytes, every bit of a number kept but which NaN it is. */
final class StateBytes {
  private StateBytes() {}

  static void write(DataOutput out, double[] values) throws IOException {
    out.writeInt(values.length);
    for (double value : values) {
      out.writeDouble(value);
    }
  }

  /** Reads an array of a known length. */
  static double[] read(DataInput in, int length) throws IOException {
    int found = in.readInt();
    if (found != length) {
      throw new IOException("the state has " + found + " numbers, expected " + length);
    }
    double[] values = new double[length];
    for (int k = 0; k < length; k++) {
      values[k] = in.readDouble();
    }
    return values;
  }
}
