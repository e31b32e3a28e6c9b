"""Screens and their regions.

A region is one template, one function `(db, vantage) → context` (None: there is nothing to see;
or what its template drew for others who see the same),
and the events that make it untrue. A vantage is a frozen value of all that a region may depend on:
two viewers with the same vantage see the same drawing, and what is not in the vantage cannot leak
into it.
"""

from collections.abc import Awaitable, Callable, Collection, Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Protocol, TypedDict, Unpack
from uuid import UUID

from markupsafe import Markup
from sqlalchemy.ext.asyncio import AsyncSession

from facilitator.kit.events import Event, Unheard
from facilitator.kit.pages import drawn, inset, render


class Vantage(Hashable, Protocol):
    @property
    def locale(self) -> str: ...


class Viewer(Protocol):
    """Somebody at a screen, as they stand now."""

    @property
    def dialogue(self) -> UUID: ...
    @property
    def participant(self) -> UUID | None: ...
    @property
    def place(self) -> UUID | None: ...
    @property
    def faceless(self) -> Any: ...
    def may_watch(self, screen: str) -> bool: ...


Seen = Callable[[Any], Any]
Read = Callable[[AsyncSession, Any], Awaitable[dict[str, Any] | Markup | None]]
Concerns = Callable[[Any, Any], bool]


def always(_event: Event, _vantage: Any) -> bool:
    return True


@dataclass(frozen=True, eq=False)
class Inset:
    """A piece that stands in a region (`{{ inset("name") }}`) and changes while the rest stays.
    It is drawn once for all who see it alike: the clock that is in the cards of all tables.

    `seen(vantage)`: what of its region's vantage it may depend on. `on`: what makes it untrue;
    never talk (`Event.is_talk`).
    """

    name: str
    template: str
    seen: Seen
    on: frozenset[type[Event]]
    read: Callable[[AsyncSession, Any], Awaitable[dict[str, Any]]]

    async def html(self, db: AsyncSession, vantage: Any) -> str:
        return render(self.template, vantage.locale, **await self.read(db, vantage))


@dataclass(frozen=True, eq=False)
class Region:
    """`concerns(event, vantage)` narrows `on`: a note at table 3 leaves table 5's drawing true.

    `by`: the field that an event and a vantage must have alike; an event without it concerns all.
    It is asked before `concerns`, of all vantages at once.

    `rest`: seconds between two drawings, from any vantage. Overviews that every note changes rest
    in between and are drawn last, so that people at tables do not wait for them; and longer where
    drawing takes long (`rests.LAZY`), so that many drawings never take most of the time.

    `insets`: what may stand in it, and is not asked for by `on`.
    """

    name: str
    template: str
    seen: Seen
    on: frozenset[type[Event]]
    concerns: Concerns
    read: Read
    rest: float = 0.0
    by: str | None = None
    insets: tuple[Inset, ...] = ()

    def listens(self, event: Event) -> bool:
        """May this kind of event make a drawing untrue, or what stands in it?"""
        return type(event) in self.on or isinstance(event, Unheard) or type(event) in self.moved_on

    @cached_property
    def moved_on(self) -> frozenset[type[Event]]:
        """What makes its insets untrue."""
        return frozenset().union(*(each.on for each in self.insets))

    def hears(self, event: Event, vantage: Any) -> bool:
        if type(event) in self.on:
            return self.concerns(event, vantage)
        return isinstance(event, Unheard)

    async def whole(self, db: AsyncSession, vantage: Any) -> str:
        html = await self.html(db, vantage)
        for each in self.insets:
            if (mark := inset(each.name)) in html:
                html = html.replace(mark, await each.html(db, each.seen(vantage)))
        return html

    async def html(self, db: AsyncSession, vantage: Any) -> str:
        """With a mark where each inset stands."""
        context = await self.read(db, vantage)
        if context is None or isinstance(context, Markup):
            return context or ""
        return await drawn(self.template, vantage.locale, at=vantage, **context)


class More(TypedDict, total=False):
    """What a region may say of itself besides."""

    concerns: Concerns
    rest: float
    by: str | None
    insets: tuple[Inset, ...]


@dataclass(eq=False)
class Screen:
    """A page and its live regions.

    `about`: the one thing that is worked on at it, if any. Only such a screen depends on who looks.
    `windows`: the regions that are seen alike, which a stage looks at together.
    """

    name: str
    regions: dict[str, Region] = field(default_factory=dict)
    about: UUID | None = None

    def region(
        self, name: str, *, seen: Seen, on: Iterable[type[Event]], **more: Unpack[More]
    ) -> Callable[[Read], Read]:
        """Registers a region; its template is `templates/{screen}/{name}.html`."""

        def keep(read: Read) -> Read:
            template, heard = f"{self.name}/{name}.html", frozenset(on)
            known: More = {"concerns": always, **more}
            self.regions[name] = Region(name, template, seen, heard, read=read, **known)
            return read

        return keep

    @property
    def windows(self) -> dict[Seen, list[Region]]:
        found: dict[Seen, list[Region]] = {}
        for each in self.regions.values():
            found.setdefault(each.seen, []).append(each)
        return found

    @cached_property
    def numbered(self) -> list[tuple[int, str]]:
        """The names of its regions, and which in a row each is."""
        return list(enumerate(self.regions))

    def footing(self, viewer: Any) -> Any:
        """The viewer as the regions know them: without a face, so that all who stand alike see
        the same."""
        return viewer if self.about else viewer.faceless

    async def drawn(self, db: AsyncSession, viewer: Any) -> dict[str, str]:
        """Every region as this viewer sees it now: {name: inner HTML}."""
        footing = self.footing(viewer)
        return {
            name: await region.whole(db, region.seen(footing))
            for name, region in self.regions.items()
        }

    async def page(
        self, db: AsyncSession, viewer: Any, template: str = "page", **context: Any
    ) -> str:
        drawn = await self.drawn(db, viewer)

        def region(name: str) -> Markup:
            return Markup(  # noqa: S704 - drawn by our own templates
                f'<section id="region-{name}" class="region region-{name}"'
                f' data-region="{name}">{drawn[name]}</section><!--{name}-->'
            )

        return render(
            f"{self.name}/{template}.html", viewer.locale, region=region, viewer=viewer, **context
        )


Standings = Callable[
    [AsyncSession, UUID, Collection[UUID], Collection[UUID]], Awaitable[Mapping[UUID, Any]]
]
"""Where the holders of passes of a dialogue stand now: {pass id: viewer}; one that is missing is
void. The last argument: those of them who have only just come. A mapping stays as it is: given
again, or foreseen, the same one says that all in it stand as it said."""

Foresee = Callable[[AsyncSession, UUID, Collection[UUID]], Awaitable[Mapping[UUID, Any]]]
"""Where they will stand when a dialogue moves on, if nothing else happens; {} where that need not
be known before. Asked while it is calm."""
