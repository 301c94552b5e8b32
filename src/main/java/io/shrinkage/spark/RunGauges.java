package io.shrinkage.spark;

import com.codahale.metrics.Gauge;
import com.codahale.metrics.MetricRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.spark.metrics.MetricsSystem;
import org.apache.spark.metrics.source.Source;

/**
 * The numbers of a run as a source of Spark's metrics system: whatever sinks it has show them
 * beside Spark's own, as {@code <namespace>.driver.shrinkage.<name>}.
 */
final class RunGauges implements AutoCloseable {
  private static final String NAME = "shrinkage";

  private final MetricsSystem system;
  private final Map<String, Double> values = new ConcurrentHashMap<>();
  private final List<Source> sources = new ArrayList<>();

  RunGauges(MetricsSystem system) {
    this.system = system;
  }

  /** Sets a gauge. The metrics system copies a source as it is registered: each has its own. */
  synchronized void set(String name, double value) {
    if (values.put(name, value) == null) {
      MetricRegistry registry = new MetricRegistry();
      registry.register(name, (Gauge<Double>) () -> values.get(name));
      Source source = new OneGauge(registry);
      sources.add(source);
      system.registerSource(source);
    }
  }

  private record OneGauge(MetricRegistry metricRegistry) implements Source {
    @Override
    public String sourceName() {
      return NAME;
    }
  }

  @Override
  public synchronized void close() {
    sources.forEach(system::removeSource);
  }
}
