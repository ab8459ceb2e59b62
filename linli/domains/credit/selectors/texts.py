"""Texts that may be signed, as the county's method has them now."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from linli.domains.credit import rules
from linli.domains.credit.states import CONTRACT
from linli.foundation.territory import selectors as territory

if TYPE_CHECKING:
    from linli.domains.credit.method import ContractRules
    from linli.domains.credit.selectors.own import Subject


@dataclass(frozen=True, slots=True)
class Text:
    """A text to sign: what it is called, its version, all its words and their digest; `source` and `assumed` as in the method."""

    code: str
    label: str
    version: str
    text: str
    digest: str
    release_id: int | None
    source: tuple[str, ...] = ()
    assumed: str = ""


def section_of(county: Any) -> ContractRules | None:
    """The section of the method in force; None where the county has no contracts."""
    return _now(county)[0]


def kind_labels_of(county: Any) -> dict[str, str]:
    """Kinds of subjects with their labels."""
    section = section_of(county)
    return {code: kind.label for code, kind in section.kinds.items()} if section else {}


def contract_text(county: Any, kind: str) -> Text | None:
    """The covenant with the contract of a kind; None for a kind that the method doesn't know (any more)."""
    section, release = _now(county)
    rule = section.kinds.get(kind) if section else None
    if section is None or rule is None:
        return None
    words = f"{section.covenant.title}\n\n{section.covenant.text}\n\n{rule.text}"
    version = rules.version_of(section.covenant.version, rule.version)
    return _text(release, CONTRACT, rule.label, version, words, rule)


def texts_of(county: Any, kind: str) -> list[Text]:
    """The contract of a kind, and the special agreements that go with it."""
    (section, release), contract = _now(county), contract_text(county, kind)
    if section is None or contract is None:
        return []
    more = section.texts_for(kind).items()
    return [contract, *(_text(release, code, one.label, str(one.version), one.text, one) for code, one in more)]


def text_for(subject: Subject, kind: str, code: str) -> Text | None:
    """One text that a subject may sign; None for what isn't for its kind."""
    if kind not in kinds_for(subject):
        return None
    return next((one for one in texts_of(subject.county, kind) if one.code == code), None)


def kinds_for(subject: Subject) -> dict[str, str]:
    """Kinds as which a subject may sign, with their labels; none for who isn't of age."""
    if subject.is_minor:
        return {}
    section = section_of(subject.county)
    of = "person" if subject.person_id else "organization"
    return {
        code: kind.label for code, kind in (section.kinds if section else {}).items()
        if kind.of == of and (of == "person" or subject.organization_kind in kind.organizations)
    }  # fmt: skip


def _now(county: Any) -> tuple[ContractRules | None, int | None]:
    """The section and the release that it stands in."""
    found = territory.rules_of(county)
    section: ContractRules | None = found.credit.contracts if "credit" in found.sections else None
    return section, found.release_id


def _text(release: int | None, code: str, label: str, version: str, words: str, marked: Any) -> Text:
    return Text(code, label, version, words, rules.digest(words), release, marked.source, marked.assumed or "")
