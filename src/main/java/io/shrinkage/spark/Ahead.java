package io.shrinkage.spark;

import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;

/**
 * Results that are made one after the other by a thread of their own, one ahead of whoever takes
 * them: no more than one is held that nobody has taken.
 *
 * <p>The thread is started here and inherits what the caller's has, such as the description of
 * Spark's jobs.
 */
final class Ahead<K, V> implements AutoCloseable {
  private final Iterator<K> keys;
  private final Function<K, V> work;
  private final ExecutorService thread;
  private Future<V> next;

  /**
   * Begins with the first.
   *
   * @param keys what results are made for, in the order in which they will be taken
   */
  Ahead(Iterable<K> keys, Function<K, V> work) {
    this.keys = keys.iterator();
    this.work = work;
    this.thread = Executors.newSingleThreadExecutor();
    proceed();
  }

  private void proceed() {
    if (keys.hasNext()) {
      K key = keys.next();
      next = thread.submit(() -> work.apply(key));
    } else {
      next = null;
    }
  }

  /**
   * The result for the next key, once it is there; the one after it is begun.
   *
   * @throws NoSuchElementException if all were taken
   * @throws RuntimeException as the work did
   */
  V take() {
    if (next == null) {
      throw new NoSuchElementException("all results were taken");
    }
    try {
      V result = next.get();
      proceed();
      return result;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting", e);
    }
  }

  /** Lets the thread end; a result that is being made is given up. */
  @Override
  public void close() {
    thread.shutdownNow();
  }
}
