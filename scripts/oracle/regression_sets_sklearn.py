#!/usr/bin/env python3
"""Ridge, lasso and elastic net by scikit-learn on the prostate and diabetes sets.

    regression_sets_sklearn.py DIRECTORY      # with prostate.data and diabetes.data

Writes src/test/resources/golden/sklearn/{prostate,diabetes}.json: for each setting the weights and intercept in original
units that minimize ½·mean squared error + lambda·(l1Ratio·Σ|v| + ½(1 − l1Ratio)·Σv²), where v = σw with standardize and
v = w without, σ the population deviations of all rows. The solutions are polished on their support by exact linear algebra,
since coordinate descent alone stops some digits early on badly scaled columns.
"""
import json
import pathlib
import sys

import numpy as np
import sklearn
from sklearn.linear_model import ElasticNet, LinearRegression, Ridge

ROOT = pathlib.Path(__file__).resolve().parents[2]


def read(path, target, skip):
    with open(path) as lines:
        names = lines.readline().rstrip("\n").split("\t")
        table = [line.rstrip("\n").split("\t") for line in lines]
    columns = [j for j, name in enumerate(names) if name not in skip and name != target]
    x = np.array([[float(row[j]) for j in columns] for row in table])
    y = np.array([float(row[names.index(target)]) for row in table])
    return [names[j] for j in columns], x, y


def sklearn_fit(z, y, strength, mix, intercept):
    if strength == 0:
        return LinearRegression(fit_intercept=intercept).fit(z, y).coef_
    if mix == 0:
        return Ridge(alpha=len(y) * strength, fit_intercept=intercept, solver="cholesky").fit(z, y).coef_
    return ElasticNet(alpha=strength, l1_ratio=mix, fit_intercept=intercept, tol=1e-14, max_iter=5_000_000).fit(z, y).coef_


def polished(z, y, v, strength, mix, intercept):
    """Solves the stationarity conditions on the support, and checks them off it."""
    if intercept:
        z, y = z - z.mean(axis=0), y - y.mean()
    n = len(y)
    on = v != 0
    q = z[:, on].T @ z[:, on] / n + strength * (1 - mix) * np.eye(on.sum())
    exact = np.zeros_like(v)
    exact[on] = np.linalg.solve(q, z[:, on].T @ y / n - strength * mix * np.sign(v[on]))
    gradient = z.T @ (z @ exact - y) / n
    assert (np.sign(exact) == np.sign(v)).all()
    assert (np.abs(gradient[~on]) <= strength * mix * (1 + 1e-9) + 1e-12).all()
    assert np.abs(exact - v).max() <= 1e-6 * max(1, np.abs(v).max()), np.abs(exact - v).max()
    return exact


def fit(x, y, strength, mix, standardize, intercept):
    # The deviation is about the mean, with or without intercept.
    scale = x.std(axis=0) if standardize else np.ones(x.shape[1])
    z = x / scale
    v = polished(z, y, sklearn_fit(z, y, strength, mix, intercept), strength, mix, intercept)
    w = v / scale
    return {
        "lambda": strength,
        "l1Ratio": mix,
        "standardize": standardize,
        "intercept": intercept,
        "weights": w.tolist(),
        "offset": float(y.mean() - w @ x.mean(axis=0)) if intercept else 0.0,
    }


def golden(directory, name, target, skip, strengths):
    names, x, y = read(directory / name, target, skip)
    weak, strong = strengths
    settings = ((weak, True, True), (strong, True, True), (strong, False, True), (weak, True, False), (strong, False, False))
    fits = [
        fit(x, y, strength, mix, standardize, intercept)
        for mix in (0, 0.5, 1)
        for strength, standardize, intercept in settings
    ]
    fits.append(fit(x, y, 0, 0, True, True))
    versions = {"python": sys.version.split()[0], "numpy": np.__version__, "scikit-learn": sklearn.__version__}
    out = ROOT / f"src/test/resources/golden/sklearn/{pathlib.Path(name).stem}.json"
    out.write_text(json.dumps({
        "madeBy": "scripts/oracle/regression_sets_sklearn.py", "versions": versions, "rows": len(y),
        "columns": names, "deviations": x.std(axis=0).tolist(), "fits": fits}, indent=1) + "\n")


def main():
    directory = pathlib.Path(sys.argv[1])
    golden(directory, "prostate.data", "lpsa", ["", "train"], (0.01, 0.2))
    golden(directory, "diabetes.data", "Y", [], (0.5, 10))


if __name__ == "__main__":
    main()
