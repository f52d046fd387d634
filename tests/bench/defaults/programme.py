"""Writes a programme for a table of answers, in which every column is a question, and its data as CSV."""

import csv
import json
import os
import re

import numpy as np


def decimals_of(numbers):
    """The digits after the decimal mark that the column needs, at most 4 and as many as 32 bits have room for."""
    present = numbers[~np.isnan(numbers)]
    largest = np.abs(present).max() if len(present) else 0
    for decimals in range(4):
        if np.allclose(present, np.round(present, decimals), atol=1e-9) or largest * 10 ** (decimals + 1) > 2e9:
            return decimals
    return 4


def question_of(index, column):
    """The question of a column. A number's range is that of the whole file, so that no fold is out of it."""
    name = f"q{index}_" + re.sub(r"[^a-z0-9]", "", column.name.lower())
    if not column.is_number:
        cells = sorted({cell for cell in column.texts if cell})
        options = [{"id": f"o{place}", "cells": [cell]} for place, cell in enumerate(cells)]
        return {"id": name, "kind": "choice", "columns": [column.name], "options": options}
    decimals = decimals_of(column.numbers)
    limits = {"minimum": float(np.nanmin(column.numbers)), "maximum": float(np.nanmax(column.numbers))}
    question = {"id": name, "kind": "number", "column": column.name, "unit": "amount", "decimals": decimals}
    for key, value in limits.items():
        question[key] = round(value, decimals) if decimals else int(round(value))
    return question


def write_json(folder, name, content):
    with open(os.path.join(folder, name), "w", encoding="utf-8") as stream:
        json.dump(content, stream, indent=1)


def write_programme(folder, columns, forest):
    """`forest` is the object of that name in training.json; None leaves the whole object out."""
    os.makedirs(folder, exist_ok=True)
    questions = [question_of(index, column) for index, column in enumerate(columns)]
    numbers = [question for question in questions if question["kind"] == "number"]
    training = {
        "outcome_columns": {"target": "defaulted"},
        "risk_along_values": {},
        "unordered": [question["id"] for question in questions if question["kind"] == "choice"],
        "covered": {q["id"]: {"minimum": q["minimum"], "maximum": q["maximum"]} for q in numbers},
    }
    if forest is not None:
        training["forest"] = forest
    write_json(folder, "questionnaire.json", {"questions": questions})
    write_json(folder, "policy.json", {"offers": [{"id": "card", "maximum_pd": 1, "eligibility": []}]})
    write_json(folder, "training.json", training)


def cell_of(column, row, decimals):
    if not column.is_number:
        return column.texts[row]
    number = column.numbers[row]
    return "" if np.isnan(number) else f"{number:.{decimals}f}"


def write_rows(path, columns, target, rows):
    """The rows as CSV, answers first, the target last."""
    decimals = [decimals_of(column.numbers) if column.is_number else 0 for column in columns]
    with open(path, "w", newline="", encoding="utf-8") as stream:
        out = csv.writer(stream)
        out.writerow([column.name for column in columns] + ["defaulted"])
        for row in rows:
            cells = [cell_of(column, row, places) for column, places in zip(columns, decimals)]
            out.writerow(cells + [target[row]])
