package io.shrinkage.job;

import java.util.Locale;

/** What was checked of a run, said line by line as it is known. Mutable. */
final class Checklist {
  private final Console console;
  private int agreeing;
  private int differing;
  private int leftOut;

  Checklist(Console console) {
    this.console = console;
  }

  /**
   * One check.
   *
   * @param what is checked
   * @param words the values, and how they differ if they do
   */
  void check(String what, boolean agrees, String words) {
    if (agrees) {
      agreeing++;
    } else {
      differing++;
    }
    line(agrees ? "agrees" : "DIFFERS", what, words);
  }

  /** A check that could not be made, or was not asked for. */
  void leaveOut(String what, String why) {
    leftOut++;
    line("left out", what, why);
  }

  private void line(String verdict, String what, String words) {
    console.line(String.format(Locale.ROOT, "  %-9s %-22s %s", verdict, what, words));
  }

  /** Says how it went. */
  ExitCode conclude(String run) {
    String others = leftOut == 0 ? "" : ", " + leftOut + " left out";
    console.line("");
    console.line(
        differing == 0
            ? String.format(Locale.ROOT, "verified: %s (%d checks agree%s)", run, agreeing, others)
            : String.format(
                Locale.ROOT,
                "not verified: %s (%d of %d checks differ%s)",
                run,
                differing,
                agreeing + differing,
                others));
    return differing == 0 ? ExitCode.DONE : ExitCode.CROSSCHECK_DISAGREES;
  }
}
