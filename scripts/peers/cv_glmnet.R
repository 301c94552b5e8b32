#!/usr/bin/env Rscript
# cv.glmnet on the rows that scripts/bench dense writes: 100 values of lambda, 5 folds, 2 processes.
#
#   cv_glmnet.R FILE WIDTH     FILE: little-endian doubles, WIDTH a row, the target first
#
# Prints one JSON object; loading is not timed. Ends with 3 if glmnet is not installed.

installed <- suppressWarnings(suppressMessages(requireNamespace("glmnet", quietly = TRUE)))
if (!installed) quit(status = 3)

arguments <- commandArgs(trailingOnly = TRUE)
width <- as.integer(arguments[2])
n <- file.size(arguments[1]) / 8 / width
rows <- matrix(readBin(arguments[1], "double", n = n * width, endian = "little"), nrow = width)
y <- rows[1, ]
x <- t(rows[-1, , drop = FALSE])
rm(rows)
invisible(gc())

# glmnet asks foreach for workers; R's own forks serve, so that no further package is needed.
forks <- function(obj, expr, envir, data) {
  it <- iterators::iter(obj)
  results <- parallel::mclapply(as.list(it), function(values) {
    scope <- new.env(parent = envir)
    for (name in names(values)) assign(name, values[[name]], envir = scope)
    eval(expr, scope)
  }, mc.cores = 2)
  foreach::makeAccum(it)(results, seq_along(results))
  foreach::getResult(it)
}
foreach::setDoPar(forks, data = NULL, info = function(data, item) switch(item, workers = 2, name = "forks", version = "1"))

set.seed(42)
seconds <- system.time(
  fit <- glmnet::cv.glmnet(x, y, nfolds = 5, nlambda = 100, lambda.min.ratio = 1e-3, parallel = TRUE)
)[["elapsed"]]

cat(sprintf(
  '{"version": "glmnet %s", "seconds": %.3f, "lambda_min": %.10g, "nonzero": %d}\n',
  packageVersion("glmnet"), seconds, fit$lambda.min, fit$nzero[fit$index[1]]
))
