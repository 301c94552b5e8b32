package io.shrinkage.spark;

/** Counts the lines of a text that are not blank, whatever ends them: LF, CR LF or CR. */
final class LineCounter {
  private long lines;
  private long bytes;
  private boolean blank = true;

  /** Counts on. */
  void add(byte[] buffer, int from, int to) {
    for (int i = from; i < to; i++) {
      if (buffer[i] == '\n' || buffer[i] == '\r') {
        end();
      } else if (buffer[i] != ' ' && buffer[i] != '\t') {
        blank = false;
      }
    }
    bytes += to - from;
  }

  /** Ends the line that is open, as the end of a file does. */
  void end() {
    lines += blank ? 0 : 1;
    blank = true;
  }

  /** Lines that have ended. */
  long lines() {
    return lines;
  }

  /** Bytes so far. */
  long bytes() {
    return bytes;
  }
}
