package io.shrinkage.spark;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.compress.CompressionCodec;
import org.apache.hadoop.io.compress.CompressionCodecFactory;

/**
 * How many lines some text files have: their bytes divided by the mean length of a line, as it is
 * in a few pieces that lie evenly over all bytes.
 *
 * <p>A compressed file is read from its beginning, and its bytes are counted as they are stored.
 * Cost: at most {@value #PIECES} pieces of {@value #PIECE_BYTES} bytes are read, of a compressed
 * file as much text; here, and not by Spark.
 *
 * @param lines lines that are not blank
 * @param exact whether every byte was read
 * @param bytes of all files, as stored
 * @param readBytes of them that were read
 */
record LineEstimate(long lines, boolean exact, long bytes, long readBytes) {
  static final int PIECES = 32;
  static final int PIECE_BYTES = 1 << 17;

  /** A file and its length as stored. */
  record TextFile(Path path, long bytes) {}

  /**
   * Reads the pieces.
   *
   * @throws IOException if a file cannot be read
   */
  static LineEstimate of(Configuration hadoop, List<TextFile> files) throws IOException {
    return of(hadoop, files, PIECES, PIECE_BYTES);
  }

  static LineEstimate of(Configuration hadoop, List<TextFile> files, int pieces, int pieceBytes)
      throws IOException {
    Reading reading = new Reading(hadoop, pieceBytes);
    long bytes = files.stream().mapToLong(TextFile::bytes).sum();
    if (bytes <= (long) pieces * pieceBytes) {
      for (TextFile file : files) {
        reading.whole(file);
      }
      return new LineEstimate(reading.lines, true, bytes, bytes);
    }
    for (long at : starts(bytes, pieces)) {
      reading.piece(files, at);
    }
    return estimate(bytes, reading.bytes, reading.lines);
  }

  /** From what the pieces showed. */
  static LineEstimate estimate(long bytes, long readBytes, long lines) {
    long estimate = readBytes == 0 ? 0 : Math.round((double) bytes * lines / readBytes);
    return new LineEstimate(estimate, false, bytes, readBytes);
  }

  /** Where pieces begin: at the middles of equal parts of all bytes. */
  static List<Long> starts(long bytes, int pieces) {
    List<Long> starts = new ArrayList<>();
    for (int i = 0; i < pieces; i++) {
      starts.add((long) ((i + 0.5) / pieces * bytes));
    }
    return starts;
  }

  /** Reads pieces and adds up what they hold. */
  private static final class Reading {
    private final Configuration hadoop;
    private final CompressionCodecFactory codecs;
    private final byte[] buffer;
    private final List<Path> begun = new ArrayList<>();
    private long bytes;
    private long lines;

    Reading(Configuration hadoop, int pieceBytes) {
      this.hadoop = hadoop;
      this.codecs = new CompressionCodecFactory(hadoop);
      this.buffer = new byte[pieceBytes];
    }

    void whole(TextFile file) throws IOException {
      LineCounter counter = new LineCounter();
      CompressionCodec codec = codecs.getCodec(file.path());
      try (InputStream stored = open(file.path());
          InputStream in = codec == null ? stored : codec.createInputStream(stored)) {
        int read;
        while ((read = in.readNBytes(buffer, 0, buffer.length)) > 0) {
          counter.add(buffer, 0, read);
        }
      }
      counter.end();
      add(file.bytes(), counter.lines());
    }

    /** The piece at a position in all files, one after the other. */
    void piece(List<TextFile> files, long position) throws IOException {
      long at = position;
      for (TextFile file : files) {
        if (at < file.bytes()) {
          CompressionCodec codec = codecs.getCodec(file.path());
          if (codec == null) {
            plain(file.path(), at);
          } else if (!begun.contains(file.path())) {
            begun.add(file.path());
            compressed(file, codec);
          }
          return;
        }
        at -= file.bytes();
      }
    }

    /** From the end of the first line to the end of the last; the whole piece if none ends. */
    private void plain(Path path, long at) throws IOException {
      try (FSDataInputStream in = open(path)) {
        in.seek(at);
        int read = in.readNBytes(buffer, 0, buffer.length);
        int from = at == 0 ? 0 : lineEnd(0, read);
        int to = lastLineEnd(read);
        LineCounter counter = new LineCounter();
        if (from < to) {
          counter.add(buffer, from, to);
        }
        add(from < to ? counter.bytes() : read, counter.lines());
      }
    }

    private int lineEnd(int from, int to) {
      for (int i = from; i < to; i++) {
        if (isEnd(i)) {
          return i + 1;
        }
      }
      return to;
    }

    private int lastLineEnd(int to) {
      for (int i = to; i > 0; i--) {
        if (isEnd(i - 1)) {
          return i;
        }
      }
      return 0;
    }

    private boolean isEnd(int i) {
      return buffer[i] == '\n' || buffer[i] == '\r';
    }

    /** As much text as all plain pieces hold, since stored bytes are known by the buffer only. */
    private void compressed(TextFile file, CompressionCodec codec) throws IOException {
      try (FSDataInputStream stored = open(file.path());
          InputStream in = codec.createInputStream(stored)) {
        LineCounter counter = new LineCounter();
        int read = 1;
        for (int k = 0; k < PIECES && read > 0; k++) {
          read = in.readNBytes(buffer, 0, buffer.length);
          counter.add(buffer, 0, read);
        }
        if (read == 0) {
          counter.end();
        }
        add(read == 0 ? file.bytes() : stored.getPos(), counter.lines());
      }
    }

    private FSDataInputStream open(Path path) throws IOException {
      FileSystem files = path.getFileSystem(hadoop);
      return files.open(path);
    }

    private void add(long moreBytes, long moreLines) {
      bytes += moreBytes;
      lines += moreLines;
    }
  }
}
