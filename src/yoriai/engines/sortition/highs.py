"""One linear or integer program, solved by HiGHS on one thread so that the result is repeatable."""

from __future__ import annotations

from dataclasses import dataclass

import highspy
import numpy as np

from yoriai.engines.sortition.pool import Floats

INFINITY: float = highspy.kHighsInf


@dataclass(frozen=True)
class Solution:
    """Values of the columns, dual values of columns and rows (linear programs only), and the objective."""

    x: Floats
    column_dual: Floats
    row_dual: Floats
    objective: float
    #: proven bound of the objective: the objective itself unless the search was cut short
    bound: float


@dataclass(frozen=True)
class Program:
    """maximise cost @ x, row_lower <= rows @ x <= row_upper, lower <= x <= upper."""

    cost: Floats
    rows: Floats
    row_lower: Floats
    row_upper: Floats
    lower: Floats
    upper: Floats

    def relaxed(self) -> Solution | None:
        """The optimum; None when there is no solution at all."""
        return _run(self, integer=False, nodes=None, interior=False)

    def interior(self) -> Solution | None:
        """An optimum in the middle of all optima (interior point, no crossover)."""
        return _run(self, integer=False, nodes=None, interior=True)

    def integer(self, nodes: int | None = None) -> Solution | None:
        """The integer optimum, or the best found after `nodes` nodes; None when none was found."""
        return _run(self, integer=True, nodes=nodes, interior=False)


class _Quiet(highspy.Highs):
    """HiGHS greets on the standard output when callbacks are enabled, unless it is told not to before."""

    def enableCallbacks(self) -> None:  # noqa: N802 - the name is HiGHS's
        self.setOptionValue("output_flag", False)
        super().enableCallbacks()  # type: ignore[no-untyped-call]


def _model(program: Program, integer: bool) -> highspy.HighsLp:
    model = highspy.HighsLp()
    model.num_row_, model.num_col_ = program.rows.shape
    model.sense_ = highspy.ObjSense.kMaximize
    model.col_cost_, model.col_lower_, model.col_upper_ = program.cost, program.lower, program.upper
    model.row_lower_, model.row_upper_ = program.row_lower, program.row_upper
    columns, rows = np.nonzero(program.rows.T)
    starts = np.searchsorted(columns, np.arange(program.rows.shape[1] + 1))
    model.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    model.a_matrix_.start_ = starts.astype(np.int32)
    model.a_matrix_.index_ = rows.astype(np.int32)
    model.a_matrix_.value_ = program.rows[rows, columns]
    if integer:
        model.integrality_ = [highspy.HighsVarType.kInteger] * len(program.cost)
    return model


def _run(program: Program, *, integer: bool, nodes: int | None, interior: bool) -> Solution | None:
    solver = _Quiet()  # type: ignore[no-untyped-call]
    solver.setOptionValue("threads", 1)
    solver.setOptionValue("random_seed", 0)
    solver.setOptionValue("primal_feasibility_tolerance", 1e-9)
    solver.setOptionValue("dual_feasibility_tolerance", 1e-9)
    if interior:
        solver.setOptionValue("solver", "ipm")
        solver.setOptionValue("run_crossover", "off")
    if integer:
        solver.setOptionValue("mip_rel_gap", 0.0)
        solver.setOptionValue("mip_abs_gap", 1e-7)
    if nodes is not None:
        solver.setOptionValue("mip_max_nodes", nodes)
    solver.passModel(_model(program, integer))
    solver.run()
    info = solver.getInfo()
    if info.primal_solution_status != highspy.SolutionStatus.kSolutionStatusFeasible:
        return None
    found = solver.getSolution()
    objective = float(info.objective_function_value)
    return Solution(
        x=np.rint(found.col_value) if integer else np.array(found.col_value),
        column_dual=np.array(found.col_dual),
        row_dual=np.array(found.row_dual),
        objective=objective,
        bound=float(info.mip_dual_bound) if integer else objective,
    )
