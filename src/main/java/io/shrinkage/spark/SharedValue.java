package io.shrinkage.spark;

import java.io.Serializable;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;

/**
 * A large value of the driver that tasks read and do not modify; a task carries a handle only.
 *
 * <p>Cluster: a broadcast, fetched once an executor. Where tasks run in the driver's own process
 * they read the driver's object: a broadcast would be serialized and compressed for nobody.
 */
abstract class SharedValue<T> implements Serializable, AutoCloseable {
  private static final long serialVersionUID = 1L;

  /** Shares a value with the tasks of a context until {@link #close}. */
  static <T> SharedValue<T> of(JavaSparkContext context, T value) {
    return context.isLocal()
        ? new InProcess<>(value)
        : new OverTheCluster<>(context.broadcast(value));
  }

  abstract T value();

  @Override
  public abstract void close();

  private static final class InProcess<T> extends SharedValue<T> {
    private static final long serialVersionUID = 1L;
    private static final Map<Long, Object> VALUES = new ConcurrentHashMap<>();
    private static final AtomicLong NEXT = new AtomicLong();

    private final long id = NEXT.getAndIncrement();

    InProcess(T value) {
      VALUES.put(id, value);
    }

    @Override
    @SuppressWarnings("unchecked") // only the constructor puts a value under this id
    T value() {
      Object value = VALUES.get(id);
      if (value == null) {
        throw new IllegalStateException("shared value " + id + " was closed");
      }
      return (T) value;
    }

    @Override
    public void close() {
      VALUES.remove(id);
    }
  }

  private static final class OverTheCluster<T> extends SharedValue<T> {
    private static final long serialVersionUID = 1L;

    private final Broadcast<T> broadcast;

    OverTheCluster(Broadcast<T> broadcast) {
      this.broadcast = broadcast;
    }

    @Override
    T value() {
      return broadcast.value();
    }

    @Override
    public void close() {
      broadcast.destroy();
    }
  }
}
