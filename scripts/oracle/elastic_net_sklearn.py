#!/usr/bin/env python3
"""Elastic net, lasso and ridge by scikit-learn on small generated data.

Writes src/test/resources/golden/small.csv (columns a to f and the label y) and
src/test/resources/golden/sklearn/elastic-net.json: for each (lambda, l1Ratio) the weights and intercept in original units of
½·mean squared error + lambda·(l1Ratio·Σ|σw| + ½(1 − l1Ratio)·Σ(σw)²).
"""
import json
import pathlib
import sys

import numpy as np
import sklearn
from sklearn.linear_model import ElasticNet, LinearRegression, Ridge

ROOT = pathlib.Path(__file__).resolve().parents[2]


def data():
    """40 rows: two nearly equal columns, an indicator, a year, and two that do not matter."""
    rng = np.random.default_rng(20240501)
    n = 40
    a = rng.normal(size=n)
    x = np.column_stack(
        [
            a,
            a + 0.1 * rng.normal(size=n),
            (rng.random(n) < 0.3).astype(float),
            1950 + rng.integers(0, 70, n),
            rng.normal(size=n) * 20 + 100,
            rng.normal(size=n),
        ]
    )
    x = np.round(x, 3)
    y = np.round(3.5 + 0.5 * a - 0.8 * x[:, 2] + 0.01 * (x[:, 3] - 1985) + 0.3 * rng.normal(size=n), 2)
    return x, y


def fit(x, y, strength, mix):
    mean, scale = x.mean(axis=0), x.std(axis=0)
    z = (x - mean) / scale
    if strength == 0:
        model = LinearRegression().fit(z, y)
    elif mix == 0:
        model = Ridge(alpha=len(y) * strength, solver="cholesky").fit(z, y)
    else:
        model = ElasticNet(alpha=strength, l1_ratio=mix, tol=1e-16, max_iter=10_000_000).fit(z, y)
    w = model.coef_ / scale
    return {
        "lambda": strength,
        "l1Ratio": mix,
        "weights": w.tolist(),
        "intercept": float(y.mean() - w @ mean),
    }


def main():
    x, y = data()
    fits = [fit(x, y, s, m) for s, m in
            [(0, 0), (0.1, 0), (2, 0), (0.01, 0.5), (0.1, 0.5), (0.02, 1), (0.2, 1), (0.05, 0.9)]]
    path = ROOT / "src/test/resources/golden/sklearn/elastic-net.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    rows = [",".join(map(repr, [*map(float, r), float(t)])) for r, t in zip(x, y)]
    (ROOT / "src/test/resources/golden/small.csv").write_text("\n".join(["a,b,c,d,e,f,y", *rows]) + "\n")
    versions = {"python": sys.version.split()[0], "numpy": np.__version__, "scikit-learn": sklearn.__version__}
    path.write_text(json.dumps(
        {"madeBy": "scripts/oracle/elastic_net_sklearn.py", "versions": versions, "fits": fits}, indent=1) + "\n")


if __name__ == "__main__":
    main()
