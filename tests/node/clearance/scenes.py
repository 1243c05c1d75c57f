"""A paper of a side, its people, and offices that are asked about it."""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from bilateral.node import papers
from bilateral.node.clearance import answering, asking, listing
from bilateral.node.clearance.answering import Given
from bilateral.node.clearance.readers import Wanted
from bilateral.node.people import members
from bilateral.node.people.models import Person
from bilateral.node.post.models import Mail
from bilateral.node.viewer import PUBLIC, Viewer
from tests.node.homes import START, Node
from tests.node.papers.people import person
from tests.node.papers.test_papers import begun, office

NOW = START + timedelta(hours=1)
DUE = date(2026, 3, 9)
"""A Monday, eight days after `NOW`; two working days before it is Thursday, March 5."""


@dataclass
class Scene:
    """A side with a drafter who keeps a paper of one text, a coordinator, and a reporter of the office ``desk``."""

    node: Node
    drafter: Viewer
    signer: Viewer
    reporter: Viewer
    paper: int

    def ask(self, *wanted: Wanted, due: date = DUE, now: datetime = NOW, **named: Any) -> int:
        """Ask offices about the paper as it is; the desk where none is named."""
        who = named.pop("who", self.drafter)
        seen = named.pop("seen", None) or self.revision
        given = wanted or (Wanted("desk"),)
        note, attempt = named.pop("note", ""), named.pop("attempt", "")
        number: int = self.node.run(
            asking.ask, self.node.home, who, self.paper, seen, given, due, note, attempt, now, **named
        )
        return number

    @property
    def revision(self) -> int:
        return int(self.node.run(papers.paper, self.drafter, self.paper).revision)

    def letters(self) -> list[Mail]:
        return list(self.node.run(lambda: list(Mail.objects.order_by("pk"))))

    def tokens(self, to: str = "") -> list[str]:
        """The tokens of the links in the letters to an address, oldest first."""
        found = [mail.body for mail in self.letters() if to in mail.to]
        return [token for body in found for token in dict.fromkeys(re.findall(r"/clearance/([\w-]+)/", body))]

    def by_link(self, token: str, now: datetime = NOW, viewer: Viewer = PUBLIC) -> answering.Asked:
        asked: answering.Asked = self.node.run(answering.by_link, viewer, token, now)
        return asked

    def answer(
        self,
        token: str,
        answer: str = "clear",
        text: str = "",
        now: datetime = NOW,
        viewer: Viewer = PUBLIC,
        **form: Any,
    ) -> answering.Asked:
        """Send the form as the page shows it now, or with some of it as it was before."""
        page = self.by_link(token, now, viewer)
        given = Given(answer, text, form.get("name", "Rosa"), form.get("seen", page.seen), form.get("turn", page.turn))
        done: answering.Asked = self.node.run(
            answering.answer_by_link, self.node.home, viewer, token, given, form.get("sent", now)
        )
        return done

    def list(self, now: datetime = NOW, viewer: Viewer | None = None) -> listing.Clearance:
        whole: listing.Clearance = self.node.run(listing.clearance, viewer or self.drafter, self.paper, now)
        return whole

    def change(self, words: str, who: Viewer | None = None, now: datetime = NOW) -> int:
        texts = (office(self.node, words=words),)
        revision: int = self.node.run(papers.save, who or self.drafter, self.paper, self.revision, texts, now)
        return revision

    def offices(self, *names: str) -> None:
        for name in names:
            self.node.propose(self.node.office(name, f"Office {name}"))

    def someone(self, name: str, role: str, desk: str = "", *, deputy: bool = False) -> Viewer:
        """Somebody more on this side."""

        def made() -> Viewer:
            who = Person.objects.create_user(f"{name}@{self.node.party}.example", name=name)
            members.give(None, who, self.node.party, role, desk, START, deputy=deputy)
            return members.viewer_of(who)

        return self.node.run(made)  # type: ignore[no-any-return]


def scene(node: Node) -> Scene:
    reporter = person(node, "reporter")
    drafter, signer = person(node, "drafter"), person(node, "coordinator")
    return Scene(node, drafter, signer, reporter, begun(node, drafter))
