"""Tells a test environment by its exact name: `eu-staging` is one, `premium-eu` and `customer-sandbox` aren't."""

import re
from typing import Final

_JOINED: Final = re.compile(r"\b(pre|non|not)[ _-]?(prod)(?:uction)?\b")
_TEST: Final = re.compile(
    "stag(?:e|ing)|stg|tests?|testing|tst|testnet|betanet|dev|devel|development|qa|uat|sit|sandbox|demo|perf|local"
    "|localhost|drill|(?:pre|non|not)prod|ci"
)
LIVE: Final = frozenset(
    {"prod", "production", "live", "prd", "not", "non", "no", "customer", "customers", "client", "public"}
)
# What may follow the name: "staging-2", "qa_eu", "dev-us-east-1-blue"
_AFTER: Final = re.compile(
    r"\d+[a-z]?|eu|us|ap|uk|de|asia|emea|apac|east|west|north|south|central|env|environment|cluster|account|stack|aws|gcp"
    r"|azure|k8s|blue|green|only|system"
)


def are_for_tests(environment: str) -> bool:
    """Returns whether all environments that a field names, in lower case, are for tests."""
    names = re.split(r"[,;&+]|\band\b", environment)
    return any(names) and all(map(_is_test, filter(str.strip, names)))


def _is_test(name: str) -> bool:
    parts = re.findall(r"[^\W_]+", _JOINED.sub(r"\1\2", name))
    if parts and (numbered := re.fullmatch(r"([a-z]+?)\d+", parts[-1])):
        parts[-1] = numbered[1]
    while len(parts) > 1 and _AFTER.fullmatch(parts[-1]):
        parts.pop()
    return bool(parts) and bool(_TEST.fullmatch(parts[-1])) and not LIVE.intersection(parts)
