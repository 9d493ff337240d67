"""The peer: OR-Tools CP-SAT round by round, as a careful programmer would first do it.

Runs in an environment of its own (`.benchenv-ortools`) and knows nothing of Yoriai: reads the people
and the settings, writes `round,table,id`. Each round is one model: a place for everybody, heads
outside the even share (weight 4), pairs that met before (weight 1), tables of a cluster (weight 6),
pairs apart as constraints.

    python benchmarks/seating_cpsat.py PEOPLE.csv SETTINGS.toml PLAN.csv SECONDS_A_ROUND
"""

from __future__ import annotations

import csv
import sys
import tomllib
from itertools import combinations
from pathlib import Path

from ortools.sat.python import cp_model

Pair = tuple[str, str]


def read(people: str, settings: str) -> tuple[dict[str, dict[str, str]], dict]:
    data = tomllib.loads(Path(settings).read_text(encoding="utf-8"))
    with Path(people).open(encoding="utf-8", newline="") as file:
        return {row[data["id_column"]]: row for row in csv.DictReader(file)}, data


def sizes_of(people: int, table_size: int) -> list[int]:
    tables = -(-people // table_size)
    small, larger = divmod(people, tables)
    return [small + 1] * larger + [small] * (tables - larger)


def seat_round(
    people: dict[str, dict[str, str]], settings: dict, met: set[Pair], seconds: float
) -> dict[str, int]:
    """One round: the seats that CP-SAT finds in the time."""
    sizes = sizes_of(len(people), settings["table_size"])
    model = cp_model.CpModel()
    at = {i: [model.new_bool_var(f"{i}@{t}") for t in range(len(sizes))] for i in people}
    for i in people:
        model.add_exactly_one(at[i])
    for t, size in enumerate(sizes):
        model.add(sum(at[i][t] for i in people) == size)
    for a, b in settings.get("keep_apart", []):
        for t in range(len(sizes)):
            model.add_at_most_one(at[a][t], at[b][t])
    costs = [*spread_costs(model, people, settings, at, sizes), *repeat_costs(model, at, met)]
    model.minimize(sum(costs))
    solver = cp_model.CpSolver()
    solver.parameters.max_deterministic_time = seconds  # its own count of work, so that load does not matter
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = settings.get("seed", 1)
    solver.solve(model)
    return {i: next(t + 1 for t, var in enumerate(at[i]) if solver.value(var)) for i in people}


def spread_costs(model: cp_model.CpModel, people: dict, settings: dict, at: dict, sizes: list[int]) -> list:
    costs = []
    for column, wish in settings["attributes"].items():
        for value in sorted({person[column] for person in people.values()}):
            holders = [i for i in people if people[i][column] == value]
            for t, size in enumerate(sizes):
                heads = sum(at[i][t] for i in holders)
                if wish == "diversify":
                    outside = model.new_int_var(0, size, "")
                    model.add(outside >= size * len(holders) // len(people) - heads)
                    model.add(outside >= heads + -size * len(holders) // len(people))
                    costs.append(4 * outside)
                elif wish == f"cluster:{value}":
                    used = model.new_bool_var("")
                    for i in holders:
                        model.add_implication(at[i][t], used)
                    costs.append(6 * used)
    return costs


def repeat_costs(model: cp_model.CpModel, at: dict, met: set[Pair]) -> list:
    costs = []
    for a, b in sorted(met):
        again = model.new_bool_var("")
        for one, other in zip(at[a], at[b], strict=True):
            model.add_bool_or(one.negated(), other.negated(), again)
        costs.append(again)
    return costs


def run(people_file: str, settings_file: str, plan_file: str, seconds: float) -> None:
    people, settings = read(people_file, settings_file)
    met: set[Pair] = set()
    lines = ["round,table,id"]
    for number in range(1, settings["rounds"] + 1):
        seats = seat_round(people, settings, met, seconds)
        lines += [f"{number},{table},{i}" for i, table in sorted(seats.items())]
        met |= {(a, b) for a, b in combinations(sorted(seats), 2) if seats[a] == seats[b]}
    Path(plan_file).write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    run(*sys.argv[1:4], seconds=float(sys.argv[4]))
