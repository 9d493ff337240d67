"""What can be taken out of voices at the desk."""

from __future__ import annotations

from yoriai.web.exports.registry import Export, register

from ..queries import desk_polis


def load() -> None:
    """Register the exports of this part."""
    register(
        [
            Export(
                key="voices.polis",
                label="Polisの5つのCSVファイル（zip）",
                rows=desk_polis.conversation_rows,
                bundle=desk_polis.polis_bundle,
                count=desk_polis.number_of_casts,
            )
        ]
    )
