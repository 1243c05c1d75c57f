// Asks golang.org/x/mod/sumdb what it makes of a log: reads one question in JSON a line, answers with one line each.
//
// Everything that is judged is judged by note.Open, tlog.CheckRecord, tlog.CheckTree and tlog.TileHashReader, which
// takes no tile that doesn't lead to the signed root. Our own here are only the names of files (sumdb puts a height into
// them, tlog-tiles doesn't) and the cosignature, which sumdb doesn't know.
package main

import (
	"bufio"
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

const height = 8

type question struct {
	Ask     string   `json:"ask"` // "note", "log", "record" or "tree"
	Note    []byte   `json:"note"`
	Log     string   `json:"log"`     // the log's verifier key
	Cosigns []string `json:"cosigns"` // verifier keys of type 4
	Dir     string   `json:"dir"`
	All     bool     `json:"all"`     // read every entry of the log
	Indexes []int64  `json:"indexes"` // prove these
	Older   []int64  `json:"older"`   // prove that these sizes are beginnings
	Proof   [][]byte `json:"proof"`
	Size    int64    `json:"size"`
	Root    []byte   `json:"root"`
	Index   int64    `json:"index"` // of a record, or an older size
	Leaf    []byte   `json:"leaf"`  // of a record, or an older root
}

type answer struct {
	Error   string              `json:"error"`
	Origin  string              `json:"origin"`
	Size    int64               `json:"size"`
	Root    []byte              `json:"root"`
	Signers []string            `json:"signers"`
	Records map[string][][]byte `json:"records"`
	Trees   map[string][][]byte `json:"trees"`
}

// cosigner is a note.Verifier for keys of type 4: the time and a signature over the time and the note's text.
type cosigner struct {
	name string
	hash uint32
	key  ed25519.PublicKey
}

func (c cosigner) Name() string    { return c.name }
func (c cosigner) KeyHash() uint32 { return c.hash }
func (c cosigner) Verify(text, sig []byte) bool {
	if len(sig) != 8+ed25519.SignatureSize {
		return false
	}
	said := fmt.Sprintf("cosignature/v1\ntime %d\n%s", binary.BigEndian.Uint64(sig[:8]), text)
	return ed25519.Verify(c.key, []byte(said), sig[8:])
}

func newCosigner(vkey string) (note.Verifier, error) {
	parts := strings.SplitN(vkey, "+", 3)
	if len(parts) != 3 {
		return nil, errors.New("not a verifier key")
	}
	data, err := base64.StdEncoding.DecodeString(parts[2])
	if err != nil || len(data) != 33 || data[0] != 4 {
		return nil, errors.New("not a cosigner's key")
	}
	sum := sha256.Sum256(append([]byte(parts[0]+"\n"), data...))
	if fmt.Sprintf("%x", sum[:4]) != parts[1] {
		return nil, errors.New("the key's id is not its own")
	}
	return cosigner{parts[0], binary.BigEndian.Uint32(sum[:4]), data[1:]}, nil
}

// open opens a checkpoint: three lines, signed by the log.
func open(q *question, a *answer) (tree tlog.Tree, err error) {
	log, err := note.NewVerifier(q.Log)
	if err != nil {
		return tree, err
	}
	known := []note.Verifier{log}
	for _, vkey := range q.Cosigns {
		c, err := newCosigner(vkey)
		if err != nil {
			return tree, err
		}
		known = append(known, c)
	}
	n, err := note.Open(q.Note, note.VerifierList(known...))
	if err != nil {
		return tree, err
	}
	signed := false
	for _, s := range n.Sigs {
		a.Signers = append(a.Signers, s.Name)
		signed = signed || (s.Name == log.Name() && s.Hash == log.KeyHash())
	}
	lines := strings.Split(n.Text, "\n")
	if len(lines) != 4 || lines[3] != "" || lines[0] != log.Name() || !signed {
		return tree, errors.New("not a checkpoint of this log")
	}
	if tree.N, err = strconv.ParseInt(lines[1], 10, 64); err != nil {
		return tree, err
	}
	if tree.Hash, err = tlog.ParseHash(lines[2]); err != nil {
		return tree, err
	}
	a.Origin, a.Size, a.Root = lines[0], tree.N, tree.Hash[:]
	return tree, nil
}

// tiles is a tlog.TileReader over a folder.
type tiles struct{ dir string }

func (t tiles) Height() int                     { return height }
func (t tiles) SaveTiles([]tlog.Tile, [][]byte) {}
func (t tiles) ReadTiles(wanted []tlog.Tile) ([][]byte, error) {
	var all [][]byte
	for _, tile := range wanted {
		data, err := t.read(tile)
		if err != nil {
			return nil, err
		}
		all = append(all, data)
	}
	return all, nil
}

func (t tiles) read(tile tlog.Tile) ([]byte, error) {
	path := strings.Replace(tile.Path(), "tile/8/", "tile/", 1)
	return os.ReadFile(filepath.Join(t.dir, strings.Replace(path, "tile/data/", "tile/entries/", 1)))
}

// bundle reads the entries of one bundle, which must hold exactly as many as its name says.
func (t tiles) bundle(n int64, width int) (entries [][]byte, err error) {
	data, err := t.read(tlog.Tile{H: height, L: -1, N: n, W: width})
	if err != nil {
		return nil, err
	}
	for len(data) > 0 {
		if len(data) < 2 || len(data) < 2+int(binary.BigEndian.Uint16(data)) {
			return nil, errors.New("the bundle breaks off")
		}
		end := 2 + int(binary.BigEndian.Uint16(data))
		entries, data = append(entries, data[2:end]), data[end:]
	}
	if len(entries) != width {
		return nil, errors.New("the bundle has another number of entries")
	}
	return entries, nil
}

func width(first, size int64) int {
	if size-first < 1<<height {
		return int(size - first)
	}
	return 1 << height
}

// every compares each entry of the log with the leaf hash that leads to the signed root.
func every(t tiles, tree tlog.Tree) error {
	r := tlog.TileHashReader(tree, t)
	for first := int64(0); first < tree.N; first += 1 << height {
		entries, err := t.bundle(first>>height, width(first, tree.N))
		if err != nil {
			return err
		}
		var places []int64
		for i := range entries {
			places = append(places, tlog.StoredHashIndex(0, first+int64(i)))
		}
		hashes, err := r.ReadHashes(places)
		if err != nil {
			return err
		}
		for i, entry := range entries {
			if tlog.RecordHash(entry) != hashes[i] {
				return fmt.Errorf("entry %d is another", first+int64(i))
			}
		}
	}
	return nil
}

func log(q *question, a *answer) error {
	tree, err := open(q, a)
	if err != nil {
		return err
	}
	t := tiles{q.Dir}
	if q.All {
		if err := every(t, tree); err != nil {
			return err
		}
	}
	r := tlog.TileHashReader(tree, t)
	a.Records, a.Trees = map[string][][]byte{}, map[string][][]byte{}
	for _, i := range q.Indexes {
		proof, err := tlog.ProveRecord(tree.N, i, r)
		if err != nil {
			return err
		}
		first := i >> height << height
		entries, err := t.bundle(i>>height, width(first, tree.N))
		if err != nil {
			return err
		}
		if err := tlog.CheckRecord(proof, tree.N, tree.Hash, i, tlog.RecordHash(entries[i-first])); err != nil {
			return err
		}
		a.Records[fmt.Sprint(i)] = plain(proof)
	}
	for _, n := range q.Older {
		proof, err := tlog.ProveTree(tree.N, n, r)
		if err != nil {
			return err
		}
		a.Trees[fmt.Sprint(n)] = plain(proof)
	}
	return nil
}

func plain(proof []tlog.Hash) [][]byte {
	all := [][]byte{}
	for _, h := range proof {
		all = append(all, append([]byte{}, h[:]...))
	}
	return all
}

func hash(data []byte) (h tlog.Hash) {
	copy(h[:], data)
	return h
}

func respond(q *question) (a answer) {
	var proof []tlog.Hash
	for _, p := range q.Proof {
		proof = append(proof, hash(p))
	}
	var err error
	switch q.Ask {
	case "note":
		_, err = open(q, &a)
	case "log":
		err = log(q, &a)
	case "record":
		err = tlog.CheckRecord(proof, q.Size, hash(q.Root), q.Index, hash(q.Leaf))
	case "tree":
		err = tlog.CheckTree(proof, q.Size, hash(q.Root), q.Index, hash(q.Leaf))
	default:
		err = errors.New("no such question")
	}
	if err != nil {
		a.Error = err.Error()
	}
	return a
}

func main() {
	in, out := bufio.NewReaderSize(os.Stdin, 1<<20), json.NewEncoder(os.Stdout)
	for decoder := json.NewDecoder(in); decoder.More(); {
		var q question
		if err := decoder.Decode(&q); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		out.Encode(respond(&q))
	}
}
