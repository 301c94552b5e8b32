package io.shrinkage.testing;

import io.shrinkage.spark.NioLocalFileSystem;
import java.nio.file.Path;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Hands tests a session of their own (views, SQL settings) on the one Spark context of the test
 * JVM, which starts with the first test that asks and stops with the JVM's last.
 */
public final class SparkExtension implements ParameterResolver {
  private static final Namespace NAMESPACE = Namespace.create(SparkExtension.class);

  /** Closed by JUnit after the last test. */
  private static final class Context implements AutoCloseable {
    private final SparkSession root;

    private Context(SparkSession root) {
      this.root = root;
    }

    @Override
    public void close() {
      root.stop();
    }
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == SparkSession.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return context
        .getRoot()
        .getStore(NAMESPACE)
        .getOrComputeIfAbsent("context", key -> start(), Context.class)
        .root
        .newSession();
  }

  private static Context start() {
    return new Context(
        NioLocalFileSystem.usedBy(SparkSession.builder())
            .master("local[2]")
            .appName("Shrinkage tests")
            .config("spark.ui.enabled", "false")
            .config("spark.driver.host", "127.0.0.1")
            .config("spark.driver.bindAddress", "127.0.0.1")
            .config("spark.sql.shuffle.partitions", "2")
            .config("spark.sql.session.timeZone", "UTC")
            .config("spark.sql.warehouse.dir", Path.of("target/warehouse").toUri().toString())
            .config("spark.local.dir", Path.of("target/spark-local").toAbsolutePath().toString())
            .getOrCreate());
  }
}
