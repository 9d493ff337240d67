"""Who is looking, and what they may do: pure functions over rows and the table of roles."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date

from .models import Assignment, User
from .roles import SECOND_FACTOR, TABLE, Post, Right


@dataclass(frozen=True)
class Viewer:
    """Somebody in front of a page or behind an action: an account with its posts, or a visitor."""

    user_id: int | None = None
    email: str = ""
    posts: frozenset[Post] = frozenset()
    teams: frozenset[str] = frozenset()
    rights: frozenset[Right] = field(default_factory=frozenset)

    def may(self, right: Right) -> bool:
        """Whether the table of roles gives this right to one of the viewer's posts."""
        return right in self.rights

    def without(self, right: Right) -> Viewer:
        """The same person as if they did not have a right."""
        return replace(self, rights=self.rights - {right})

    @property
    def is_staff(self) -> bool:
        """Works for the centre (any post from director to part-timer)."""
        return bool(self.posts & {Post.DIRECTOR, Post.LEAD, Post.STAFF, Post.PART_TIME})

    @property
    def signed_in(self) -> bool:
        return self.user_id is not None


#: Somebody who has not signed in.
VISITOR = Viewer()


def holds(assignment: Assignment, day: date) -> bool:
    """Whether the post is held on that day (both ends included)."""
    return assignment.since <= day and (assignment.until is None or day <= assignment.until)


def viewer_with(user_id: int, email: str, assignments: Iterable[Assignment], day: date) -> Viewer:
    """The viewer that these assignments make on that day."""
    current = [assignment for assignment in assignments if holds(assignment, day)]
    posts = frozenset(Post(assignment.post) for assignment in current)
    rights = frozenset(right for post in posts for right in TABLE[post])
    teams = frozenset(assignment.team for assignment in current if assignment.team)
    return Viewer(user_id=user_id, email=email, posts=posts, teams=teams, rights=rights)


def must_have_second_factor(viewer: Viewer) -> bool:
    """Posts that see other people's data sign in with a second factor."""
    return bool(viewer.posts & SECOND_FACTOR)


def shown_name(user: User) -> str:
    """What the sign-in pages call an account."""
    return user.email
