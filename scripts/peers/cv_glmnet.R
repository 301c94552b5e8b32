#!/usr/bin/env Rscript
# cv.glmnet on the rows that scripts/bench dense writes: 100 values of lambda, 5 folds, 2 processes.
#
#   cv_glmnet.R FILE WIDTH [LAMBDA]     FILE: little-endian doubles, WIDTH a row, the target first
#
# Prints one JSON object, with the objective at LAMBDA; loading and that fit are not timed. Ends with 3 if glmnet is not installed.

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

objective <- "null"
if (length(arguments) > 2) {
  lambda <- as.numeric(arguments[3])
  single <- glmnet::glmnet(x, y, lambda = lambda, thresh = 1e-16, maxit = 1e6)
  weights <- as.numeric(single$beta)
  residuals <- y - single$a0 - as.numeric(x %*% weights)
  deviations <- sqrt(colMeans(sweep(x, 2, colMeans(x))^2))
  objective <- sprintf("%.17g", mean(residuals^2) / 2 + lambda * sum(deviations * abs(weights)))
}

cat(sprintf(
  '{"version": "glmnet %s", "seconds": %.3f, "lambda_min": %.10g, "objective": %s, "nonzero": %d}\n',
  packageVersion("glmnet"), seconds, fit$lambda.min, objective, fit$nzero[fit$index[1]]
))
