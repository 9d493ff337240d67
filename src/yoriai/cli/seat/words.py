"""Rules, broken wishes and their price as sentences: (Japanese, English)."""

from __future__ import annotations

from yoriai.engines.seating import Breach, Broken, Mend, Rule, Spread, Uneven, Value

Two = tuple[str, str]


def rule_words(rule: Rule) -> Two:
    """A rule as its owner would say it."""
    people, tables = "・".join(rule.ids), "・".join(map(str, rule.tables))
    value = _value(rule.value)
    words: dict[str, Two] = {
        "fixed": (f"{people}は卓{tables}{_rounds(rule)[0]}", f"{people} at table {tables}{_rounds(rule)[1]}"),
        "host": (f"{people}は一つの卓に残るホスト", f"{people} stays at a table as host"),
        "only_at": (f"{value}の人は卓{tables}だけ", f"{value} at tables {tables} only"),
        "home_last_round": ("最後の回は最初の卓に戻る", "the last round at home"),
        "keep_together": (f"{people}は同じ卓", f"{people} together"),
        "keep_apart": (f"{people}は別の卓", f"{people} apart"),
        "majority_limit": (f"{value}の人は卓の半分まで", f"{value} at most half of a table"),
        "at_least_two": (f"{value}の人はひとりにしない", f"{value} never alone"),
    }
    return words[rule.kind]


def _value(value: Value | None) -> str:
    return f"{value.column}={value.value}" if value else ""


def _rounds(rule: Rule) -> Two:
    numbers = "・".join(map(str, rule.rounds))
    return (f"（第{numbers}回）", f" in round {numbers}") if rule.rounds else ("", "")


def broken_words(broken: Broken) -> Two:
    """What is not kept, where, and what it would cost to keep it."""
    wish, price = broken.wish, _price(broken.mend)
    where = f"第{wish.round}回", f"round {wish.round}"
    if isinstance(wish, Uneven):
        who, share = _value(wish.value), _range(wish)
        return (
            f"{where[0]} 卓{wish.table}: {who}が{wish.heads}人（均等なら{share}人）。{price[0]}",
            f"{where[1]}, table {wish.table}: {wish.heads} with {who} (even share {share}); {price[1]}",
        )
    if isinstance(wish, Spread):
        who, tables = _value(wish.value), "・".join(map(str, wish.tables))
        return (
            f"{where[0]}: {who}が卓{tables}に分かれています（最少{wish.fewest}卓）。{price[0]}",
            f"{where[1]}: {who} at tables {tables} ({wish.fewest} would do); {price[1]}",
        )
    return _breach_words(wish, price)


def _range(wish: Uneven) -> str:
    return str(wish.low) if wish.low == wish.high else f"{wish.low}〜{wish.high}"


def _breach_words(wish: Breach, price: Two) -> Two:
    rule, people = rule_words(wish.rule), "・".join(wish.ids)
    return (
        f"第{wish.round}回 卓{wish.table}: 「{rule[0]}」が守れていません（{people}）。{price[0]}",
        f"round {wish.round}, table {wish.table}: not kept: {rule[1]} ({people}); {price[1]}",
    )


def _price(mend: Mend | None) -> Two:
    """What mending would take and change."""
    if mend is None:
        return "二人の入れかえでは直せません", "no exchange of two people mends it"
    swaps = "、".join(f"{a}と{b}" for a, b in mend.exchanges)
    english = ", ".join(f"{a} with {b}" for a, b in mend.exchanges)
    changes = [
        (mend.pairs, "出会い", "pairs met"),
        (mend.excess, "かたより", "excess"),
        (mend.cluster_extra, "分かれた卓", "extra tables"),
        (mend.rules_broken, "守れない決まり", "rules broken"),
    ]
    parts = [(f"{ja}{by:+d}", f"{en} {by:+d}") for by, ja, en in changes if by]
    japanese = "、".join(ja for ja, _ in parts) or "ほかは変わりません"
    return (
        f"直すには{swaps}を入れかえ（{japanese}）",
        f"to mend it exchange {english} ({', '.join(en for _, en in parts) or 'nothing else changes'})",
    )
