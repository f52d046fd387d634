"""usage: serve_forest.py PORT

The usual stack of such a service: FastAPI, and a pipeline of scikit-learn that encodes the answers of a data frame for
a random forest, 100 trees of depth 8, fitted to made-up applicants. It answers the same six answers with a probability and an outcome. It keeps no log and gives no reasons.
"""

import sys

import numpy
import pandas
import uvicorn
from fastapi import FastAPI
from pydantic import BaseModel
from sklearn.compose import ColumnTransformer
from sklearn.ensemble import RandomForestClassifier
from sklearn.pipeline import Pipeline
from sklearn.preprocessing import OneHotEncoder

CHOICES = {
    "education": ["school", "vocational", "higher"],
    "stable_job": ["no", "yes"],
    "car": ["none", "domestic", "foreign"],
    "foreign_passport": ["no", "yes"],
}


class Answers(BaseModel):
    age: str
    income: str
    education: str
    stable_job: str
    car: str
    foreign_passport: str


class Request(BaseModel):
    programme: str
    answers: Answers


def trained() -> Pipeline:
    random = numpy.random.default_rng(7)
    rows = 20_000
    age = random.integers(21, 70, rows)
    income = random.integers(10, 300, rows) * 1000
    texts = [random.choice(options, rows) for options in CHOICES.values()]
    risk = 0.3 - income / 1e6 - (texts[1] == "yes") * 0.1 + random.normal(0, 0.2, rows)
    applicants = pandas.DataFrame({"age": age, "income": income, **dict(zip(CHOICES, texts))})
    encoding = ColumnTransformer(
        [("choices", OneHotEncoder(handle_unknown="ignore"), list(CHOICES))], remainder="passthrough"
    )
    forest = RandomForestClassifier(n_estimators=100, max_depth=8, random_state=7)
    return Pipeline([("encoding", encoding), ("forest", forest)]).fit(applicants, risk > 0.15)


model = trained()
app = FastAPI()


@app.post("/v1/decisions")
def decide(request: Request):
    answers = request.answers.dict()
    numbers = {"age": float(answers["age"]), "income": float(answers["income"].replace(" ", ""))}
    applicant = pandas.DataFrame([{**answers, **numbers}])
    pd = float(model.predict_proba(applicant)[0, 1])
    return {"outcome": "likely_approval" if pd < 0.1 else "manual_review", "pd": pd}


if __name__ == "__main__":
    uvicorn.run(app, host="127.0.0.1", port=int(sys.argv[1]), log_level="warning", access_log=False)
