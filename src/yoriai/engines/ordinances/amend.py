"""From two editions to an amendment that has been proved on its base."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from yoriai.engines.ordinances.applying.apply import apply_tracked, printed
from yoriai.engines.ordinances.compare.words import NotQuotable
from yoriai.engines.ordinances.kaime.merge import merged
from yoriai.engines.ordinances.kaime.writer import Writer
from yoriai.engines.ordinances.operations import Operation, Rewrite, Sentence, Unfit
from yoriai.engines.ordinances.planning.acts import block_of
from yoriai.engines.ordinances.planning.document import DocumentPlan, NoPlan, plan_document
from yoriai.engines.ordinances.planning.sentences import PutAnewWhole
from yoriai.engines.ordinances.profile import Profile, learn
from yoriai.engines.ordinances.second.apply import apply_second
from yoriai.engines.ordinances.text.fold import bare, fold
from yoriai.engines.ordinances.text.parser import parse
from yoriai.engines.ordinances.text.tree import Kind, Node, canonical, part, parts, print_node

_DATE = re.compile(r"(明治|大正|昭和|平成|令和)([0-9０-９元一二三四五六七八九十]+)年")
_NUMBER = re.compile(
    r"([^\s　（）()]*?(?:条例|規則|規程|訓令|告示|要綱|法律|政令))第([0-9０-９一二三四五六七八九十百千]+)号"
)
_KINDS = ("条例", "規則", "規程", "要綱", "要領", "法律", "告示", "訓令")


@dataclass
class Amendment:
    """An amendment and its proof."""

    old: Node
    new: Node
    profile: Profile
    sentences: list[Sentence]
    kaime: str
    result: str  # the text after the amendment
    outcome: Node  # its tree, each node with its `source` in `old`
    round_trip: bool  # both appliers make the new text of the old one
    identical: bool  # … byte for byte
    whole: bool = False  # 全部改正
    rewritten: list[str] = field(default_factory=list)  # 条 put anew as a whole
    left_out: list[str] = field(default_factory=list)

    @property
    def operations(self) -> list[tuple[Operation, Sentence]]:
        """Every operation with the sentence it stands in."""
        return [(operation, sentence) for sentence in self.sentences for operation in sentence.operations]


class NotProved(Exception):
    """No amendment could be found that both appliers carry out."""


def amend(old: str, new: str, profile: Profile | None = None) -> Amendment:
    """The amendment that turns `old` into `new`, tried in the finest form first.

    Every candidate is written, read again and carried out by two appliers that share no code;
    the first that proves itself is returned. The last resort is 全部改正.
    Raises NotProved when even that fails.
    """
    base, goal = parse(old), parse(new)
    settings = profile or learn(base)
    anew: frozenset[int] = frozenset()
    for cross in (True, False, False, False):
        found, differing = _attempt(old, base, goal, settings, anew, new, cross=cross)
        if found is not None:
            return found
        if not cross:
            wider = anew | differing
            anew = wider if wider != anew else _everything(base)
    return _whole(old, base, goal, settings, new)


def _everything(base: Node) -> frozenset[int]:
    return frozenset(id(node) for node in base.walk() if node.kind in (Kind.ARTICLE, Kind.APPENDIX))


def _attempt(  # noqa: PLR0917
    old: str, base: Node, goal: Node, profile: Profile, anew: frozenset[int], new: str, *, cross: bool = False
) -> tuple[Amendment | None, frozenset[int]]:
    """One try; without success, the old 条 whose outcome is wrong."""
    try:
        plan = plan_document(base, goal, anew, cross=cross)
        sentences = merged(Writer(base, profile).write(plan.groups), profile)
    except (NoPlan, NotQuotable, PutAnewWhole, Unfit, LookupError, StopIteration):
        return None, frozenset()  # no sentence can name what has to change: a coarser try follows
    kaime = compose(base, profile, sentences, plan)
    try:
        tree = apply_tracked(base, kaime) if sentences else base
        result = printed(old, tree)
        again = apply_second(old, kaime) if sentences else old
    except (Unfit, ValueError):
        return None, frozenset()
    outcome = parse(result)
    proved = agrees(outcome, goal) and (again == result or agrees(parse(again), goal))
    if not proved:
        return None, _differing(base, outcome, goal)
    names = rewritten_articles(sentences)
    if not sentences and not plan.left_out:
        plan.left_out.append("旧と新の条文に、改め文にする違いはありません。")
    return (
        Amendment(
            base,
            goal,
            profile,
            sentences,
            kaime,
            result,
            tree,
            True,
            result == new,
            False,
            names,
            plan.left_out,
        ),
        frozenset(),
    )


def agrees(outcome: Node, goal: Node) -> bool:
    """Whether two texts say the same in every part that an amendment reaches."""
    return all(_said(outcome, kind) == _said(goal, kind) for kind in _REACHED)


_REACHED = (Kind.TITLE, Kind.TOC, Kind.PREAMBLE, Kind.MAIN, Kind.SUPPLEMENT, Kind.APPENDIX)


def _said(root: Node, kind: Kind) -> list[object]:
    found = parts(root, kind)
    if kind is Kind.SUPPLEMENT:  # later 附則 are those of amending ordinances
        return [canonical(node)[1:] for node in found[:1]]
    if kind in (Kind.TOC, Kind.PREAMBLE):
        return [bare(each.text) for node in found for each in node.children if each.text]
    return [canonical(node) for node in found]


def _differing(base: Node, outcome: Node, goal: Node) -> frozenset[int]:
    wanted = {node.number: canonical(node) for node in goal.walk() if node.kind is Kind.ARTICLE}
    made = {node.number: canonical(node) for node in outcome.walk() if node.kind is Kind.ARTICLE}
    wrong = {number for number in wanted if made.get(number) != wanted[number]}
    return frozenset(id(node) for node in base.walk() if node.kind is Kind.ARTICLE and node.number in wrong)


def rewritten_articles(sentences: list[Sentence]) -> list[str]:
    """The 条 of 本則 that sentences put anew as a whole."""
    names = []
    for sentence in sentences:
        for operation in sentence.operations:
            if isinstance(operation, Rewrite) and not operation.places[0].part:
                kinds = [step.kind for step in operation.places[0].steps]
                if kinds[-1] == "article" and "削除" not in "".join(sentence.block):
                    names.append(sentence.text.split("を次のように")[0])
    return names


def citation(root: Node) -> str:
    """（平成12年条例第97号）, as far as the text above 本則 tells; blanks where it does not."""
    above = "".join(print_node(node) for node in root.children if node.kind in (Kind.FRONT, Kind.TITLE))
    date, number = _DATE.search(above), _NUMBER.search(fold_spaces(above))
    if date is None or number is None:
        return "（　　　　年条例第　　号）"
    issuer = re.sub(r"^.*日|^(?:明治|大正|昭和|平成|令和)[^年]*年", "", number[1])
    return f"（{date[1]}{date[2]}年{issuer}第{number[2]}号）"


def fold_spaces(text: str) -> str:
    """Without blanks, which editions put into numbers."""
    return text.replace(" ", "").replace("\u3000", "")


def kind_of(title: str) -> str:
    """条例, 規則 …: what the ordinance calls itself."""
    return next((kind for kind in _KINDS if fold(title).endswith(kind)), "条例")


def compose(base: Node, profile: Profile, sentences: list[Sentence], plan: DocumentPlan) -> str:
    """The amending ordinance: title, lead sentence, sentences with their blocks, 附則."""
    eol = profile.newline
    out = [*_opening(base, profile)]
    for sentence in sentences:
        out.append(profile.indent + sentence.text)
        out += [line.rstrip("\r\n") for line in sentence.block]
    title = part(base, Kind.TITLE)
    out += _own_supplement(plan, profile, kind_of(title.text if title is not None else ""))
    return "".join(line + eol for line in out)


def _opening(base: Node, profile: Profile) -> list[str]:
    title = part(base, Kind.TITLE)
    if title is None:
        return []
    number = citation(base)
    if profile.brackets == "half":
        number = number.replace("（", "(").replace("）", ")")
    return [
        f"\u3000\u3000\u3000{title.text}の一部を改正する{kind_of(title.text)}",
        f"{profile.indent}{title.text}{number}の一部を次のように改正する。",
    ]


def _own_supplement(plan: DocumentPlan, profile: Profile, kind: str) -> list[str]:
    head = "\u3000\u3000\u3000" + profile.supplement_head
    if plan.own_supplement:
        lines = block_of(plan.own_supplement[-1].children)
        return [head, *(line.rstrip("\n") for line in lines)]
    return [head, f"\u3000この{kind}は{profile.comma}令和\u3000年\u3000月\u3000日から施行する。"]


def _whole(old: str, base: Node, goal: Node, profile: Profile, new: str) -> Amendment:
    """全部改正: the new text as it is, behind the sentence that says so."""
    title = part(base, Kind.TITLE)
    new_title = part(goal, Kind.TITLE)
    if title is None or new_title is None:
        raise NotProved
    lead = f"{profile.indent}{title.text}{citation(base)}の全部を改正する。{profile.newline}"
    at = goal.children.index(new_title) + 1
    head = "".join(goal.before) + "".join(print_node(child) for child in goal.children[:at])
    kaime = head + lead + new[len(head) :]
    result = printed(old, apply_tracked(base, kaime))
    if result != new or apply_second(old, kaime) != new:
        raise NotProved
    sentence = Sentence((), (), 0, lead.strip())
    return Amendment(base, goal, profile, [sentence], kaime, result, goal, True, True, True)
