package io.shrinkage.spark;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/** Takes a user's rated movies out of the top list and keeps the first few that are left. */
final class UserPicks implements FlatMapFunction<Row, Row> {
  private static final long serialVersionUID = 1L;

  private final Broadcast<TopMovies> movies;
  private final int top;
  private final double base;
  private final boolean textUsers;

  UserPicks(Broadcast<TopMovies> movies, int top, double base, boolean textUsers) {
    this.movies = movies;
    this.top = top;
    this.base = base;
    this.textUsers = textUsers;
  }

  /** A row is the user's number, the user's text, and the places of the rated movies. */
  @Override
  public Iterator<Row> call(Row user) {
    Set<Integer> rated = new HashSet<>(user.getList(2));
    Object key = user.isNullAt(0) ? user.getString(1) : (Object) user.getLong(0);
    TopMovies list = movies.value();
    List<Row> picks = new ArrayList<>();
    for (int place = 0; place < list.size() && picks.size() < top; place++) {
      if (!rated.contains(place)) {
        picks.add(
            RowFactory.create(
                textUsers ? key.toString() : key,
                picks.size() + 1,
                list.key(place),
                list.title(place),
                list.prediction(place),
                base,
                list.contributions(place)));
      }
    }
    return picks.iterator();
  }
}
