package io.shrinkage.cli;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** The versions that matter to who reports a problem. */
final class Version implements IVersionProvider {
  @Override
  public String[] getVersion() throws IOException {
    return new String[] {
      "shrinkage " + property("/io/shrinkage/version.properties"),
      "Spark " + property("/spark-version-info.properties"),
      "Java " + System.getProperty("java.version")
    };
  }

  /** Read from resources, as asking Spark itself would load it. */
  private static String property(String resource) throws IOException {
    Properties properties = new Properties();
    try (InputStream stream = Version.class.getResourceAsStream(resource)) {
      if (stream != null) {
        properties.load(stream);
      }
    }
    return properties.getProperty("version", "unknown");
  }
}
