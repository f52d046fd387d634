"""Scores rows with XGBoost or scikit-learn as `npm run bench` asks, on one thread.

usage: score_rows.py xgboost|sklearn FOLDER
FOLDER holds what write_peer_data wrote. For each line of standard input a line of JSON: `batch MILLISECONDS` says
microseconds of the processor's time a row with all rows in one call, `single MILLISECONDS` with one row in each, `scores` the scores of all rows.

Both engines get the same trees over the same codes. scikit-learn asks whether a number is at most a threshold, XGBoost
whether it is below, so that its thresholds lie half a code higher.
"""

import json
import sys
import time

import numpy


def read_trees(folder):
    with open(f"{folder}/forest.json", encoding="utf-8") as file:
        forest = json.load(file)
    return forest["features"], [numpy.array(tree, dtype=numpy.int64) for tree in forest["trees"]]


def is_leaf(tree):
    return tree[:, 3] == numpy.arange(len(tree))


def floats(values):
    """XGBoost 1.7 takes no float that is written like an integer."""
    return [float(value) for value in values]


def xgboost_tree(number, tree, features):
    count, leaf = len(tree), is_leaf(tree)
    parents = numpy.full(count, 2147483647)
    for index in numpy.flatnonzero(~leaf):
        parents[tree[index, 3]] = parents[tree[index, 3] + 1] = index
    return {
        "base_weights": [0.0] * count, "categories": [], "categories_nodes": [], "categories_segments": [],
        "categories_sizes": [], "default_left": [0] * count, "id": number,
        "left_children": numpy.where(leaf, -1, tree[:, 3]).tolist(), "loss_changes": [0.0] * count,
        "parents": parents.tolist(), "right_children": numpy.where(leaf, -1, tree[:, 3] + 1).tolist(),
        "split_conditions": floats(numpy.where(leaf, tree[:, 4], tree[:, 1] + tree[:, 2] + 0.5)),
        "split_indices": numpy.where(leaf, 0, tree[:, 0]).tolist(), "split_type": [0] * count,
        "sum_hessian": [1.0] * count,
        "tree_param": {"num_deleted": "0", "num_feature": str(features), "num_nodes": str(count), "size_leaf_vector": "0"},
    }


def load_xgboost(folder, rows):
    import xgboost

    features, trees = read_trees(folder)
    model = {
        "learner": {
            "attributes": {}, "feature_names": [], "feature_types": [],
            "gradient_booster": {"model": {
                "gbtree_model_param": {"num_parallel_tree": "1", "num_trees": str(len(trees)), "size_leaf_vector": "0"},
                "tree_info": [0] * len(trees),
                "trees": [xgboost_tree(number, tree, features) for number, tree in enumerate(trees)]}, "name": "gbtree"},
            "learner_model_param": {"base_score": "0E0", "boost_from_average": "0", "num_class": "0",
                                    "num_feature": str(features), "num_target": "1"},
            "objective": {"name": "reg:squarederror", "reg_loss_param": {"scale_pos_weight": "1"}}},
        "version": [1, 7, 4]}
    booster = xgboost.Booster({"nthread": 1})
    booster.load_model(bytearray(json.dumps(model), "utf-8"))
    booster.set_param({"nthread": 1})
    # Not `predict`: of a matrix that it has seen it gives the old answer again.
    return lambda: booster.inplace_predict(rows), booster.inplace_predict


def load_sklearn(folder, rows):
    from sklearn.ensemble import RandomForestRegressor
    from sklearn.tree import DecisionTreeRegressor
    from sklearn.tree._tree import Tree

    features, trees = read_trees(folder)
    forest = RandomForestRegressor(n_estimators=len(trees), n_jobs=1)
    forest.n_outputs_, forest.n_features_in_, forest.estimators_ = 1, features, []
    node_type = Tree(features, numpy.array([1]), 1).__getstate__()["nodes"].dtype
    for tree in trees:
        leaf = is_leaf(tree)
        nodes = numpy.zeros(len(tree), dtype=node_type)
        nodes["left_child"] = numpy.where(leaf, -1, tree[:, 3])
        nodes["right_child"] = numpy.where(leaf, -1, tree[:, 3] + 1)
        nodes["feature"] = numpy.where(leaf, -2, tree[:, 0])
        nodes["threshold"] = numpy.where(leaf, -2, tree[:, 1] + tree[:, 2])
        grown = Tree(features, numpy.array([1]), 1)
        grown.__setstate__({"max_depth": 64, "node_count": len(tree), "nodes": nodes,
                            "values": numpy.where(leaf, tree[:, 4], 0).astype(numpy.float64).reshape(-1, 1, 1)})
        estimator = DecisionTreeRegressor()
        estimator.tree_, estimator.n_outputs_, estimator.n_features_in_ = grown, 1, features
        forest.estimators_.append(estimator)
    return lambda: forest.predict(rows) * len(trees), lambda row: forest.predict(row) * len(trees)


def time_calls(call, rows, milliseconds):
    start, processor_start, calls = time.perf_counter(), time.process_time(), 0
    while True:
        call(calls)
        calls += 1
        if (time.perf_counter() - start) * 1000 >= milliseconds:
            return (time.process_time() - processor_start) * 1e6 / (calls * rows)


def main():
    name, folder = sys.argv[1:3]
    features, _ = read_trees(folder)
    rows = numpy.fromfile(f"{folder}/codes.bin", dtype=numpy.uint8).reshape(-1, features).astype(numpy.float32)
    predict_all, predict = {"xgboost": load_xgboost, "sklearn": load_sklearn}[name](folder, rows)
    few = [rows[index:index + 1] for index in range(min(len(rows), 1024))]
    for line in sys.stdin:
        what, *milliseconds = line.split()
        if what == "batch":
            answer = time_calls(lambda _: predict_all(), len(rows), float(milliseconds[0]))
        elif what == "single":
            answer = time_calls(lambda call: predict(few[call % len(few)]), 1, float(milliseconds[0]))
        else:
            answer = predict_all().tolist()
        print(json.dumps(answer), flush=True)


main()
