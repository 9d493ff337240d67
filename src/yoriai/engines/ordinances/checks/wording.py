"""Words that the house manuals keep apart: 又は/若しくは, 及び/並びに, 場合/とき/時, 以上/超える, その他.

Only what is wrong whatever the sentence means is said; その他/その他の, 者/物/もの and the degrees of haste
(直ちに, 速やかに, 遅滞なく) hang on the meaning, so only what contradicts itself there is found.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from yoriai.engines.ordinances.checks.finding import Finding, place_of
from yoriai.engines.ordinances.hane.references import Index
from yoriai.engines.ordinances.text.fold import fold
from yoriai.engines.ordinances.text.tree import Kind, Node

_NOUN = "[一-龥々ァ-ヴー]{1,12}"
_PATTERNS = [
    (re.compile("各号の一に"), "「各号の一に」は、今は「各号のいずれかに」と書きます。"),
    (re.compile("この限りではない"), "「この限りではない」は、「この限りでない」と書きます。"),
    (
        re.compile("施行し、[^。]*施行する"),
        "「施行し…施行する」と重なっています。初めの「施行し」に合わせて書き分けてください。",
    ),
    (
        re.compile(f"及び{_NOUN}及び"),
        "「及び」が続いています。三つ以上を並べるときは、読点でつなぎ最後だけを「及び」にします。",
    ),
    (
        re.compile(f"又は{_NOUN}又は"),
        "「又は」が続いています。三つ以上を並べるときは、読点でつなぎ最後だけを「又は」にします。",
    ),
    (
        re.compile("ときにおいて(?!も)"),
        "「ときにおいて」は、「場合において」と書きます。条件を重ねるときは、大きい方が「場合」、小さい方が「とき」です。",
    ),
    (
        re.compile("(?:認める|該当する|支障がある|必要がある|やむを得ない|違反した)時(?:は|には|に限り)"),
        "条件を表すときは、「時」でなく「とき」と書きます。",
    ),
    (
        re.compile("もののほか、その他"),
        "「…のほか、その他」は重なっています。「…のほか」か「その他」の一方にします。",
    ),
    (
        re.compile("(?:直ちに|速やかに|遅滞なく)、?(?:直ちに|速やかに|遅滞なく)"),
        "「直ちに」「速やかに」「遅滞なく」が重なっています。急ぐ度合いの合う一つにします。",
    ),
    (re.compile("(?:以上|以下|以内|未満)を超え"), "「以上」などと「超える」が重なっています。"),
]
#: the outer word, and the inner one that is not used without it
_LEVELS = (("又は", "若しくは", "小さい"), ("及び", "並びに", "大きい"))


def usage(root: Node, index: Index) -> Iterator[Finding]:
    """Wordings that the house manuals correct."""
    for node in root.walk():
        if node.kind is Kind.HEADING:
            continue
        text = fold(node.text)
        for pattern, sentence in _PATTERNS:
            if pattern.search(text):
                yield Finding(node.line, place_of(node, index.parents), sentence, "用語")
        for plain, other, size in _LEVELS:
            if other in text and plain not in text:
                words = f"「{other}」は「{plain}」より{size}まとまりをつなぐ語です。一段なら「{plain}」です。"
                yield Finding(node.line, place_of(node, index.parents), words, "用語")


_QUANTITY = (
    "(?<![0-9、.])([0-9][0-9、.]*(?:万|億)?(?:[一-龥㎡]{1,4}|パーセント|メートル|平方メートル|キログラム))"
)
_FROM = re.compile(f"{_QUANTITY}(以上|を超え)")
_UPTO = re.compile(f"{_QUANTITY}(以下|以内|未満)")
_PAIRS = "「以上」と「未満」、「以下」と「超える」を組にします。"


def borders(root: Node, index: Index) -> Iterator[Finding]:
    """Neighbours in a list, or rows of a table: what is exactly at the border belongs to one of them."""
    for node in root.walk():
        units = [child for child in node.children if child.kind in (Kind.ITEM, Kind.SUB, Kind.LINE)]
        for left, right in pairwise(units):
            for sentence in _border(fold(left.text), fold(right.text)):
                place = place_of(right, index.parents)
                yield Finding(right.line, place, sentence, "境目")


def _border(left: str, right: str) -> Iterator[str]:
    """「10人以下」 and 「10人以上」, or 「10人未満」 and 「10人を超え」, of two neighbours."""
    for one, other in ((left, right), (right, left)):
        below = {match[1]: match[2] != "未満" for match in _UPTO.finditer(one)}
        above = {match[1]: match[2] == "以上" for match in _FROM.finditer(other)}
        for quantity in sorted(below.keys() & above.keys()):
            if below[quantity] and above[quantity]:
                yield f"ちょうど{quantity}のものが、前の行とこの行の両方に当たります。{_PAIRS}"
            elif not below[quantity] and not above[quantity]:
                yield f"ちょうど{quantity}のものが、前の行にもこの行にも当たりません。{_PAIRS}"
