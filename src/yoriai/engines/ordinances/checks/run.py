"""Runs the checks of a text, and of an amendment against its base."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from yoriai.engines.ordinances.applying.apply import Applier, apply_tracked, check_numbers, finish
from yoriai.engines.ordinances.applying.house import House
from yoriai.engines.ordinances.checks import citing, laws, penalties, structure, terms, wording
from yoriai.engines.ordinances.checks.finding import Finding
from yoriai.engines.ordinances.checks.outside import check_outside
from yoriai.engines.ordinances.hane.find import find_hane
from yoriai.engines.ordinances.hane.references import Index
from yoriai.engines.ordinances.kaime.document import Kaime, read_kaime
from yoriai.engines.ordinances.lint import lint
from yoriai.engines.ordinances.operations import Unfit
from yoriai.engines.ordinances.text.fold import fold
from yoriai.engines.ordinances.text.parser import parse
from yoriai.engines.ordinances.text.tree import Node, print_node

Check = Callable[[Node, Index], Iterable[Finding]]

CHECKS: tuple[Check, ...] = (
    structure.numbering,
    structure.contents,
    structure.headings,
    citing.dangling,
    citing.lists,
    citing.read_as,
    laws.same_law,
    laws.law_numbers,
    penalties.unbound,
    terms.definitions,
    terms.supplement,
    wording.usage,
    wording.borders,
    terms.full_stops,
    terms.mixture,
)


def check_text(text: str) -> list[Finding]:
    """Findings in an ordinance, in the order of its lines."""
    return check_tree(parse(text))


def check_tree(root: Node) -> list[Finding]:
    """The same for a tree."""
    index = Index(root)
    return sorted({finding for check in CHECKS for finding in check(root, index)})


def check_amendment(base: str, draft: str) -> list[Finding]:
    """Findings in an amending ordinance against its base (発射台): the lines are those of the draft.

    What does not fit the base, ハネ that the draft leaves open, breaches of the rules of order, and findings
    that the new text has but the base had not.
    """
    root = parse(base)
    try:
        kaime = read_kaime(draft)
        applier = Applier(root, kaime)
    except Unfit as problem:
        return [_unfit(problem)]
    found = list(_apply_all(applier))
    fits = not found
    found += [Finding(each.line, "改め文", each.sentence, each.rule) for each in lint(draft)]
    found += _own_supplement(kaime)
    if applier.section.whole is None and fits:
        for open_reference in find_hane(root, applier.root):
            words = open_reference.sentence or open_reference.reason
            text = f"「{open_reference.reference}」の指す規定が動くのに、引用がそのままです。{words}"
            found.append(Finding(applier.section.line, open_reference.place, text, "ハネ"))
        found += _new_findings(root, applier.root, applier.section.line)
        found += _transition(kaime, applier.root)
    return sorted(set(found))


def check_elsewhere(base: str, draft: str | None, other: str) -> list[Finding]:
    """Findings in another ordinance that cites `base`: what the draft moves, takes away or renames.

    Without a draft, citations of what `base` does not have. The lines are those of `other`.
    """
    root = parse(base)
    outcome = root.copy()
    if draft is not None:
        try:
            outcome = apply_tracked(root, draft)
        except Unfit:
            return []  # said where the draft itself is checked
    return check_outside(root, outcome, other)


def _unfit(problem: Unfit) -> Finding:
    return Finding(
        problem.line or 1, "改め文", f"{problem.reason}。{problem.expected}".rstrip("。") + "。", "発射台"
    )


def _apply_all(applier: Applier) -> Iterator[Finding]:
    """Every sentence is tried, also behind one that does not fit."""
    if applier.section.whole is not None:
        return
    for sentence in applier.section.sentences:
        try:
            applier.apply_sentence(sentence)
        except Unfit as problem:
            yield _unfit(problem)
    finish(applier.root, House(applier.root))
    try:
        check_numbers(applier.root)
    except Unfit as problem:
        yield _unfit(problem)


def _own_supplement(kaime: Kaime) -> Iterator[Finding]:
    text = "".join(fold(line.text) for line in kaime.supplement)
    first = kaime.supplement[0].number if kaime.supplement else 1
    if kaime.title and not kaime.supplement:
        yield Finding(first, "附則", "改正条例に附則（施行期日）がありません。", "附則")
    elif kaime.supplement and "施行" not in text:
        what = (
            "適用の日だけがあり、施行期日がありません。" if "適用" in text else "施行期日の定めがありません。"
        )
        yield Finding(first, "附則", what, "附則")


def _transition(kaime: Kaime, outcome: Node) -> Iterator[Finding]:
    text = "".join(fold(line.text) for line in kaime.supplement)
    first = kaime.supplement[0].number if kaime.supplement else 1
    return penalties.transition(outcome, text, first)


def _new_findings(base: Node, outcome: Node, line: int) -> Iterator[Finding]:
    before = {(each.sentence, each.rule) for each in check_tree(base)}
    for each in check_tree(parse(print_node(outcome))):
        if (each.sentence, each.rule) not in before and each.rule != "引用":
            yield Finding(line, f"改正後の{each.place}", each.sentence, each.rule)
