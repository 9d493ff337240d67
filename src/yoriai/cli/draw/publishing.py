"""The files of a draw: written all at once, read back for the later steps."""

from __future__ import annotations

import csv
import io
import json
import os
import tempfile
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from yoriai.cli.errors import BadInput
from yoriai.engines.sortition import TICKETS, Lottery, Person, Pool, Quota, Reserve
from yoriai.engines.sortition.publicdraw import RULES, seal, sha256

#: files that are published before the draw and named with their hashes in commitment.json
SEALED = ("pool.csv", "quotas.csv", "probabilities.csv", "panels.csv", "certificate.json")
#: files that a new draw into the same folder would leave behind
LATER = ("draw.json", "panel.csv", "reserves.csv", "replacements.csv")


def table(header: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """A CSV file: UTF-8, line feeds."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    return out.getvalue().encode()


def json_file(values: Mapping[str, Any]) -> bytes:
    """A JSON file, keys in the order given."""
    return (json.dumps(values, ensure_ascii=False, indent=1) + "\n").encode()


def decimals(tickets: int) -> str:
    """Tickets as a probability with nine decimals, exactly."""
    return f"{tickets // TICKETS}.{tickets % TICKETS:09d}"


def lottery_files(lottery: Lottery) -> dict[str, bytes]:
    """What is published before the draw, save the commitment."""
    pool = lottery.pool
    homes = _address_groups(pool)
    return {
        "pool.csv": table(
            ["id", "address_group", *pool.features],
            ([person.id, homes.get(person.household, ""), *person.values] for person in pool.people),
        ),
        "quotas.csv": table(
            ["feature", "value", "min", "max"],
            ([q.feature, q.value, q.minimum, q.maximum] for q in pool.quotas),
        ),
        "probabilities.csv": table(
            ["id", "probability"], ([one, decimals(tickets)] for one, tickets in lottery.tickets().items())
        ),
        "panels.csv": table(
            ["weight", "members"],
            ([decimals(tickets), " ".join(members)] for members, tickets in lottery.panels),
        ),
        "certificate.json": json_file(
            {
                "leximin": lottery.algorithm == "leximin" and lottery.reached,
                "levels": [
                    {"value": proof.value, "prices": proof.prices, "homes": proof.homes}
                    for proof in lottery.levels
                ],
            }
        ),
    }


def _address_groups(pool: Pool) -> dict[str | None, str]:
    """Numbers in place of shared addresses; people who share with nobody have none."""
    sizes = Counter(person.household for person in pool.people if person.household is not None)
    shared = dict.fromkeys(person.household for person in pool.people if sizes[person.household or ""] > 1)
    return {home: str(number) for number, home in enumerate(shared, start=1)}


def commitment(files: Mapping[str, bytes], lottery: Lottery, seed: str, reserves_per_seat: int) -> bytes:
    """commitment.json: everything that must not change any more before the draw."""
    return json_file(
        {
            "rules": RULES,
            "algorithm": lottery.algorithm,
            "panel_size": lottery.pool.panel_size,
            "reserves_per_seat": reserves_per_seat,
            "seed_sha256": seal(seed),
            "files": {name: sha256(files[name]) for name in SEALED},
        }
    )


def panel_files(pool: Pool, members: Sequence[str], reserves: Sequence[Reserve]) -> dict[str, bytes]:
    """The panel with its values, and the reserves in their order."""
    people = {person.id: person for person in pool.people}
    return {
        "panel.csv": table(["id", *pool.features], ([one, *people[one].values] for one in members)),
        "reserves.csv": table(
            ["order", "id", "replaces"],
            ([place, one.id, " ".join(one.replaces)] for place, one in enumerate(reserves, start=1)),
        ),
    }


def publish(folder: Path, files: Mapping[str, bytes], *, stale: Iterable[str] = ()) -> None:
    """Write all files to the folder, or none; `stale` files of an earlier draw go."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=folder) as workplace:
            for name, content in files.items():
                (Path(workplace) / name).write_bytes(content)
            for name in stale:
                (folder / name).unlink(missing_ok=True)
            for name in files:
                os.replace(Path(workplace) / name, folder / name)  # noqa: PTH105 - the Path method does the same
    except OSError as problem:
        raise BadInput(
            folder,
            (f"書き込めません（{problem.strerror}）", f"cannot be written ({problem.strerror})"),
            ("書き込めるフォルダーを選んでください", "a folder that can be written to"),
        ) from None


def read_folder(folder: Path) -> dict[str, bytes]:
    """All published files of a draw. Raises BadInput when the folder is none."""
    names = (*SEALED, "commitment.json", *LATER)
    files = {name: (folder / name).read_bytes() for name in names if (folder / name).is_file()}
    for name in (*SEALED, "commitment.json"):
        if name not in files:
            raise BadInput(
                folder / name,
                ("見つかりません", "not found"),
                ("yoriai draw でつくったフォルダーを指定してください", "a folder made by yoriai draw"),
            )
    return files


def read_json(folder: Path, files: Mapping[str, bytes], name: str) -> dict[str, Any]:
    """One JSON file of the folder."""
    try:
        values = json.loads(files[name])
    except (KeyError, ValueError):
        values = None
    if not isinstance(values, dict):
        raise BadInput(
            folder / name,
            ("読めません", "cannot be read"),
            ("yoriai draw が書いたままのファイルが必要です", "the file as yoriai draw wrote it"),
        )
    return values


def rows(files: Mapping[str, bytes], name: str) -> list[list[str]]:
    """The rows under the header of a published CSV file; none when it is not there."""
    return list(csv.reader(io.StringIO(files.get(name, b"").decode(), newline="")))[1:]


def read_pool(files: Mapping[str, bytes], panel_size: int) -> Pool:
    """The pool as it was published."""
    return Pool(
        tuple(Person(row[0], tuple(row[2:]), row[1] or None) for row in rows(files, "pool.csv")),
        tuple(Quota(row[0], row[1], int(row[2]), int(row[3])) for row in rows(files, "quotas.csv")),
        panel_size,
    )
