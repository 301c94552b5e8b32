#!/usr/bin/env python3
"""LassoCV on the rows that scripts/bench dense writes: 100 values of lambda, 5 folds, 2 jobs.

  lasso_cv_sklearn.py FILE WIDTH [LAMBDA]     FILE: little-endian doubles, WIDTH a row, the target first

Prints one JSON object, with the objective at LAMBDA; loading, standardizing and that fit are not timed. Ends with 3 if scikit-learn is not installed.
"""
import json
import sys
import time

try:
    import numpy
    import sklearn
    from sklearn.linear_model import Lasso, LassoCV
except ImportError:
    sys.exit(3)

path, width = sys.argv[1], int(sys.argv[2])
rows = numpy.fromfile(path, dtype="<f8").reshape(-1, width)
y = rows[:, 0].copy()
# Columns in one piece each are what coordinate descent is fastest on.
x = numpy.asfortranarray(rows[:, 1:])
del rows
x /= x.std(axis=0)

start = time.perf_counter()
fit = LassoCV(n_alphas=100, eps=1e-3, cv=5, n_jobs=2, copy_X=False).fit(x, y)
seconds = time.perf_counter() - start

objective = None
if len(sys.argv) > 3:
    penalty = float(sys.argv[3])
    single = Lasso(alpha=penalty, tol=1e-13, max_iter=100_000).fit(x, y)
    residuals = y - single.predict(x)
    objective = float(residuals @ residuals / (2 * len(y)) + penalty * numpy.abs(single.coef_).sum())

print(json.dumps({
    "version": "scikit-learn " + sklearn.__version__,
    "seconds": seconds,
    "lambda_min": float(fit.alpha_),
    "objective": objective,
    "nonzero": int((fit.coef_ != 0).sum()),
}))
