"""Grows a forest with scikit-learn or XGBoost as `npm run bench` asks, prints {"seconds", "auroc"} as JSON.

usage: forest.py sklearn|xgboost TRAIN.csv TEST.csv TREES DEPTH THREADS SEED
The files hold numbers only, the outcome in the last column. Only the fit is timed, not the reading.
"""

import json
import sys
import time

import numpy
from sklearn.metrics import roc_auc_score

LEAF_ROWS = 20
FEATURES_PER_SPLIT = 2


def fit_sklearn(inputs, outcome, trees, depth, threads, seed):
    from sklearn.ensemble import RandomForestClassifier

    forest = RandomForestClassifier(
        n_estimators=trees, max_depth=depth, min_samples_leaf=LEAF_ROWS, max_features=FEATURES_PER_SPLIT,
        n_jobs=threads, random_state=seed)
    start = time.perf_counter()
    forest.fit(inputs, outcome)
    return time.perf_counter() - start, lambda rows: forest.predict_proba(rows)[:, 1]


def fit_xgboost(inputs, outcome, trees, depth, threads, seed):
    import xgboost

    settings = {
        "objective": "binary:logistic", "tree_method": "hist", "max_bin": 254, "num_parallel_tree": trees,
        "max_depth": depth, "eta": 1.0, "reg_lambda": 0.0, "subsample": 0.632,
        "colsample_bynode": FEATURES_PER_SPLIT / inputs.shape[1], "base_score": float(outcome.mean()),
        "min_child_weight": LEAF_ROWS * float(outcome.mean() * (1 - outcome.mean())), "nthread": threads, "seed": seed,
        "verbosity": 0,
    }
    start = time.perf_counter()
    # The matrix bins the values, which the other trainers do inside their fit as well.
    forest = xgboost.train(settings, xgboost.DMatrix(inputs, outcome, nthread=threads), 1)
    return time.perf_counter() - start, lambda rows: forest.predict(xgboost.DMatrix(rows))


def main():
    peer, train_path, test_path = sys.argv[1:4]
    trees, depth, threads, seed = map(int, sys.argv[4:8])
    train = numpy.loadtxt(train_path, delimiter=",", skiprows=1)
    test = numpy.loadtxt(test_path, delimiter=",", skiprows=1)
    fit = {"sklearn": fit_sklearn, "xgboost": fit_xgboost}[peer]
    seconds, predict = fit(train[:, :-1], train[:, -1], trees, depth, threads, seed)
    print(json.dumps({"seconds": seconds, "auroc": roc_auc_score(test[:, -1], predict(test[:, :-1]))}))


main()
