package io.shrinkage.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SettingsTest {
  @Test
  void settingIsFoundByItsDottedKey() {
    Settings settings = new Settings(Map.of("fit", Map.of("tolerance", 1e-8)));
    assertThat(settings.number("fit.tolerance")).isEqualTo(1e-8);
    assertThat(settings.text("fit.absent.key")).isEmpty();
    assertThat(settings.number("fit")).isNull();
  }

  @Test
  void configurationIsShownAsItIsWritten() {
    Map<String, Object> config = new LinkedHashMap<>();
    config.put("split", Map.of("unit", "item"));
    config.put("features", List.of(Map.of("name", "say \"genre\"")));
    config.put("range", List.of(0.5, 5));
    config.put("empty", Map.of());
    config.put("none", null);
    assertThat(new Settings(config).shown())
        .isEqualTo(
            """
            split {
              unit = "item"
            }
            features = [
              { name = "say \\"genre\\"" }
            ]
            range = [0.5, 5]
            empty = { }
            none = null
            """);
  }
}
