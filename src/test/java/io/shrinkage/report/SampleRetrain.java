package io.shrinkage.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.shrinkage.model.RunJson;
import io.shrinkage.model.RunRecord;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;

/** A retraining as its record has it: the figures of {@link SampleRun}, and a contest. */
final class SampleRetrain {
  /** On three days, one of them corrected, against a champion that it does not beat. */
  static final String CONTEST =
      """
      {"date": "2024-01-03", "promoted": false,
       "reason": "test MSE 0.6744 against the champion's 0.6731: not better",
       "champion": "20260313-101502-aaaa", "challenger": "20260314-101502-3f9a", "margin": -0.0016,
       "scanned": ["2024-01-02", "2024-01-03"], "reused": ["2024-01-01"],
       "replaced": ["2024-01-02"],
       "comparison": {"slice": "", "n": 4061, "champion_mse": 0.6731, "challenger_mse": 0.6744,
                      "gain": -0.0013, "standard_error": 0.0002},
       "slices": [{"slice": "genre=Drama", "n": 1500, "champion_mse": 0.7, "challenger_mse": 0.69,
                   "gain": 0.01, "standard_error": 0.0003},
                  {"slice": "year=1990s", "n": 700, "champion_mse": 0.6, "challenger_mse": 0.61,
                   "gain": -0.01, "standard_error": null}],
       "forced": false, "inputs": "f00d"}
      """;

  /** The first run of a directory, which has nobody to beat. */
  static final String FIRST =
      """
      {"date": "2024-01-01", "promoted": true, "reason": "there was no champion yet",
       "champion": null, "challenger": "20260314-101502-3f9a", "margin": null,
       "scanned": ["2024-01-01"], "reused": [], "replaced": [], "comparison": null, "slices": [],
       "forced": false, "inputs": "f00d"}
      """;

  private SampleRetrain() {}

  /** The run whose {@code retrain} this is. */
  static RunRecord run(String retrain) throws IOException {
    ByteArrayOutputStream sample = new ByteArrayOutputStream();
    RunJson.write(SampleRun.run(), sample);
    ObjectMapper json = new ObjectMapper();
    ObjectNode run = (ObjectNode) json.readTree(sample.toByteArray());
    ObjectNode contest = (ObjectNode) json.readTree(retrain);
    boolean promoted = contest.get("promoted").asBoolean();
    run.put("command", "retrain").put("status", promoted ? "done" : "kept_out");
    run.put(
        "message", (promoted ? "promoted: " : "kept out: ") + contest.get("reason").textValue());
    run.set("retrain", contest);
    return RunJson.read(new ByteArrayInputStream(json.writeValueAsBytes(run)));
  }
}
