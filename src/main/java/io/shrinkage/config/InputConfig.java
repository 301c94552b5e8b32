package io.shrinkage.config;

/** The tables that a run reads. */
public record InputConfig(RatingsConfig ratings, MoviesConfig movies, UsersConfig users) {}
