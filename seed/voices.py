"""The demo conversation: participants of four kinds, their votes, and the voices behind the statements."""

from __future__ import annotations

from datetime import datetime, timedelta
from random import Random

from seed import question
from yoriai.web.register.models import Municipality, Person
from yoriai.web.voices.models import (
    AskedAttribute,
    Campaign,
    Cast,
    CensusFigure,
    Channel,
    Conversation,
    Declared,
    Participant,
    Reason,
    Showing,
    State,
    Statement,
    Voice,
    VoiceStep,
    Vote,
)
from yoriai.web.voices.rules import codes, similar

PARTICIPANTS = 320
#: How decided people are: the log-odds of the agreement table are multiplied by this.
DECIDED = 2.0
AGES = ["10-29", "30-49", "50-69", "70+"]
AGES_OF_KIND = [(0.1, 0.6, 0.28, 0.02), (0.0, 0.03, 0.37, 0.6), (0.6, 0.33, 0.06, 0.01), (0.1, 0.4, 0.4, 0.1)]
AGE_LABELS = {
    "10-29": ("10〜29歳", "10〜29{歳|さい}", "10–29"),
    "30-49": ("30〜49歳", "30〜49{歳|さい}", "30–49"),
    "50-69": ("50〜69歳", "50〜69{歳|さい}", "50–69"),
    "70+": ("70歳以上", "70{歳|さい}より{上|うえ}", "70 and over"),
}
#: Made-up census figures of the five towns together.
CENSUS = {"10-29": 17800, "30-49": 20900, "50-69": 29400, "70+": 33600}


def make_conversation(towns: list[Municipality], responsible: Person, at: datetime) -> Conversation:
    """The running conversation: opened three weeks ago, open for another six."""
    conversation = Conversation.objects.create(
        **question.QUESTION,
        opens_at=at - timedelta(days=21),
        closes_at=at + timedelta(days=42),
        published_at=at - timedelta(days=22),
        responsible=responsible,
        created_at=at - timedelta(days=30),
    )
    conversation.municipalities.set([town for town in towns if town.code in question.MUNICIPALITY_CODES])
    _ask_age(conversation)
    return conversation


def _ask_age(conversation: Conversation) -> None:
    age = AskedAttribute.objects.create(
        conversation=conversation,
        key="age",
        label_ja="年代",
        label_easy="{何歳|なんさい}ですか",
        label_en="Age",
        choices=[
            {"value": value, "ja": ja, "easy": easy, "en": en} for value, (ja, easy, en) in AGE_LABELS.items()
        ],
    )
    source = "デモのための架空の人数（5市町の合計）"
    CensusFigure.objects.bulk_create(
        CensusFigure(attribute=age, value=value, people=people, source=source)
        for value, people in CENSUS.items()
    )


def make_statements(conversation: Conversation, at: datetime) -> list[Statement]:
    """The statements people vote on."""
    return Statement.objects.bulk_create(
        Statement(
            conversation=conversation,
            number=number,
            text=japanese,
            text_easy=easy,
            text_en=english,
            created_at=at - timedelta(days=21),
        )
        for number, (japanese, easy, english, _agreement) in enumerate(question.STATEMENTS)
    )


def make_participants(
    random: Random, conversation: Conversation, at: datetime
) -> list[tuple[Participant, int]]:
    """Pseudonyms with the kind of resident each is (the kind is never stored)."""
    rows = []
    for number in range(PARTICIPANTS):
        joined = at - timedelta(days=20 * random.random())
        key = f"demo{random.getrandbits(200):056x}"[:64]
        row = Participant(conversation=conversation, key=key, number=number, joined_at=joined)
        rows.append((row, random.choices(range(4), weights=question.SHARES)[0]))
    Participant.objects.bulk_create(row for row, _kind in rows)
    age = conversation.attributes.get(key="age")
    Declared.objects.bulk_create(
        Declared(participant=row, attribute=age, value=random.choices(AGES, weights=AGES_OF_KIND[kind])[0])
        for row, kind in rows
        if random.random() < 0.85
    )
    return rows


def make_votes(random: Random, people: list[tuple[Participant, int]], statements: list[Statement]) -> None:
    """Each participant votes on some of the statements, as somebody of their kind would."""
    votes, casts, showings = [], [], []
    for person, kind in people:
        count = min(len(statements), max(4, round(random.gauss(22, 6))))
        moment = person.joined_at
        for statement in random.sample(statements, count):
            moment += timedelta(seconds=random.randrange(4, 40))
            value = _vote(random, question.STATEMENTS[statement.number][3][kind])
            both = {"participant": person, "statement": statement}
            votes.append(Vote(value=value, at=moment, **both))
            milliseconds = int(moment.timestamp() * 1000)
            casts.append(Cast(value=value, channel=Channel.WEB, milliseconds=milliseconds, **both))
            showings.append(Showing(probability=1 / len(statements), at=moment, **both))
    Vote.objects.bulk_create(votes, batch_size=500)
    Cast.objects.bulk_create(sorted(casts, key=lambda cast: cast.milliseconds), batch_size=500)
    Showing.objects.bulk_create(showings, batch_size=500)


def _vote(random: Random, agreement: float) -> int:
    if random.random() < 0.08:
        return 0
    odds = (agreement / (1 - agreement)) ** DECIDED
    return 1 if random.random() < odds / (1 + odds) else -1


def make_voices(
    random: Random,
    conversation: Conversation,
    statements: list[Statement],
    people: list[Participant],
    at: datetime,
) -> None:
    """The voices from which the statements came, those merged, held and waiting, and a campaign."""
    makers = [
        *(_of_statement(random, statement, at) for statement in statements),
        *(_other(random, statements, at, voice) for voice in question.OTHER_VOICES),
        *_campaign(random, conversation, statements, people, at),
    ]
    voices = Voice.objects.bulk_create(
        Voice(
            conversation=conversation,
            receipt=codes.new_code(random.choice),
            fingerprint=similar.fingerprint(str(fields["text"])),
            **fields,
        )
        for fields in makers
    )
    VoiceStep.objects.bulk_create(_steps(voices))


def _steps(voices: list[Voice]) -> list[VoiceStep]:
    steps = [
        VoiceStep(voice=voice, state=State.WAITING, reason=Reason.JUST_IN, at=voice.received_at)
        for voice in voices
    ]
    steps += [
        VoiceStep(voice=voice, state=voice.state, reason=voice.reason, note=voice.note, at=voice.state_at)
        for voice in voices
        if voice.state != State.WAITING
    ]
    return steps


def _of_statement(random: Random, statement: Statement, at: datetime) -> dict[str, object]:
    received = at - timedelta(days=21, minutes=-random.randrange(1, 600))
    return {
        "text": statement.text,
        "channel": random.choice([Channel.WEB, Channel.QR, Channel.PAPER, Channel.PHONE]),
        "received_at": received,
        "state": State.ACCEPTED,
        "reason": Reason.FITS,
        "state_at": received + timedelta(hours=2),
        "statement": statement,
    }


def _other(
    random: Random, statements: list[Statement], at: datetime, voice: tuple[str, str, tuple[object, ...]]
) -> dict[str, object]:
    text, channel, fate = voice
    received = at - timedelta(minutes=random.randrange(60, 12 * 1440))
    fields: dict[str, object] = {
        "text": text,
        "channel": channel,
        "received_at": received,
        "state_at": received,
    }
    if fate[0] == "waiting":
        return fields
    fields["state_at"] = received + timedelta(hours=3)
    if fate[0] == "merged":
        target = statements[int(str(fate[1]))]
        return fields | {"state": State.MERGED, "reason": Reason.SAME_MEANING, "statement": target}
    return fields | {"state": State.HELD, "reason": fate[1], "note": fate[2]}


def _campaign(
    random: Random,
    conversation: Conversation,
    statements: list[Statement],
    people: list[Participant],
    at: datetime,
) -> list[dict[str, object]]:
    text, count, target = question.CAMPAIGN
    group = Campaign.objects.create(conversation=conversation, text=text, grouped_at=at - timedelta(days=3))
    return [
        {
            "text": text,
            "channel": Channel.WEB,
            "participant": random.choice(people),
            "received_at": at - timedelta(days=4, minutes=-3 * place),
            "state": State.MERGED,
            "reason": Reason.SAME_TEXT,
            "state_at": group.grouped_at,
            "statement": statements[target],
            "campaign": group,
        }
        for place in range(count)
    ]
