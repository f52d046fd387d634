"""AUROC of `prescore train` with its default settings beside scikit-learn's, on the same rows, columns and folds.

Usage: compare.py TOOL DATA WORK [--repeats N] [--files NAME ...] [--forests FILE] [--peers FILE]
DATA holds the files, WORK is a folder for what is made from them. Prints one line of JSON for each file: the AUROC of
every contender in every fold of every repeat. --forests: a JSON object from names to "forest" objects, to try settings
instead of the defaults. --peers: keeps the figures of scikit-learn in FILE and takes them from there if it exists.
"""

import argparse
import csv
import json
import os
import subprocess
import sys

# Threads of small tasks wait for each other more than they work. This must be set before numpy is loaded.
os.environ["OMP_NUM_THREADS"] = "1"
os.environ["OPENBLAS_NUM_THREADS"] = "1"

import numpy as np
from credit_files import FILES, read_file
from peers import PEERS, table_of
from programme import write_programme, write_rows
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import StratifiedKFold

FOLDS = 5


def our_pds(tool, folder, seed, share):
    """The PDs of the rows of test.csv after training on train.csv; rows that the model does not cover have `share`."""
    paths = {name: os.path.join(folder, name) for name in ("train.csv", "test.csv", "model.json", "pd.csv")}
    train = [tool, "train", "--programme", os.path.join(folder, "card"), "--data", paths["train.csv"]]
    train += ["--seed", str(seed), "--output", paths["model.json"]]
    score = [tool, "score", "--model", paths["model.json"], "--input", paths["test.csv"], "--output", paths["pd.csv"]]
    for command in (train, score):
        done = subprocess.run(command, capture_output=True, text=True)
        if done.returncode != 0:
            sys.exit(" ".join(command) + "\n" + done.stderr)
    with open(paths["pd.csv"], newline="", encoding="utf-8") as stream:
        return [float(row["pd"]) if row["pd"] else share for row in csv.DictReader(stream)]


def folds_of(target, repeats):
    for repeat in range(repeats):
        folds = StratifiedKFold(FOLDS, shuffle=True, random_state=repeat)
        yield from ((repeat + 1, train, test) for train, test in folds.split(target, target))


def judge_ours(tool, folder, columns, target, forests, repeats):
    figures = {name: [] for name in forests}
    for seed, train, test in folds_of(target, repeats):
        for name, rows in (("train", train), ("test", test)):
            write_rows(os.path.join(folder, name + ".csv"), columns, target, rows)
        for name, forest in forests.items():
            write_programme(os.path.join(folder, "card"), columns, forest)
            pds = our_pds(tool, folder, seed, target[train].mean())
            figures[name].append(roc_auc_score(target[test], pds))
    return figures


def judge_peers(columns, target, repeats):
    table = table_of(columns)
    figures = {name: [] for name in PEERS}
    for seed, train, test in folds_of(target, repeats):
        for name, make in PEERS.items():
            model = make(columns, seed).fit(table[train], target[train])
            figures[name].append(roc_auc_score(target[test], model.predict_proba(table[test])[:, 1]))
    return figures


def remembered(path, name, compute):
    known = {}
    if path and os.path.exists(path):
        with open(path, encoding="utf-8") as stream:
            known = json.load(stream)
    if name not in known:
        known[name] = compute()
        if path:
            with open(path, "w", encoding="utf-8") as stream:
                json.dump(known, stream)
    return known[name]


def main():
    parser = argparse.ArgumentParser()
    for name in ("tool", "data", "work"):
        parser.add_argument(name)
    parser.add_argument("--repeats", type=int, default=5)
    parser.add_argument("--files", nargs="*")
    parser.add_argument("--forests")
    parser.add_argument("--peers")
    options = parser.parse_args()
    forests = {"defaults": None}
    if options.forests:
        with open(options.forests, encoding="utf-8") as stream:
            forests = json.load(stream)
    for file in FILES:
        if options.files and file.name not in options.files:
            continue
        columns, target = read_file(options.data, file)
        folder = os.path.join(options.work, file.name)
        os.makedirs(folder, exist_ok=True)
        key = f"{file.name} {options.repeats}"
        peers = remembered(options.peers, key, lambda: judge_peers(columns, target, options.repeats))
        ours = judge_ours(options.tool, folder, columns, target, forests, options.repeats)
        shape = {"file": file.name, "rows": len(target), "questions": len(columns)}
        print(json.dumps({**shape, "ours": ours, "peers": peers}), flush=True)


if __name__ == "__main__":
    np.seterr(all="ignore")
    main()
