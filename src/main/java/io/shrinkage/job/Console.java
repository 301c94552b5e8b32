package io.shrinkage.job;

import io.shrinkage.model.RunRecord;
import io.shrinkage.model.RunRecord.Stage;
import java.time.Duration;
import java.util.Locale;

/** Where a command speaks to whoever started it. */
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

  /** The state of long work, once in a {@link #beat}; may come from a thread of its own. */
  void progress(String text);

  /** How often the state of long work is wanted. */
  default Duration beat() {
    return Duration.ofSeconds(30);
  }

  /** A stage that is over, with what it has to say of its result. */
  default void stage(Stage stage, String remark) {
    line(
        String.format(
            Locale.ROOT,
            "%-16s %8.2f s  %14s  %s",
            stage.name(),
            stage.seconds(),
            stage.rows() == null ? "" : String.format(Locale.ROOT, "%,d rows", stage.rows()),
            remark));
  }

  /** A run that was published, for programs that listen; people are told in lines. */
  default void published(RunRecord run, String directory) {}
}
