"""usage: serve_forest.py PORT

The service that this project replaced: FastAPI and a random forest of scikit-learn, 100 trees of depth 8, on made-up
applicants. It answers the same six answers with a probability and an outcome. It keeps no log and gives no reasons.
"""

import sys

import numpy
import uvicorn
from fastapi import FastAPI
from pydantic import BaseModel
from sklearn.ensemble import RandomForestClassifier

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


def code(question: str, answer: str) -> int:
    known = CHOICES[question]
    return known.index(answer) if answer in known else 0


def trained() -> RandomForestClassifier:
    random = numpy.random.default_rng(7)
    rows = 20_000
    age = random.integers(21, 70, rows)
    income = random.integers(10, 300, rows) * 1000
    codes = [random.integers(0, len(options), rows) for options in CHOICES.values()]
    risk = 0.3 - income / 1e6 - codes[1] * 0.1 + random.normal(0, 0.2, rows)
    forest = RandomForestClassifier(n_estimators=100, max_depth=8, random_state=7)
    return forest.fit(numpy.column_stack([age, income, *codes]), risk > 0.15)


forest = trained()
app = FastAPI()


@app.post("/v1/decisions")
def decide(request: Request):
    answers = request.answers
    income = float(answers.income.replace(" ", ""))
    codes = [code(question, getattr(answers, question)) for question in CHOICES]
    row = numpy.array([[float(answers.age), income, *codes]])
    pd = float(forest.predict_proba(row)[0, 1])
    return {"outcome": "likely_approval" if pd < 0.1 else "manual_review", "pd": pd}


if __name__ == "__main__":
    uvicorn.run(app, host="127.0.0.1", port=int(sys.argv[1]), log_level="warning", access_log=False)
