"""Six public credit files as tables of answers: what each column is, and which rows defaulted."""

import csv
import os
from dataclasses import dataclass, field

import numpy as np

MOST_QUESTIONS = 32
MISSING = {"", "?"}

LENDING_CLUB = """loan_amnt term int_rate installment grade sub_grade emp_length home_ownership annual_inc
verification_status purpose addr_state dti delinq_2yrs fico_range_low inq_last_6mths mths_since_last_delinq open_acc
pub_rec revol_bal revol_util total_acc initial_list_status application_type tot_cur_bal total_rev_hi_lim
acc_open_past_24mths avg_cur_bal bc_util mo_sin_old_rev_tl_op mort_acc num_actv_rev_tl""".split()


@dataclass
class CreditFile:
    """A file, its target, the cell that means a default, and its questions (all other columns where none are named)."""

    name: str
    target: str
    bad: str
    questions: list = field(default_factory=list)
    dropped: tuple = ()
    header: bool = True


FILES = [
    CreditFile("german.data", "Class", "2"),
    CreditFile("crx.data", "a15", "-", header=False),
    CreditFile("lending_club_sample.csv", "loan_status", "Charged Off", LENDING_CLUB),
    CreditFile("hmeq.csv", "BAD", "1"),
    CreditFile("UCI_Credit_Card.csv", "default.payment.next.month", "1", dropped=("ID",)),
    CreditFile("credit_risk_dataset.csv", "loan_status", "1"),
]


@dataclass
class Column:
    """`numbers`: floats, NaN where missing. `texts`: cells, "" where missing. One of them is None."""

    name: str
    numbers: object = None
    texts: object = None

    @property
    def is_number(self):
        return self.numbers is not None


def as_number(cell):
    try:
        return float(cell)
    except ValueError:
        return None


def read_column(name, cells):
    """A column of numbers if every cell that is there is one, and a column of texts otherwise."""
    cells = ["" if cell.strip() in MISSING else cell.strip() for cell in cells]
    numbers = [np.nan if cell == "" else as_number(cell) for cell in cells]
    if all(number is not None for number in numbers):
        return Column(name, numbers=np.array(numbers, dtype=float))
    return Column(name, texts=np.array(cells, dtype=object))


def read_file(folder, file):
    """The columns that are questions, and for each row 1 if it defaulted, else 0."""
    with open(os.path.join(folder, file.name), newline="", encoding="utf-8-sig") as stream:
        rows = [row for row in csv.reader(stream) if row]
    names = rows.pop(0) if file.header else [f"a{index}" for index in range(len(rows[0]))]
    by_name = dict(zip(names, zip(*rows)))
    target = np.array([1 if cell == file.bad else 0 for cell in by_name[file.target]])
    questions = file.questions or [name for name in names if name != file.target and name not in file.dropped]
    columns = [read_column(name, by_name[name]) for name in questions]
    assert len(columns) <= MOST_QUESTIONS
    return columns, target
