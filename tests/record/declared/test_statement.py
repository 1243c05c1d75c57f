"""Statements and the files of their signatures, which travel by hand."""

import pytest

from bilateral.record import canonical
from bilateral.record.declared.statement import Statement, read_signatures, signatures_file
from bilateral.values import Fault
from tests.record.builders import Party, key, parties


def statement(us: Party, **said: object) -> Statement:
    body = us.change_body("revoke", us.fresh("2"), us.recovery, 1)
    fields = ("after", "custodian", "custody", "keys", "recovery", "suspect")
    whole = {**{f: body[f] for f in fields}, "act": "revoke", "log": us.origin, "v": 1, **said}
    return Statement.parse(canonical.encode(whole))


def test_it_reads_what_it_writes() -> None:
    (us,) = parties("us", recoveries=2)
    made = statement(us)
    assert Statement.parse(bytes(made)) == made and made.suspect == 1
    one = signatures_file(made, [made.authorise(us.recovery[0])])
    both = signatures_file(made, [*read_signatures(one, made), made.authorise(us.recovery[1])] * 2)
    assert {a.key for a in read_signatures(both, made)} == {r.public for r in us.recovery}


@pytest.mark.parametrize(
    "said",
    [
        {"v": 2},
        {"v": True},
        {"act": "genesis"},
        {"act": "rotate"},
        {"suspect": None},
        {"suspect": {"from": 0}},
        {"log": "hled"},
        {"log": "hled/mx"},
        {"after": "ab"},
        {"keys": []},
        {"recovery": ["x"]},
        {"custody": 1},
        {"more": 1},
    ],
)
def test_what_it_is_not(said: dict[str, object]) -> None:
    (us,) = parties("us")
    with pytest.raises(Fault) as caught:
        statement(us, **said)
    assert caught.value.code == "statement-shape"


def test_signatures_are_for_one_statement_and_hold() -> None:
    (us,) = parties("us")
    made, other = statement(us), statement(us, custodian="other")
    data = signatures_file(made, [made.authorise(us.recovery[0])])
    with pytest.raises(Fault) as caught:
        read_signatures(data, other)
    assert caught.value.code == "signatures-other"
    with pytest.raises(Fault) as caught:
        read_signatures(signatures_file(made, [other.authorise(key("x"))]), made)
    assert caught.value.code == "authorisation-signature"
    for bad in (b'{"authorised":[],"v":1}', b"[]", data.replace(b'"v":1', b'"v":true'), b"x" * 20_000):
        with pytest.raises(Fault):
            read_signatures(bad, made)
