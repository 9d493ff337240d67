"""Rows of the register (台帳), by subject."""

from .contact import Consent, ConsentPurpose, Reach, ReachKind
from .history import FieldChange
from .imports import ColumnMemory, ImportKind, ImportLine, ImportRun, ImportState, LineKind
from .lists import SavedSearch, Sending, SendingKind, SendingLine
from .organisation import (
    Certification,
    LegalForm,
    Offering,
    OfferingKind,
    Organisation,
    OrganisationField,
    Sector,
    UserGroup,
)
from .person import Person
from .place import Municipality
from .protection import Erasure, Incident, RetentionRule, Sight
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
    "Erasure",
    "FieldChange",
    "ImportKind",
    "ImportLine",
    "ImportRun",
    "ImportState",
    "Incident",
    "LegalForm",
    "LineKind",
    "Merge",
    "Municipality",
    "NotTheSame",
    "Offering",
    "OfferingKind",
    "Organisation",
    "OrganisationField",
    "Person",
    "Reach",
    "ReachKind",
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
