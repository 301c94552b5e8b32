#!/usr/bin/env Rscript
# Cross-validation by glmnet on three regression sets:
#
#     cv_glmnet.R DIRECTORY      # with prostate.data, diabetes.data and housing.data
#
# Run from the repository's root; writes src/test/resources/golden/glmnet/cv-*.json. Folds: row i (from 0) is in fold i mod K.
# The grid is 60 values from the largest lambda of all rows down to a thousandth, in our convention
# ½·MSE + lambda·(rho·|w| + ½(1 − rho)·w²) on columns divided by their population deviations. The lasso is cv.glmnet's own;
# for rho < 1 each fold and lambda is one translated fit, since glmnet divides the label by its deviation among the rows that
# it is given: its lambda is l1 + l2·sd(y), its alpha l1 over that, with l1 = lambda·rho and l2 = lambda·(1 − rho).
suppressPackageStartupMessages(library(glmnet))
directory <- commandArgs(trailingOnly = TRUE)[1]
file <- function(name) file.path(directory, name)

read_prostate <- function() {
  table <- read.delim(file("prostate.data"))
  list(x = as.matrix(table[, 2:9]), y = table$lpsa)
}
read_diabetes <- function() {
  table <- read.delim(file("diabetes.data"))
  list(x = as.matrix(table[, 1:10]), y = table$Y)
}
read_housing <- function() {
  table <- as.matrix(read.table(file("housing.data")))
  list(x = table[, 1:13], y = table[, 14])
}

deviation <- function(v) sqrt(mean((v - mean(v))^2))
number <- function(v) paste(sprintf("%.17g", v), collapse = ", ")
exact <- list(thresh = 1e-20, maxit = 1e9, standardize = TRUE)

grid <- function(x, y, rho) {
  z <- scale(x, scale = apply(x, 2, deviation))
  largest <- max(abs(crossprod(z, y - mean(y)))) / length(y) / rho
  largest * 1e-3^((0:59) / 59)
}

# Mean squared error of the fold's rows at every lambda, the model fitted to the others.
fold_errors <- function(x, y, held, lambda, rho) {
  sapply(lambda, function(strength) {
    l1 <- strength * rho
    l2 <- strength * (1 - rho) * deviation(y[!held])
    # A decreasing grid, as glmnet recommends; the last one is asked for.
    fit <- do.call(glmnet, c(list(
      x = x[!held, ], y = y[!held], alpha = l1 / (l1 + l2), lambda = (l1 + l2) * c(8, 4, 2, 1)
    ), exact))
    mean((y[held] - predict(fit, x[held, ])[, 4])^2)
  })
}

curve <- function(x, y, fold, lambda, rho) {
  if (rho == 1) {
    cv <- do.call(cv.glmnet, c(list(x = x, y = y, lambda = lambda, foldid = fold), exact))
    return(list(mse = cv$cvm, se = cv$cvsd, min = cv$lambda.min, one = cv$lambda.1se))
  }
  errors <- sapply(sort(unique(fold)), function(k) fold_errors(x, y, fold == k, lambda, rho))
  n <- as.numeric(table(fold))
  mse <- as.numeric(errors %*% n) / sum(n)
  se <- sqrt(as.numeric((errors - mse)^2 %*% n) / sum(n) / (length(n) - 1))
  at <- which.min(mse)
  list(mse = mse, se = se, min = lambda[at], one = max(lambda[mse <= mse[at] + se[at]]))
}

oracle <- function(name, data, folds) {
  fold <- (seq_along(data$y) - 1) %% folds + 1
  one <- function(rho) {
    lambda <- grid(data$x, data$y, rho)
    cv <- curve(data$x, data$y, fold, lambda, rho)
    sprintf(
      '  {"l1Ratio": %s, "lambdaMin": %s, "lambda1se": %s,\n   "lambda": [%s],\n   "mse": [%s],\n   "se": [%s]}',
      number(rho), number(cv$min), number(cv$one), number(lambda), number(cv$mse), number(cv$se)
    )
  }
  writeLines(
    c(
      '{"madeBy": "scripts/oracle/cv_glmnet.R",',
      sprintf(' "versions": {"R": "%s", "glmnet": "%s"},', getRversion(), packageVersion("glmnet")),
      sprintf(' "folds": %d,', folds),
      ' "curves": [', paste(c(one(1), one(0.5)), collapse = ",\n"), " ]}"
    ),
    sprintf("src/test/resources/golden/glmnet/cv-%s.json", name)
  )
}

oracle("prostate", read_prostate(), 10)
oracle("diabetes", read_diabetes(), 5)
oracle("housing", read_housing(), 7)
