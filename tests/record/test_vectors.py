"""The examples of the specifications and the numbers that others published, against the code."""

import base64
import json
import subprocess
import sys
from hashlib import sha256
from typing import Any

import pytest

from bilateral.record import canonical, checkpoint, note, proof, seal, tiles, tree
from bilateral.record.entry import DOMAIN, Entry
from bilateral.record.keys import PrivateKey, signer_id, verify_strict
from bilateral.record.log import verify_entries
from bilateral.values import Fault
from tests.helpers import ROOT

V: dict[str, Any] = json.loads((ROOT / "spec" / "vectors.json").read_text(encoding="ascii"))
LEAVES = [tree.leaf_hash(b"record %d" % i) for i in range(300)]


def hash_at(height: int, index: int) -> bytes:
    return tree.root_of(LEAVES[index << height : (index + 1) << height])


def test_published_numbers() -> None:
    published = V["published"]
    assert published["empty_root"] == tree.EMPTY_ROOT.hex()
    assert published["leaf_of_nothing"] == tree.leaf_hash(b"").hex()
    assert published["leaf_L123456"] == tree.leaf_hash(b"L123456").hex()
    assert published["node_N123_N456"] == tree.node_hash(b"N123", b"N456").hex()
    assert published["root_of_300"] == base64.b64encode(tree.root_of(LEAVES)).decode()
    assert published["path"] == tiles.path(15, 123456789, 41)
    witness = PrivateKey.generate(sha256(b"skylight test witness key").digest())
    vkey = note.VerifierKey.of("witness.example.org", note.COSIGNER, witness.public)
    assert published["witness_vkey"] == str(vkey) and note.VerifierKey.parse(str(vkey)) == vkey


def test_the_example_of_the_tlog_cosignature_page_parses() -> None:
    page = (
        "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n\n"
        "— example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE"
        "+xeMcTOAYQ8=\n"
        "— witness.example.com/w1 jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn/zXcrtPHeolMI5OWXEhZCB9dlrDJsX3b2oyin1nPZqhf5nN"
        "o0xUe+mbIUBkBIfZ+qnA==\n"
    ).encode()
    parsed = note.Note.parse(page)
    assert checkpoint.Checkpoint.parse(parsed.text).size == 20852163
    assert parsed.signatures[1].time == 1679315147 and bytes(parsed) == page


@pytest.mark.parametrize("case", V["canonical"]["accepted"], ids=lambda c: c["name"])
def test_canonical_accepted(case: dict[str, str]) -> None:
    data = case["bytes"].encode()
    assert canonical.encode(canonical.decode(data)) == data


@pytest.mark.parametrize("case", V["canonical"]["rejected"], ids=lambda c: c["name"])
def test_canonical_rejected(case: dict[str, str]) -> None:
    with pytest.raises(Fault) as caught:
        canonical.decode(case["bytes"].encode())
    assert caught.value.code == case["code"]
    assert caught.value.what.complete and caught.value.do.complete


def test_the_table_of_characters_is_the_pinned_one() -> None:
    table = (ROOT / "src/bilateral/record/data" / canonical.TABLE).read_bytes()
    assert sha256(table).hexdigest() == V["canonical"]["characters_sha256"]


def test_tree_vectors() -> None:
    vectors = V["tree"]
    for size, root in vectors["roots"].items():
        assert tree.root_of(LEAVES[: int(size)]).hex() == root
    for case in vectors["inclusion"]:
        hashes = [bytes.fromhex(h) for h in case["proof"]]
        assert tree.inclusion_proof(case["index"], case["size"], hash_at) == hashes
        root = tree.root_of(LEAVES[: case["size"]])
        assert tree.verify_inclusion(LEAVES[case["index"]], case["index"], case["size"], hashes, root)
    for case in vectors["consistency"]:
        hashes = [bytes.fromhex(h) for h in case["proof"]]
        old, size = case["old"], case["size"]
        assert tree.consistency_proof(old, size, hash_at) == hashes
        assert tree.verify_consistency(old, size, tree.root_of(LEAVES[:old]), tree.root_of(LEAVES[:size]), hashes)
    paths = vectors["paths"]
    assert paths["0/1234067"] == tiles.path(0, 1234067) == "tile/0/x001/x234/067"
    assert paths["entries/0 of 3"] == tiles.entries_path(0, 3)
    assert tiles.unbundle(bytes.fromhex(vectors["bundle"]["bytes"])) == [b"", b"ab"]


def test_seal_vectors() -> None:
    v = V["seal"]
    sealed = seal.seal(v["content"].encode(), v["header"], bytes.fromhex(v["salt"]))
    assert (sealed.digest, sealed.opening.hex()) == (v["digest"], v["opening"])
    by_hand = (
        bytes.fromhex(v["salt"]) + b"\x00\x00\x00\x21" + b'{"lang":"es","type":"text/plain"}' + v["content"].encode()
    )
    assert sealed.opening == by_hand
    assert sha256(b"bilateral/seal/v1\n" + by_hand).hexdigest() == v["digest"]


def test_entry_vectors() -> None:
    v = V["entry"]
    data = [e["bytes"].encode() for e in v["entries"]]
    parsed = list(verify_entries(data, "hled/us"))
    assert [e.leaf for e in parsed] == [e["leaf"] for e in v["entries"]]
    public = PrivateKey.generate(bytes.fromhex(v["seeds"]["entry"])).public
    # The signature by hand, without the code that signs: the field cut out of the text, the domain in front.
    text = data[1].decode()
    sig = json.loads(text)["sig"]
    without = text.replace(f'"sig":"{sig}",', "")
    assert verify_strict(public, b"bilateral/entry/v1\n" + without.encode(), base64.b64decode(sig))
    assert v["domain"].encode() == DOMAIN and len(DOMAIN) == 19
    assert parsed[1].signer == signer_id(public) == sha256(public).hexdigest()[:32]
    assert parsed[1].leaf == sha256(b"\x00" + data[1]).hexdigest()
    for entry in parsed:
        for item in entry.sealed:
            assert seal.unseal(bytes.fromhex(v["openings"][item.digest]), item.digest)


def test_keys_vectors() -> None:
    v = V["keys"]
    log = [e["bytes"].encode() for e in [*V["entry"]["entries"], v["entry"]]]
    third = list(verify_entries(log, "hled/us"))[2]
    assert (third.leaf, third.signer) == (v["entry"]["leaf"], v["entry"]["signer"])
    # By hand: the domain, then the statement as it stands on the page; its fields are those of the entry.
    said = json.loads(v["statement"])
    given = third.body["authorised"][0]
    recovery = PrivateKey.generate(bytes.fromhex(V["entry"]["seeds"]["recovery"])).public
    assert given["key"] == recovery.hex() and sha256(recovery).hexdigest() in V["entry"]["entries"][0]["bytes"]
    message = b"bilateral/keys/v1\n" + v["statement"].encode()
    assert verify_strict(recovery, message, base64.b64decode(given["sig"]))
    assert v["domain"].encode() == message[:18]
    assert {k: third.body[k] for k in said if k in third.body} == {k: said[k] for k in said if k in third.body}
    assert (said["act"], said["log"], said["v"]) == (third.act, third.log, 1)
    assert sha256(v["statement"].encode()).hexdigest() == v["statement_digest"]
    assert json.loads(v["signatures"]) == {"authorised": [given], "statement": v["statement_digest"], "v": 1}
    assert third.signer == signer_id(PrivateKey.generate(bytes.fromhex(v["seeds"]["entry"])).public)


def test_checkpoint_vectors() -> None:
    v = V["checkpoint"]
    keys = [note.VerifierKey.parse(v["log_vkey"]), note.VerifierKey.parse(v["cosigner_vkey"])]
    opened = checkpoint.open(v["cosigned"].encode(), keys)
    assert opened.checkpoint.text().decode() == v["text"]
    assert [(k.name, t) for k, t in opened.cosigners] == [("witness.example.org", v["time"])]
    shown = proof.verify_proof(v["proof"].encode(), keys, V["entry"]["entries"][1]["bytes"].encode())
    assert shown.index == v["proof_of"] and shown.leaf == V["entry"]["entries"][1]["leaf"]


def test_the_pages_show_the_vectors() -> None:
    pages = {
        name: (ROOT / "spec" / f"{name}.md").read_text(encoding="utf-8")
        for name in ("entry", "seal", "checkpoint", "keys")
    }
    second = V["entry"]["entries"][1]
    for text in (second["bytes"], second["leaf"], V["canonical"]["characters_sha256"]):
        assert f"\n{text}\n```" in pages["entry"]
    for text in (V["seal"]["opening"], V["seal"]["digest"]):
        assert f"\n{text}\n```" in pages["seal"]
    for text in (V["checkpoint"]["cosigned"], V["checkpoint"]["proof"], V["checkpoint"]["log_vkey"]):
        assert text.rstrip() in pages["checkpoint"]
    for text in (V["keys"]["statement"], V["keys"]["statement_digest"], *list(V["keys"]["entry"].values())[:2]):
        assert f"\n{text}\n```" in pages["keys"]


def test_the_vectors_are_fresh() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tools.make_vectors", "--check"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_entries_of_the_vectors_are_frozen() -> None:
    """These bytes stand for entries that exist: if this fails the format changed, and it must not."""
    assert V["entry"]["entries"][0]["leaf"] == "aeedc0386d5b435ef9e8d992d417d28f6ad2f63e3c43b80e24a057e8cd986530"
    assert V["entry"]["entries"][1]["leaf"] == "aee11b7af8278d0393da83d0321baea145830b168b51418dff4f4c85a7b415b2"
    assert Entry.parse(V["entry"]["entries"][0]["bytes"].encode()).leaf == V["entry"]["entries"][0]["leaf"]
