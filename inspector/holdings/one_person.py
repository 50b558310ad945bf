"""Weighs whether several archives belong to one person. Contradiction refuses, difference alone warns.

One thing that only one account has (a profile address, a mail address, the minute of the registration) proves one
person, whatever else differs. Where nothing is proved, names, addresses and mail addresses are weighed together: two
people taken for one are worse than one person who has to open two archives one at a time.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import combinations

from inspector.errors import Problem, Refused
from inspector.i18n import LazyText, _
from inspector.items import Owner
from inspector.items.person_name import Likeness, PersonName, compare_names, parse_name, share_script
from inspector.items.profile_address import find_contrary_addresses

IDENTITY_CODES = frozenset({"W_OTHER_NAME", "W_OTHER_ADDRESS", "W_OTHER_MAIL", "W_OTHER_REGISTRATION"})
"""The codes of the warnings about archives that differ in who their owner is."""
_MAX_DAYS_APART = 1
"""How far two days of one registration are apart at most: time zones differ."""


class _Proof(Enum):
    """What proves that two archives are one person's; the value stands in no text."""

    ADDRESS = "address"
    MAIL = "mail"
    REGISTRATION = "registration"
    MESSAGES = "messages"
    NAME = "name"
    NOTHING = "nothing"


_SURE_PROOFS = frozenset({_Proof.ADDRESS, _Proof.MAIL, _Proof.REGISTRATION})
"""What proves one person against everything else."""


@dataclass(frozen=True, slots=True)
class _Comparison:
    """How two owners compare: what is common, and what is known of both and differs."""

    proof: _Proof
    has_other_name: bool
    has_other_address: bool
    has_other_mail: bool
    has_other_registration: bool
    is_contradiction: bool

    @property
    def differs(self) -> bool:
        """Whether anything that is known of both differs."""
        return self.has_other_name or self.has_other_address or self.has_other_mail or self.has_other_registration


def join_owners(owners: Sequence[Owner], archive_names: Sequence[str]) -> Owner:
    """The owner of all archives; raises ``Refused`` (E_TWO_OWNERS) where they contradict each other."""
    groups = _group_proved(owners)
    for one, other in combinations(groups, 2):
        comparison = compare_owners(_merge(owners, one), _merge(owners, other))
        if comparison.is_contradiction:
            raise Refused(
                "E_TWO_OWNERS",
                _describe_contradiction(comparison, archive_names[one[0]], archive_names[other[0]]),
                _(
                    "Open them one at a time. If both are yours, use complete archives: "
                    "Email Addresses.csv and Registration.csv in them show that it is one account."
                ),
            )
    return _merge(owners, range(len(owners)))


def describe_differences(owners: Sequence[Owner], archive_names: Sequence[str]) -> Iterator[Problem]:
    """A warning for each way in which an archive's owner differs from that of the archives before it."""
    for number, owner in enumerate(owners[1:], 1):
        earlier_owner = _merge(owners, range(number))
        comparison = compare_owners(earlier_owner, owner)
        differing = (n for n in range(number) if compare_owners(owners[n], owner).differs)
        earlier = archive_names[next(differing, 0)]
        for code, message in _list_differences(comparison, earlier):
            yield Problem(code, message, archive=number + 1)


def compare_owners(owner: Owner, other: Owner) -> _Comparison:
    """Weigh everything that two archives say of their owners."""
    proof = _find_proof(owner, other)
    likeness = _compare_all_names(owner, other)
    has_other_name = likeness is not None and likeness < Likeness.COMPATIBLE
    has_other_address = find_contrary_addresses(owner.all_addresses, other.all_addresses)
    has_other_mail = bool(owner.mails and other.mails) and owner.mails.isdisjoint(other.mails)
    has_other_registration = (
        owner.registration_day is not None
        and other.registration_day is not None
        and abs(owner.registration_day - other.registration_day) > _MAX_DAYS_APART
    )
    differing = has_other_address + has_other_mail
    if proof in _SURE_PROOFS:
        is_contradiction = False
    elif has_other_registration:
        is_contradiction = True
    elif proof is _Proof.MESSAGES:  # not enough against all else
        is_contradiction = has_other_name and has_other_mail
    elif likeness is None or likeness is Likeness.RELATED:
        is_contradiction = differing > 0
    elif likeness is Likeness.DIFFERENT:
        is_contradiction = differing > 0 or _shares_script(owner, other)
    else:
        is_contradiction = likeness is Likeness.COMPATIBLE and differing > 1
    return _Comparison(
        proof, has_other_name, has_other_address, has_other_mail, has_other_registration, is_contradiction
    )


def is_other_owner(owner: Owner, other: Owner) -> bool:
    """Whether a file of the same archive names another person than the files before it."""
    likeness = _compare_all_names(Owner(names=owner.names), Owner(names=other.names))
    return likeness is not None and likeness < Likeness.COMPATIBLE


def _find_proof(owner: Owner, other: Owner) -> _Proof:
    """The strongest thing that two archives have in common."""
    if (owner.addresses & other.all_addresses) or (owner.all_addresses & other.addresses):
        return _Proof.ADDRESS
    if owner.mails & other.mails:
        return _Proof.MAIL
    if owner.registrations & other.registrations:
        return _Proof.REGISTRATION
    if owner.seen_addresses & other.seen_addresses:
        return _Proof.MESSAGES
    likeness = _compare_all_names(owner, other)
    return _Proof.NAME if likeness is not None and likeness >= Likeness.COMPATIBLE else _Proof.NOTHING


def _group_proved(owners: Sequence[Owner]) -> list[list[int]]:
    """The archives in groups, each proved to be one person's, perhaps by way of a third archive."""
    groups: list[list[int]] = []
    for number in range(len(owners)):
        joined = [number]
        for group in [group for group in groups if _is_proved(_merge(owners, group), owners[number])]:
            joined = [*group, *joined]
            groups.remove(group)
        groups.append(sorted(joined))
    return groups


def _is_proved(owner: Owner, other: Owner) -> bool:
    return _find_proof(owner, other) in _SURE_PROOFS


def _merge(owners: Sequence[Owner], numbers: Sequence[int]) -> Owner:
    merged = Owner()
    for number in numbers:
        merged = merged.merge(owners[number])
    return merged


def _parse_names(owner: Owner) -> list[PersonName]:
    """The names of the profile, or where there is none those that messages show."""
    return [name for name in map(parse_name, sorted(owner.names or owner.seen_names)) if name.words]


def _compare_all_names(owner: Owner, other: Owner) -> Likeness | None:
    """The nearest likeness of any two names; ``None`` where a side has none."""
    return max((compare_names(one, two) for one in _parse_names(owner) for two in _parse_names(other)), default=None)


def _shares_script(owner: Owner, other: Owner) -> bool:
    return any(share_script(one, two) for one in _parse_names(owner) for two in _parse_names(other))


# ---- texts


def _describe_contradiction(comparison: _Comparison, name: str, other_name: str) -> LazyText:
    if comparison.has_other_registration:
        return _(
            "These archives belong to two different people: '{first}' and '{second}' give different registration days "
            "and have no profile address or e-mail address in common.",
            first=name,
            second=other_name,
        )
    return _(
        "These archives belong to two different people: '{first}' and '{second}' have no full name, profile address "
        "or e-mail address in common.",
        first=name,
        second=other_name,
    )


def _list_differences(comparison: _Comparison, earlier: str) -> Iterator[tuple[str, LazyText]]:
    """The code and the sentence of each difference from the archive of that name."""
    proof = comparison.proof
    if comparison.has_other_name:
        yield "W_OTHER_NAME", _describe_other_name(proof, earlier)
    if comparison.has_other_address:
        yield "W_OTHER_ADDRESS", _describe_other_address(proof, earlier)
    if comparison.has_other_mail and proof in (_Proof.NAME, _Proof.NOTHING):
        yield (
            "W_OTHER_MAIL",
            _(
                "This archive has no e-mail address in common with '{archive}': check that both are yours.",
                archive=earlier,
            ),
        )
    if comparison.has_other_registration:
        yield (
            "W_OTHER_REGISTRATION",
            _(
                "This archive and '{archive}' give different registration days: "
                "items without a date count from the earlier one.",
                archive=earlier,
            ),
        )


def _describe_other_name(proof: _Proof, earlier: str) -> LazyText:
    if proof is _Proof.MAIL:
        return _(
            "This archive has another name than '{archive}', but the same e-mail address: it counts as one person.",
            archive=earlier,
        )
    if proof is _Proof.ADDRESS:
        return _(
            "This archive has another name than '{archive}', but the same profile address: it counts as one person.",
            archive=earlier,
        )
    if proof is _Proof.REGISTRATION:
        return _(
            "This archive has another name than '{archive}', but the same time of registration: "
            "it counts as one person.",
            archive=earlier,
        )
    if proof is _Proof.MESSAGES:
        return _(
            "This archive has another name than '{archive}', but the same sender in your own messages: "
            "it counts as one person.",
            archive=earlier,
        )
    return _(
        "This archive has another name than '{archive}', and nothing proves one person: check that both are yours.",
        archive=earlier,
    )


def _describe_other_address(proof: _Proof, earlier: str) -> LazyText:
    if proof is _Proof.MAIL:
        return _(
            "This archive has another profile address than '{archive}', but the same e-mail address: "
            "it counts as one person.",
            archive=earlier,
        )
    if proof is _Proof.REGISTRATION:
        return _(
            "This archive has another profile address than '{archive}', but the same time of registration: "
            "it counts as one person.",
            archive=earlier,
        )
    return _(
        "This archive has another profile address than '{archive}', but the same name: check that both are yours.",
        archive=earlier,
    )
