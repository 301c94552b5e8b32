#!/usr/bin/env Rscript
# Elastic net by glmnet on src/test/resources/golden/small.csv; run from the repository's root.
# Writes src/test/resources/golden/glmnet/elastic-net.json; "lambda" and "alpha" there are glmnet's
# own: it divides the label by its population deviation.
suppressPackageStartupMessages(library(glmnet))
small <- read.csv("src/test/resources/golden/small.csv")
x <- as.matrix(small[, 1:6])
y <- small$y

number <- function(v) paste(sprintf("%.17g", v), collapse = ", ")
fit <- function(lambda, alpha) {
  # A decreasing grid, as glmnet recommends; the last one is asked for.
  m <- glmnet(x, y,
    family = "gaussian", alpha = alpha, lambda = lambda * c(8, 4, 2, 1),
    standardize = TRUE, thresh = 1e-26, maxit = 1e8
  )
  sprintf(
    '  {"lambda": %s, "alpha": %s, "weights": [%s], "intercept": %s}',
    number(lambda), number(alpha), number(as.numeric(m$beta[, 4])), number(m$a0[4])
  )
}

fits <- c(fit(0.1, 1), fit(0.02, 1), fit(0.1, 0.5), fit(0.3, 0.2), fit(0.05, 0))
dir.create("src/test/resources/golden/glmnet", recursive = TRUE, showWarnings = FALSE)
writeLines(
  c(
    '{"madeBy": "scripts/oracle/elastic_net_glmnet.R",',
    sprintf(
      ' "versions": {"R": "%s", "glmnet": "%s"},',
      getRversion(), packageVersion("glmnet")
    ),
    ' "fits": [', paste(fits, collapse = ",\n"), " ]}"
  ),
  "src/test/resources/golden/glmnet/elastic-net.json"
)
