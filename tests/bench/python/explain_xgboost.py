"""Explains rows with XGBoost's pred_contribs as `npm run bench` asks, prints JSON.

usage: explain_xgboost.py FOLDER ROWS MILLISECONDS
FOLDER holds what `explain_rows` wrote: the forest over codes, the rows' codes, our contributions.

XGBoost's exact contributions (approx_contribs=False) are path-dependent: where a feature is not revealed, both branches
are followed with the weights of their covers. Ours are interventional: one after another, the reference people's
answers are put in. With covers that send everything where one person goes the two definitions agree, and so the mean of
such models over the reference people must be what we say: that is checked. Timed are covers counted over the rows.
"""

import json
import sys
import time

import numpy
import xgboost

# A cover of 0 would be divided by.
NOTHING = 2.0 ** -14
# Covers of deeper trees, of which each level has NOTHING of the one above, are 0 to XGBoost's floats.
DEEPEST = 8


def goes_left(node, codes):
    """Which of the codes, none of them 0 where missing answers go right, go left."""
    _, first, span, _, _ = node
    return (codes >= first) & (codes <= first + span)


def covers_by_rows(nodes, rows):
    covers = numpy.zeros(len(nodes))
    reached = {0: numpy.arange(len(rows))}
    for index, node in enumerate(nodes):
        here = reached.pop(index)
        covers[index] = max(len(here), 1)
        if node[3] == index:
            continue
        left = goes_left(node, rows[here, node[0]])
        reached[node[3]], reached[node[3] + 1] = here[left], here[~left]
    return covers


def covers_by_person(nodes, codes):
    covers = numpy.ones(len(nodes))
    for index, node in enumerate(nodes):
        if node[3] == index:
            continue
        left = bool(goes_left(node, numpy.array([codes[node[0]]]))[0])
        covers[node[3]] = covers[index] * (1 - NOTHING if left else NOTHING)
        covers[node[3] + 1] = covers[index] * (NOTHING if left else 1 - NOTHING)
    return covers


def depth_of(nodes):
    depths = [0] * len(nodes)
    for index, node in enumerate(nodes):
        if node[3] != index:
            depths[node[3]] = depths[node[3] + 1] = depths[index] + 1
    return max(depths)


def tree_json(number, nodes, covers, features, scale):
    count = len(nodes)
    leaf = [node[3] == index for index, node in enumerate(nodes)]
    parents = [2147483647] * count
    for index, node in enumerate(nodes):
        if not leaf[index]:
            parents[node[3]] = parents[node[3] + 1] = index
    return {
        "base_weights": [0.0] * count, "categories": [], "categories_nodes": [], "categories_segments": [],
        "categories_sizes": [],
        "default_left": [int(not leaf[i] and node[1] == 0) for i, node in enumerate(nodes)],
        "id": number, "left_children": [-1 if leaf[i] else node[3] for i, node in enumerate(nodes)],
        "loss_changes": [0.0] * count, "parents": parents,
        "right_children": [-1 if leaf[i] else node[3] + 1 for i, node in enumerate(nodes)],
        # Missing answers are NaN here; all other codes up to first + span go left.
        "split_conditions": [node[4] / scale if leaf[i] else node[1] + node[2] + 0.5 for i, node in enumerate(nodes)],
        "split_indices": [0 if leaf[i] else node[0] for i, node in enumerate(nodes)],
        "split_type": [0] * count, "sum_hessian": [float(cover) for cover in covers],
        "tree_param": {"num_deleted": "0", "num_feature": str(features), "num_nodes": str(count), "size_leaf_vector": "0"},
    }


def booster(forest, covers_of):
    trees = [tree_json(number, nodes, covers_of(nodes), forest["features"], forest["leaf_scale"])
             for number, nodes in enumerate(forest["trees"])]
    model = {
        "learner": {
            "attributes": {}, "feature_names": [], "feature_types": [],
            "gradient_booster": {"model": {
                "gbtree_model_param": {"num_parallel_tree": "1", "num_trees": str(len(trees)), "size_leaf_vector": "0"},
                "tree_info": [0] * len(trees), "trees": trees}, "name": "gbtree"},
            "learner_model_param": {"base_score": "0E0", "boost_from_average": "0", "num_class": "0",
                                    "num_feature": str(forest["features"]), "num_target": "1"},
            "objective": {"name": "reg:squarederror", "reg_loss_param": {"scale_pos_weight": "1"}}},
        "version": [1, 7, 4]}
    loaded = xgboost.Booster({"nthread": 1})
    loaded.load_model(bytearray(json.dumps(model), "utf-8"))
    loaded.set_param({"nthread": 1})
    return loaded


def most_apart(forest, rows, ours):
    """How far our contributions are from the mean over the reference people, of some rows."""
    checked = min(50, len(ours))
    few = rows.slice(range(checked))
    total = sum(person["weight"] for person in forest["people"])
    mean = sum(person["weight"] / total * booster(forest, lambda nodes, p=person: covers_by_person(nodes, p["codes"]))
               .predict(few, pred_contribs=True).astype(float) for person in forest["people"])
    return float(numpy.abs(mean - ours[:checked]).max())


def main():
    folder, count, milliseconds = sys.argv[1], int(sys.argv[2]), float(sys.argv[3])
    with open(f"{folder}/forest.json", encoding="utf-8") as file:
        forest = json.load(file)
    codes = numpy.loadtxt(f"{folder}/codes.csv", delimiter=",", max_rows=count, ndmin=2)
    ours = numpy.loadtxt(f"{folder}/contributions.csv", delimiter=",", max_rows=count, ndmin=2)
    rows = xgboost.DMatrix(numpy.where(codes == 0, numpy.nan, codes), nthread=1)

    shallow = max(depth_of(nodes) for nodes in forest["trees"]) <= DEEPEST
    model = booster(forest, lambda nodes: covers_by_rows(nodes, codes))
    theirs = model.predict(rows, pred_contribs=True)
    scores = model.predict(rows)
    correlation = float(numpy.corrcoef(theirs[:, :-1].ravel(), ours[:, :-1].ravel())[0, 1])
    times = []
    while sum(times) * 1000 < milliseconds:
        start = time.perf_counter()
        model.predict(rows, pred_contribs=True)
        times.append(time.perf_counter() - start)
    print(json.dumps({
        "contributions_us": sorted(times)[len(times) // 2] / len(codes) * 1e6,
        "apart": most_apart(forest, rows, ours) if shallow else None,
        "score_apart": float(numpy.abs(scores - ours.sum(axis=1)).max()), "correlation": correlation}))


main()
