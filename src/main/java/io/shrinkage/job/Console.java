package io.shrinkage.job;

/** Where a command speaks to the person who started it. */
public interface Console {
  /** Says nothing. */
  Console SILENT =
      new Console() {
        @Override
        public void line(String text) {}

        @Override
        public void progress(String text) {}
      };

  /** A line that stays. */
  void line(String text);

  /** The state of long work; each replaces the one before it, where the output is a terminal. */
  void progress(String text);
}
