"""scikit-learn's classifiers with its own defaults, on the same answers: numbers as they are, options one-hot."""

import numpy as np
from sklearn.compose import make_column_transformer
from sklearn.ensemble import HistGradientBoostingClassifier, RandomForestClassifier
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, OrdinalEncoder, StandardScaler


def table_of(columns):
    """Rows by columns, as objects: floats and texts."""
    return np.array([column.numbers if column.is_number else column.texts for column in columns], dtype=object).T


def places(columns):
    numbers = [index for index, column in enumerate(columns) if column.is_number]
    return numbers, [index for index in range(len(columns)) if index not in numbers]


def filled(columns, scaled):
    """Missing numbers become the median with a mark beside it; a missing option is one more option."""
    numbers, options = places(columns)
    steps = [SimpleImputer(strategy="median", add_indicator=True)] + ([StandardScaler()] if scaled else [])
    return make_column_transformer(
        (make_pipeline(*steps), numbers), (OneHotEncoder(handle_unknown="ignore"), options), sparse_threshold=0
    )


def ordinal(columns):
    numbers, options = places(columns)
    encoder = OrdinalEncoder(handle_unknown="use_encoded_value", unknown_value=np.nan)
    return make_column_transformer((encoder, options), ("passthrough", numbers)), range(len(options))


def random_forest(columns, seed):
    return make_pipeline(filled(columns, False), RandomForestClassifier(random_state=seed))


def logistic_regression(columns, _seed):
    return make_pipeline(filled(columns, True), LogisticRegression(max_iter=5000))


def boosting(columns, seed):
    transformer, options = ordinal(columns)
    return make_pipeline(
        transformer, HistGradientBoostingClassifier(random_state=seed, categorical_features=list(options))
    )


PEERS = {
    "RandomForest": random_forest,
    "LogisticRegression": logistic_regression,
    "HistGradientBoosting": boosting,
}
