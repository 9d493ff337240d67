"""Rows of the register (台帳), by subject."""

from .contact import Consent, ConsentPurpose, Reach, ReachKind
from .history import FieldChange
from .imports import (
    ColumnMemory,
    ImportKind,
    ImportLine,
    ImportRun,
    ImportState,
    LineKind,
    PortalFile,
)
from .incident import Incident, IncidentPerson, IncidentVersion
from .lists import LeftOut, Refusal, SavedSearch, Sending, SendingKind, SendingLine
from .organisation import (
    Certification,
    LegalForm,
    Offering,
    OfferingKind,
    Organisation,
    Sector,
    UserGroup,
)
from .person import Person
from .place import Municipality
from .protection import (
    Correction,
    Erasure,
    ErasureRequest,
    Leftover,
    Outcome,
    RequestState,
    RetentionHold,
    RetentionRule,
    Sight,
)
from .search import SearchEntry
from .ties import Affiliation, AffiliationKind, Merge, NotTheSame, Tie, TieKind
from .twins import TwinPair, TwinSearch, TwinSearchState

__all__ = [
    "Affiliation",
    "AffiliationKind",
    "Certification",
    "ColumnMemory",
    "Consent",
    "ConsentPurpose",
    "Correction",
    "Erasure",
    "ErasureRequest",
    "FieldChange",
    "ImportKind",
    "ImportLine",
    "ImportRun",
    "ImportState",
    "Incident",
    "IncidentPerson",
    "IncidentVersion",
    "LeftOut",
    "Leftover",
    "LegalForm",
    "LineKind",
    "Merge",
    "Municipality",
    "NotTheSame",
    "Offering",
    "OfferingKind",
    "Organisation",
    "Outcome",
    "Person",
    "PortalFile",
    "Reach",
    "ReachKind",
    "Refusal",
    "RequestState",
    "RetentionHold",
    "RetentionRule",
    "SavedSearch",
    "SearchEntry",
    "Sector",
    "Sending",
    "SendingKind",
    "SendingLine",
    "Sight",
    "Tie",
    "TieKind",
    "TwinPair",
    "TwinSearch",
    "TwinSearchState",
    "UserGroup",
]
