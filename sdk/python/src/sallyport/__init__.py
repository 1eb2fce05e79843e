"""Sallyport for Python: guarded calls, canonical actions, and receipts verified without the gateway.

Read `Action` and `canonical` first, then `protect`; `verify_export` and `check_proof` need no network, no gateway and no
httpx.
"""

from .action import Action
from .answers import Approval, ChainVerdict, Consumed, Decision, Registered
from .canonical import ActionHash, Scheme, action_hash, canonical
from .checkpoint import Checkpoint, Included, Trust, Witnessed, check_checkpoint, check_proof
from .client import AsyncClient, Client
from .errors import (
    Denied,
    Expired,
    HashMismatch,
    NotRun,
    Problem,
    Refusal,
    Rejected,
    SallyportError,
    Unavailable,
)
from .flows import Context, Settings, Timing
from .merkle import Tree, check_consistency, check_inclusion, leaf_hash, node_hash
from .note import SignedNote, VerifierKey
from .protect import protect
from .receipts import (
    ChainOnly,
    Receipt,
    Verified,
    commitment,
    facts_digest,
    receipt_hash,
    verify_chain,
    verify_export,
)
from .strict_json import Json, Limits, parse

__version__ = "0.1.0"

__all__ = [
    "Action",
    "ActionHash",
    "Approval",
    "AsyncClient",
    "ChainOnly",
    "ChainVerdict",
    "Checkpoint",
    "Client",
    "Consumed",
    "Context",
    "Decision",
    "Denied",
    "Expired",
    "HashMismatch",
    "Included",
    "Json",
    "Limits",
    "NotRun",
    "Problem",
    "Receipt",
    "Refusal",
    "Registered",
    "Rejected",
    "SallyportError",
    "Scheme",
    "Settings",
    "SignedNote",
    "Timing",
    "Tree",
    "Trust",
    "Unavailable",
    "Verified",
    "VerifierKey",
    "Witnessed",
    "action_hash",
    "canonical",
    "check_checkpoint",
    "check_consistency",
    "check_inclusion",
    "check_proof",
    "commitment",
    "facts_digest",
    "leaf_hash",
    "node_hash",
    "parse",
    "protect",
    "receipt_hash",
    "verify_chain",
    "verify_export",
]
