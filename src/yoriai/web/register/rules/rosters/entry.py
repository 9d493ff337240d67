"""What one row of a list says of a person, an organisation, and the person's role there."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from ...models import Organisation, Person
from .. import entries
from . import guesses, texts
from .columns import COLUMNS, ORGANISATION, PERSON
from .texts import Wrong

#: Rows that are no entries: totals at the end, and the lines in which our own exports say who made them.
_TOTALS = ("合計", "総計", "小計", "計", "以上", "総数", "人数", "# ")
Values = dict[str, Any]


@dataclass
class Said:
    """The values of one row, each as it would be stored; `notices` for the reader of the preview."""

    person: Values = field(default_factory=dict)
    organisation: Values = field(default_factory=dict)
    reaches: list[tuple[str, str]] = field(default_factory=list)
    fields: list[int] = field(default_factory=list)
    role: str = ""
    since: str = ""
    notices: list[str] = field(default_factory=list)
    problem: str = ""

    def of(self, kind: str) -> Values:
        return self.person if kind == PERSON else self.organisation


@dataclass(frozen=True)
class Context:
    """What is known beside the rows: today, and the towns by name."""

    today: date
    towns: Mapping[str, str]


class _Reading:
    """One row while it is read."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.said = Said()

    def take(self, key: str, text: str) -> None:
        """Read one cell into what its column holds. Raises Wrong."""
        if special := _SPECIAL.get(key):
            special(self, text)
        else:
            self.put(COLUMNS[key].kind, COLUMNS[key].field, texts.one_line(text))

    def put(self, kind: str, column: str, value: Any) -> None:
        model = Person if kind == PERSON else Organisation
        longest = getattr(model._meta.get_field(column), "max_length", None)
        if longest and isinstance(value, str) and len(value) > longest:
            raise Wrong(f"長すぎます（{longest}字まで）")
        if value not in (None, ""):
            self.said.of(kind)[column] = value

    def note(self, words: str) -> None:
        if words and words not in self.said.notices:
            self.said.notices.append(words)


def _name(reading: _Reading, text: str) -> None:
    family, given = texts.split_name(text)
    reading.put(PERSON, "family_name", family)
    reading.put(PERSON, "given_name", given)
    if not given:
        reading.note(texts.UNSPLIT)


def _kana(reading: _Reading, text: str) -> None:
    family, given = texts.split_name(texts.hiragana(text))
    reading.put(PERSON, "family_kana", family)
    reading.put(PERSON, "given_kana", given)


def _phone(kind: str) -> Callable[[_Reading, str], None]:
    def read(reading: _Reading, text: str) -> None:
        for part in texts.parts(text):
            number, notice = texts.telephone(part)
            reading.note(notice)
            found = "mobile" if kind == "phone" and texts.is_mobile(number) else kind
            reading.said.reaches.append((found, number))

    return read


def _email(reading: _Reading, text: str) -> None:
    reading.said.reaches += [("email", texts.email(part)) for part in texts.parts(text)]


def _one_of(kind: str, column: str, read: Callable[[str], str]) -> Callable[[_Reading, str], None]:
    """A column of an organisation that holds one value: of several in a cell, the first."""

    def take(reading: _Reading, text: str) -> None:
        found = texts.parts(text)
        if found:
            reading.put(kind, column, read(found[0]))
        if len(found) > 1:
            reading.note(f"「{COLUMNS[f'{kind}.{column}'].label}」は、はじめの1つを使います")

    return take


def _plain(kind: str, column: str, read: Callable[[str], Any]) -> Callable[[_Reading, str], None]:
    return lambda reading, text: reading.put(kind, column, read(text))


def _day(kind: str, column: str) -> Callable[[_Reading, str], None]:
    return lambda reading, text: reading.put(kind, column, entries.text_of(texts.day(text)))


def _birthday(reading: _Reading, text: str) -> None:
    found = texts.birthday(text, reading.context.today)
    reading.put(PERSON, "birthday", entries.text_of(found))


def _postal(kind: str) -> Callable[[_Reading, str], None]:
    def read(reading: _Reading, text: str) -> None:
        code, notice = texts.postal_code(text)
        reading.note(notice)
        reading.put(kind, "postal_code", code)

    return read


def _town(kind: str) -> Callable[[_Reading, str], None]:
    def read(reading: _Reading, text: str) -> None:
        code = guesses.town_in(texts.one_line(text), reading.context.towns)
        if code is None:
            reading.note("市町村が台帳にありません。空のままにします")
        reading.put(kind, "municipality", code)

    return read


def _legal_form(reading: _Reading, text: str) -> None:
    form = guesses.legal_form(text)
    if form is None:
        reading.note("法人格が分かりません。団体名から考えます")
    reading.put(ORGANISATION, "legal_form", form)


def _sector(reading: _Reading, text: str) -> None:
    found = guesses.sector(text)
    if found is None:
        raise Wrong("市民・行政・企業・教育・議会のどれかにしてください")
    reading.put(ORGANISATION, "sector", found)


def _organisation_phone(text: str) -> str:
    return texts.telephone(text)[0]


def _fields(reading: _Reading, text: str) -> None:
    reading.said.fields = texts.field_numbers(text)


def _role(reading: _Reading, text: str) -> None:
    found = guesses.role(text)
    if found is None:
        reading.note("役職が分からないので「会員」にします")
    reading.said.role = found or ""


def _since(reading: _Reading, text: str) -> None:
    reading.said.since = entries.text_of(texts.day(text))


_SPECIAL: dict[str, Callable[[_Reading, str], None]] = {
    "person.name": _name,
    "person.kana": _kana,
    "person.family_kana": _plain(PERSON, "family_kana", texts.hiragana),
    "person.given_kana": _plain(PERSON, "given_kana", texts.hiragana),
    "person.birthday": _birthday,
    "person.phone": _phone("phone"),
    "person.mobile": _phone("mobile"),
    "person.fax": _phone("fax"),
    "person.email": _email,
    "person.postal_code": _postal(PERSON),
    "person.municipality": _town(PERSON),
    "person.care_needs": _plain(PERSON, "care_needs", str.strip),
    "person.access_needs": _plain(PERSON, "access_needs", str.strip),
    "person.note": _plain(PERSON, "note", str.strip),
    "person.do_not_ask": _plain(PERSON, "do_not_ask", texts.yes),
    "organisation.kana": _plain(ORGANISATION, "kana", texts.hiragana),
    "organisation.legal_form": _legal_form,
    "organisation.sector": _sector,
    "organisation.corporate_number": _plain(ORGANISATION, "corporate_number", texts.corporate_number),
    "organisation.representative_kana": _plain(ORGANISATION, "representative_kana", texts.hiragana),
    "organisation.phone": _one_of(ORGANISATION, "phone", _organisation_phone),
    "organisation.email": _one_of(ORGANISATION, "email", texts.email),
    "organisation.url": _one_of(ORGANISATION, "url", texts.url),
    "organisation.postal_code": _postal(ORGANISATION),
    "organisation.municipality": _town(ORGANISATION),
    "organisation.established_on": _day(ORGANISATION, "established_on"),
    "organisation.registered_on": _day(ORGANISATION, "registered_on"),
    "organisation.fiscal_year_end": _plain(ORGANISATION, "fiscal_year_end", texts.month_day),
    "organisation.purpose": _plain(ORGANISATION, "purpose", str.strip),
    "organisation.fields": _fields,
    "role.kind": _role,
    "role.since": _since,
}


def is_total(cells: Sequence[str]) -> bool:
    """A row of totals, or one that only says who took the list out."""
    first = next((cell for cell in cells if cell), "")
    return first.startswith("# ") or first.replace(" ", "").replace("\u3000", "") in _TOTALS


def read(
    cells: Sequence[str],
    bad: Mapping[int, str],
    columns: Sequence[str],
    titles: Sequence[str],
    context: Context,
) -> Said:
    """What a row says. The first cell that cannot be understood is named in `problem`."""
    reading = _Reading(context)
    for place, key in enumerate(columns):
        text = cells[place] if place < len(cells) else ""
        try:
            if key and place in bad:
                raise Wrong(bad[place])
            if key and text.casefold() not in texts.NOTHING:
                reading.take(key, text)
        except Wrong as wrong:
            reading.said.problem = f"「{titles[place]}」の列：{wrong}"
            return reading.said
    return _completed(reading.said, columns, context)


def _completed(said: Said, columns: Sequence[str], context: Context) -> Said:
    """Names must be there; towns follow from addresses when no column tells them."""
    kinds = {key.partition(".")[0] for key in columns if key}
    if said.reaches and not said.person:
        said.problem = "氏名が空です"
    for kind, column, words in ((PERSON, "family_name", "氏名"), (ORGANISATION, "name", "団体名")):
        if said.of(kind) and column not in said.of(kind):
            said.problem = f"{words}が空です"
    if not said.person and not said.organisation:
        said.problem = f"{'氏名' if PERSON in kinds else '団体名'}が空です"
    if said.organisation:
        form = said.organisation.get("legal_form") or guesses.legal_form(said.organisation.get("name", ""))
        said.organisation["guessed_form"] = form or ""
    return _with_towns(said, columns, context)


def _with_towns(said: Said, columns: Sequence[str], context: Context) -> Said:
    for kind in (PERSON, ORGANISATION):
        address = said.of(kind).get("address", "")
        if address and f"{kind}.municipality" not in columns:
            said.of(kind)["guessed_town"] = guesses.town_in(address, context.towns) or ""
    return said
