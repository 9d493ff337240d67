"""sortition-algorithms on one instance, in its own environment: `peer_sortition.py PEOPLE FEATURES SETTINGS`.

Prints one JSON object: the lowest probability, the number of panels, and CPU seconds of the algorithm alone.
"""

from __future__ import annotations

import json
import sys
import time
import tomllib
from collections import Counter
from pathlib import Path

from sortition_algorithms import CSVFileDataSource, Settings
from sortition_algorithms.adapters import SelectionData
from sortition_algorithms.committee_generation import find_distribution_maximin

people_file, features_file, settings_file = map(Path, sys.argv[1:4])
options = tomllib.loads(settings_file.read_text(encoding="utf-8"))
source = CSVFileDataSource(
    features_file=features_file,
    people_file=people_file,
    already_selected_file=None,
    selected_file=Path("/dev/null"),
    remaining_file=Path("/dev/null"),
)
settings = Settings(id_column=options["id_column"], columns_to_keep=[])
data = SelectionData(source)
features, _ = data.load_features(options["panel_size"])
people, _ = data.load_people(settings, features)
begin = time.process_time()
committees, weights, _ = find_distribution_maximin(features, people, options["panel_size"], [])
seconds = time.process_time() - begin
chances: Counter[str] = Counter()
for members, weight in zip(committees, weights, strict=True):
    for member in members:
        chances[member] += weight
everybody = list(people)
print(
    json.dumps(
        {
            "min_probability": min(chances[one] for one in everybody),
            "panels": sum(weight > 1e-9 for weight in weights),
            "engine_cpu_s": round(seconds, 2),
        }
    )
)
