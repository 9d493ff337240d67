"""The ideal-point model, the latent classes and how well they foretell."""

from __future__ import annotations

import numpy as np
import pytest
from benchmarks.opinions_instances import planted_groups

from yoriai.engines.opinions import Votes, ideal, latent
from yoriai.engines.opinions.agreement import adjusted_rand
from yoriai.engines.opinions.baseline import accuracy, baseline_logits, calibrate, log_loss
from yoriai.engines.opinions.ideal import agreement, fit_ideal, logits
from yoriai.engines.opinions.latent import fit_classes, loss_of
from yoriai.engines.opinions.positions import positions_of
from yoriai.engines.opinions.prediction import choose_and_test
from yoriai.engines.opinions.votes import Floats, silence


def from_ideal_points(people: int = 400, statements: int = 60, density: float = 0.5) -> tuple[Votes, Floats]:
    """Votes of people on one axis, and where each of them truly stands."""
    rng = np.random.default_rng(8)
    u, v, b = rng.normal(size=people), 2.0 * rng.normal(size=statements), rng.normal(size=statements)
    person, statement = np.nonzero(rng.random((people, statements)) < density)
    chance = 1.0 / (1.0 + np.exp(-(b[statement] + u[person] * v[statement])))
    value = np.where(rng.random(len(person)) < chance, 1, -1)
    names = tuple(map(str, range(people))), tuple(map(str, range(statements)))
    return Votes.from_columns(*names, person, statement, value), u


VOTES, TRUE_PLACE = from_ideal_points()


def test_people_are_placed_where_they_stand() -> None:
    place = positions_of(fit_ideal(VOTES, 1, 0.5)).people[:, 0]
    assert abs(np.corrcoef(place, TRUE_PLACE)[0, 1]) > 0.9


def test_places_agree_with_the_logits() -> None:
    model = fit_ideal(VOTES, 2, 0.5)
    found = positions_of(model)
    product = model.people.mean[:, 1:] @ model.statements.mean[:, 1:].T
    assert found.people @ found.statements.T == pytest.approx(product, abs=1e-9)
    assert np.cov(found.people.T)[0, 1] == pytest.approx(0.0, abs=0.02)


def test_few_votes_leave_a_place_uncertain() -> None:
    rng = np.random.default_rng(1)
    thin = VOTES.only((VOTES.person % 2 == 0) | (rng.random(len(VOTES)) < 0.1))
    found = positions_of(fit_ideal(thin, 1, 0.5))
    many, few = found.deviation[::2, 0], found.deviation[1::2, 0]
    assert few.mean() > 1.5 * many.mean() > 0


def test_stated_uncertainty_is_honest() -> None:
    """About two thirds of people are within one standard deviation of their true place."""
    model = fit_ideal(VOTES, 1, 0.5)
    mean, deviation = model.people.mean[:, 1], np.sqrt(model.people.cov[:, 1, 1])
    scale = TRUE_PLACE @ mean / (TRUE_PLACE @ TRUE_PLACE)
    within = np.abs(mean - scale * TRUE_PLACE) < deviation
    assert 0.55 < within.mean() < 0.80


def test_pairs_one_by_one_and_all_at_once_are_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    model = fit_ideal(VOTES, 2, 0.5)
    everything = agreement([model], slice(0, 5))
    person, statement = np.repeat(np.arange(5), VOTES.m), np.tile(np.arange(VOTES.m), 5)
    monkeypatch.setattr(ideal, "DENSE", 0)
    each = logits(model, person, statement)
    assert 1.0 / (1.0 + np.exp(-each)) == pytest.approx(everything.ravel(), abs=1e-12)


def test_without_axes_everyone_is_in_the_middle() -> None:
    found = positions_of(fit_ideal(VOTES, 0, 0.5))
    assert not found.people.any() and not found.deviation.any()


def test_foretells_better_than_the_calibrated_plane() -> None:
    settings, prediction = choose_and_test(VOTES, np.random.default_rng(1), silence)
    assert settings[0][0] == 1, "one axis made these votes"
    assert prediction is not None
    assert prediction.accuracy >= prediction.baseline_accuracy
    assert prediction.log_loss < 0.95 * prediction.baseline_log_loss


def test_too_few_votes_foretell_nothing() -> None:
    few = Votes.from_triples([(str(i), str(j), 1) for i in range(3) for j in range(3)])
    assert choose_and_test(few, np.random.default_rng(1), silence) == ([(1, 0.5)], None)


def test_calibration_finds_the_slope() -> None:
    rng = np.random.default_rng(2)
    score = rng.normal(size=20_000)
    agreed = rng.random(len(score)) < 1.0 / (1.0 + np.exp(-(0.5 + 2.0 * score)))
    assert calibrate(score, agreed) == pytest.approx([0.5, 2.0], abs=0.1)


def test_the_baseline_is_better_than_guessing() -> None:
    held = np.random.default_rng(4).random(len(VOTES)) < 0.1
    found = baseline_logits(
        VOTES.only(~held), VOTES.person[held], VOTES.statement[held], np.random.default_rng(1)
    )
    agreed = VOTES.value[held] > 0
    assert accuracy(found, agreed) > 0.7 and log_loss(found, agreed) < 0.6


def test_classes_find_planted_groups() -> None:
    made = planted_groups(1, people=300, statements=40, density=0.6, shares=(0.5, 0.3, 0.2), sharpness=0.7)
    fit = fit_classes(made.votes, 3, np.random.default_rng(0))
    assert adjusted_rand(fit.member.argmax(axis=1), made.group) > 0.95
    assert fit.share.sum() == pytest.approx(1.0) and fit.member.sum(axis=1) == pytest.approx(1.0)
    agreed = made.votes.value == 1
    loss = loss_of(fit, made.votes.person, made.votes.statement, agreed)
    even = fit_classes(made.votes, 1, np.random.default_rng(0))
    assert loss < loss_of(even, made.votes.person, made.votes.statement, agreed)


def test_climbing_never_goes_down() -> None:
    made = planted_groups(2, people=100, statements=20, density=0.5)
    ballots = latent.Ballots(made.votes)
    fit = latent._step(ballots, np.random.default_rng(1).dirichlet(np.ones(3), made.votes.n))
    heights = []
    for _ in range(15):
        fit = latent._step(ballots, fit.member)
        heights.append(fit.log_likelihood)
    assert np.all(np.diff(heights) > -0.5), "but for the pull of the prior"


def test_people_with_few_votes_place_centres_only_when_there_are_no_others() -> None:
    rows = [(str(i), str(j), 1 if i % 2 else -1) for i in range(20) for j in range(i % 3, i % 3 + 3)]
    fit = fit_classes(
        Votes.from_triples([*rows, *(("x", str(j), 1) for j in range(9))]), 2, np.random.default_rng(0)
    )
    assert fit.member.shape == (21, 2)
