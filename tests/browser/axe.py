"""Check a page's accessibility with axe, which is bundled in a package and not fetched."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Page

IMPACTS = ("serious", "critical")


@dataclass(frozen=True)
class Allowed:
    """A violation that is not ours to mend: the axe rule, a part of the selector, the reason."""

    rule: str
    selector: str
    reason: str


ALLOWED: tuple[Allowed, ...] = ()


def axe_violations(page: "Page") -> list[str]:
    """Return the serious and critical violations on ``page``, one line for each element.

    A line has the impact, the rule, the element's selector and axe's advice. Violations that
    ``ALLOWED`` lists are left out.
    """
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(page).response["violations"]
    return [
        f"{violation['impact']} {violation['id']} at {selector}: {node['failureSummary']}"
        for violation in found
        if violation["impact"] in IMPACTS
        for node in violation["nodes"]
        if not is_allowed(violation["id"], selector := selector_of(node["target"]))
    ]


def is_allowed(rule: str, selector: str) -> bool:
    """Tell whether ``ALLOWED`` lists a violation of ``rule`` at an element like ``selector``."""
    return any(entry.rule == rule and entry.selector in selector for entry in ALLOWED)


def selector_of(target: list[str | list[str]]) -> str:
    """Return axe's target as one text; frames and shadow trees make it a nested list."""
    return " > ".join(part if isinstance(part, str) else " > ".join(part) for part in target)
