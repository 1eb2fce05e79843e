"""Sallyport for Python: guarded calls, canonical actions, and receipts verified without the gateway.

Read `Action` and `canonical` first, then `protect`; `verify_export` and `check_proof` need no network and no gateway.
"""

from .action import Action
from .canonical import ActionHash, Scheme, action_hash, canonical
