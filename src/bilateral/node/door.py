"""The door: the only way for an act to enter a log that this node signs. One durable transaction, or nothing at all.

Lock the logs, look the idempotency key up, seal the words, sign, hold the entry to the rules that every reader of the
log applies, insert entry, sealed texts and head, judge, project the documents touched. An act that the rules would call
void is refused, and nothing of it stays.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from types import MappingProxyType
from typing import Any

from bilateral.dialogue.acts import REASONS, REMEDIES
from bilateral.dialogue.compose import ActDraft, compose
from bilateral.dialogue.fold import Outcome
from bilateral.dialogue.kinds import KINDS
from bilateral.node import keyring
from bilateral.node.care import elsewhere
from bilateral.node.home import Home
from bilateral.node.keys import declared
from bilateral.node.lines.line import seen_at_most
from bilateral.node.models import Log
from bilateral.node.projection import Projection
from bilateral.node.rooms import gate
from bilateral.node.rows import leaf_of
from bilateral.node.seals import between
from bilateral.node.signing import Known, PatientChain, Pen, attempts, seen_now
from bilateral.node.signing.approving import NOBODY, Approving
from bilateral.node.signing.salts import Salts
from bilateral.node.writing import once, writing
from bilateral.record.declared.fields import Keys, read_keys
from bilateral.record.log import Chain
from bilateral.values import BadInput, EntryRef, Fault, Text
from bilateral.values.ref import line_to


class Refused(BadInput):
    """The rules of the record don't allow this act now."""

    code = "refused"


class Diverged(Fault):
    """What is held here is not, or may not be, what was signed before: nothing may be added to it."""

    code = "diverged"


@dataclass(frozen=True, slots=True)
class Actor:
    """For whom an act is signed."""

    party: str
    office: str = ""


@dataclass(frozen=True, slots=True)
class Receipt:
    """An act is on the record at ``ref``; ``repeated`` when this idempotency key had already brought it there."""

    ref: EntryRef
    repeated: bool = False


Beside = Callable[[Receipt], None]
"""What is written in the same transaction as an act, once it is on the record."""


def nothing(receipt: Receipt) -> None:
    """Beside most acts, nothing is written."""


def commit(
    home: Home,
    act: ActDraft,
    actor: Actor,
    now: datetime,
    idem: str | None = None,
    beside: Beside = nothing,
    approving: Approving = NOBODY,
) -> Receipt:
    """Put an act on the record.

    :param now: what the node's clock says; recorded as a claim.
    :param idem: names this attempt; a second commit with the same key returns the first one's receipt.
    :param beside: what is written in the same transaction, unless the act was there already.
    :param approving: the officials' passkeys that sign too.
    :raises Refused: the rules call it void; the reason says why. :raises Faults: its words or values need correcting.
    :raises Unwritten: the database did not take it. :raises Unclear: it may have; nobody can be asked now.
    """
    signs_for(home, actor.party)

    def put(logs: dict[str, Log], receipts: list[Receipt]) -> None:
        recognising = act.target.log if act.act == "recognise" and act.target else None
        sitting = _Sitting(home, actor, now, logs, (idem,), recognising=recognising, approving=approving)
        receipts.append(sitting.take(act, idem))
        if not receipts[0].repeated:
            sitting.write()
            beside(receipts[0])

    return _durably(put)[0]


def commit_many(
    home: Home,
    acts: Sequence[ActDraft],
    actor: Actor,
    now: datetime,
    idems: Sequence[str | None] = (),
    progress: Callable[[int], None] = lambda done: None,
) -> tuple[Receipt, ...]:
    """Put acts on the record in this order, all of them or none: one durable transaction, an entry and a receipt each.

    An act may build on those before it. What it costs to be durable is paid once.

    :param idems: a key for each act, or none at all; an act whose key is known gets its old receipt.
    :raises Fault: as `commit` does, with the number of the act (from 0) in ``where``; nothing is on the record then.
    """
    signs_for(home, actor.party)
    keys = tuple(idems) or (None,) * len(acts)
    if len(keys) != len(acts):
        raise ValueError(f"{len(keys)} keys for {len(acts)} acts")

    def put(logs: dict[str, Log], receipts: list[Receipt]) -> None:
        sitting = _Sitting(home, actor, now, logs, keys, acts)
        for number, (act, idem) in enumerate(zip(acts, keys, strict=True)):
            try:
                receipts.append(sitting.take(act, idem))
            except Fault as fault:
                raise fault.at(f"acts[{number}]") from None
            progress(number + 1)
        sitting.write()

    return _durably(put)


def _durably(put: Callable[[dict[str, Log], list[Receipt]], None]) -> tuple[Receipt, ...]:
    """The receipts of what one transaction puts on the record. Where its commit was left unclear, it is looked for."""
    receipts: list[Receipt] = []

    def attempt() -> tuple[Receipt, ...]:
        with writing() as logs:
            put(logs, receipts)
        return tuple(receipts)

    def found() -> tuple[Receipt, ...] | None:
        there = not receipts or leaf_of(receipts[-1].ref.log, receipts[-1].ref.seq) == receipts[-1].ref.leaf
        return tuple(receipts) if there else None

    return once(attempt, found)


class _Sitting:
    """What acts of one transaction share: the logs as they are, the pen, what has been judged and isn't written yet."""

    def __init__(
        self,
        home: Home,
        actor: Actor,
        now: datetime,
        logs: dict[str, Log],
        idems: Iterable[str | None],
        acts: Sequence[ActDraft] = (),
        keys: Keys | None = None,
        recognising: str | None = None,
        approving: Approving = NOBODY,
    ) -> None:
        """
        :param keys: those that sign, where they are not the ones in force.
        :param recognising: the successor that the one act recognises.
        """
        self.actor, self.now = actor, now
        self.approving, self.salts = approving, approving.salts or Salts(64 if len(acts) > 1 else 4)
        self.log = _own_log(home, actor.party, logs)
        self.done = attempts.known(idems)
        self.projection = Projection(logs.values())
        if self.projection.take_waiting():
            self.projection.write()
        chain = declared.opened(self.log, PatientChain if len(acts) > 1 else Chain)
        most = seen_at_most(home, logs, chain.seen.values(), recognising)
        seen = seen_now(self.log.pk, logs, self.projection.judged, most)
        assert chain.declared is not None, "a log that is open has declared its keys"
        key = keyring.entry_in_force(home, actor.party, keys or chain.declared.keys)
        self.pen = Pen(self.log, key, chain, seen)
        self.projection.foresee(acts, {item["log"]: (item["size"], item["root"]) for item in seen})
        self.known = Known(logs.values(), self.projection, self.write)

    def take(self, act: ActDraft, idem: str | None, more: Mapping[str, Any] = MappingProxyType({})) -> Receipt:
        """Sign and judge an act; it is on the record once `write` is through and the transaction is.

        :param more: what its body holds besides what is composed.
        """
        if idem and idem in self.done:
            return Receipt(attempts.again(self.done[idem], self.log, act), repeated=True)
        known = self.known
        gate.check(act)
        office = _office(self.log.pk, self.actor.office or act.office, known.kind_of)
        composed = compose(act, KINDS, self.salts, known.in_force, known.kind_of, known.parties, known.leaf_of)
        between.check(act, self.actor.party, composed)
        if more:
            composed = replace(composed, body={**composed.body, **more})
        entry = self.pen.sign(act, office, self.now, composed, idem, self.approving.of)
        valid(self.projection.take(entry))
        if idem:
            self.done[idem] = entry
        return Receipt(entry.ref)

    def write(self) -> None:
        self.pen.write()
        self.projection.write()


def change_keys(home: Home, party: str, fields: dict[str, Any], act: ActDraft, now: datetime, idem: str) -> Receipt:
    """Put a change of keys on the record, signed by the entry key that it declares (see `rekeying`).

    :param fields: its body but for the reason, which is sealed here.
    :param act: rotate or revoke, with the reason in both languages.
    """
    signs_for(home, party)

    def put(logs: dict[str, Log], receipts: list[Receipt]) -> None:
        keys = read_keys(fields["keys"], home.origin(party), "keys", "keys-shape")
        sitting = _Sitting(home, Actor(party, act.office), now, logs, (idem,), keys=keys)
        receipts.append(sitting.take(act, idem, fields))
        if not receipts[0].repeated:
            sitting.write()
            if act.act == "revoke":
                declared.discount(sitting.log.pk)

    return _durably(put)[0]


# -- what may not be -------------------------------------------------------------------------------------------------


def valid(outcome: Outcome) -> None:
    """Leaves the transaction by a fault, so that nothing stays, unless the act stands."""
    if outcome.verdict != "valid":
        raise refusal(outcome)


def refusal(outcome: Outcome) -> Refused:
    reason = REASONS.get(outcome.reason, Text.same(outcome.reason))
    head = Text(
        "The rules of the record don't allow this act now. ", "Las reglas del registro no permiten este acto ahora. "
    )
    return Refused(what=head + reason, where=outcome.detail, do=REMEDIES.get(outcome.reason, Text("", "")))


def signs_for(home: Home, party: str) -> None:
    """:raises BadInput: this node holds no keys of that government."""
    if party not in home.own:
        signs = ", ".join(home.own) or "-"
        raise BadInput(
            what=Text(f"This node does not sign for {party}.", f"Este nodo no firma por {party}."),
            where="party",
            do=Text(f"It signs for: {signs}.", f"Firma por: {signs}."),
        )


def _own_log(home: Home, party: str, logs: Mapping[str, Log]) -> Log:
    log = logs.get(home.origin(party))
    if log is None or not log.own or not log.size:
        raise BadInput(
            what=Text(
                "This government's record is not open here.", "El registro de este gobierno no está abierto aquí."
            ),
            where=home.origin(party),
            do=Text("Restore the database, or make a new node.", "Restaura la base de datos o crea un nodo nuevo."),
        )
    refused = elsewhere.refusal(home, log)
    if refused:
        raise Diverged(*refused)
    return log


def _office(log: str, office: str, kind_of: Callable[[str], str | None]) -> str:
    """An office that acts is one of the government's own."""
    if office and not any(kind_of(f"{each}:{office}") == "office" for each in line_to(log)):
        raise BadInput(
            what=Text(
                f"This government has no office called {office}.", f"Este gobierno no tiene la dependencia {office}."
            ),
            where="office",
            do=Text("Check the id, or record the office first.", "Revisa la clave o registra antes la dependencia."),
        )
    return office
