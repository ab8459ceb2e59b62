"""Changes of organizations, posts and duties."""

from linli.foundation.organizations.services._follow import follow_area
from linli.foundation.organizations.services.bodies import (
    change_organization,
    close_ended,
    close_organization,
    create_organization,
    move_organization,
)
from linli.foundation.organizations.services.duties import end_duty, set_duty
from linli.foundation.organizations.services.import_bodies import COLUMNS, import_organizations
from linli.foundation.organizations.services.imports import import_duties, import_posts
from linli.foundation.organizations.services.posts import (
    close_post,
    create_post,
    create_required_posts,
    set_filled,
)

__all__ = [
    "COLUMNS",
    "change_organization",
    "close_ended",
    "close_organization",
    "close_post",
    "create_organization",
    "create_post",
    "create_required_posts",
    "end_duty",
    "follow_area",
    "import_duties",
    "import_organizations",
    "import_posts",
    "move_organization",
    "set_duty",
    "set_filled",
]
