package main

import (
	"bytes"
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

const origin = "log.example/acme"

// world is a log of a size, exported to a folder as a gateway exports it, and its keys.
type world struct {
	t       *testing.T
	folder  string
	signer  note.Signer
	vkey    string
	witness ed25519.PrivateKey
	wkey    string
	hashes  []tlog.Hash
	size    int64
}

func newWorld(t *testing.T, size int64) *world {
	w := &world{t: t, folder: t.TempDir()}
	random := bytes.NewReader(bytes.Repeat([]byte{7}, 64))
	skey, vkey, err := note.GenerateKey(random, origin)
	if err != nil {
		t.Fatal(err)
	}
	if w.signer, err = note.NewSigner(skey); err != nil {
		t.Fatal(err)
	}
	w.vkey = vkey
	w.witness = ed25519.NewKeyFromSeed(bytes.Repeat([]byte{9}, 32))
	typed := append([]byte{4}, w.witness.Public().(ed25519.PublicKey)...)
	w.wkey = fmt.Sprintf("w.example+%x+%s", w.witnessHash(), base64.StdEncoding.EncodeToString(typed))
	for n := range size {
		stored, err := tlog.StoredHashes(n, record(n), w)
		if err != nil {
			t.Fatal(err)
		}
		w.hashes = append(w.hashes, stored...)
		w.size++
	}
	w.export()
	return w
}

func record(n int64) []byte {
	hash := sha256.Sum256(binary.BigEndian.AppendUint64(nil, uint64(n)))
	return hash[:]
}

func (w *world) witnessHash() []byte {
	typed := append([]byte("w.example\n\x04"), w.witness.Public().(ed25519.PublicKey)...)
	digest := sha256.Sum256(typed)
	return digest[:4]
}

func (w *world) ReadHashes(indexes []int64) ([]tlog.Hash, error) {
	out := make([]tlog.Hash, len(indexes))
	for i, index := range indexes {
		out[i] = w.hashes[index]
	}
	return out, nil
}

func (w *world) root(size int64) tlog.Hash {
	root, err := tlog.TreeHash(size, w)
	if err != nil {
		w.t.Fatal(err)
	}
	return root
}

func (w *world) checkpoint(size int64) string {
	text := fmt.Sprintf("%s\n%d\n%s\n", origin, size, w.root(size))
	signed, err := note.Sign(&note.Note{Text: text}, w.signer)
	if err != nil {
		w.t.Fatal(err)
	}
	seconds := binary.BigEndian.AppendUint64(nil, 1_790_000_000)
	signature := ed25519.Sign(w.witness, []byte("cosignature/v1\ntime 1790000000\n"+text))
	all := append(append(w.witnessHash(), seconds...), signature...)
	return string(signed) + "— w.example " + base64.StdEncoding.EncodeToString(all) + "\n"
}

func (w *world) write(path string, data []byte) {
	path = filepath.Join(w.folder, path)
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		w.t.Fatal(err)
	}
	if err := os.WriteFile(path, data, 0o644); err != nil {
		w.t.Fatal(err)
	}
}

func (w *world) export() {
	w.write("checkpoint", []byte(w.checkpoint(w.size)))
	for _, tile := range tlog.NewTiles(tileHeight, 0, w.size) {
		data, err := tlog.ReadTileData(tile, w)
		if err != nil {
			w.t.Fatal(err)
		}
		w.write(tilePath("", tile), data)
		if tile.L == 0 {
			var entries []byte
			for n := tile.N << tileHeight; n < tile.N<<tileHeight+int64(tile.W); n++ {
				entries = append(binary.BigEndian.AppendUint16(entries, 32), record(n)...)
			}
			w.write(tilePath("entries", tile), entries)
		}
	}
}

func (w *world) proof(index int64) string {
	proof, err := tlog.ProveRecord(w.size, index, w)
	if err != nil {
		w.t.Fatal(err)
	}
	file := fmt.Sprintf("c2sp.org/tlog-proof@v1\nindex %d\n", index)
	for _, hash := range proof {
		file += hash.String() + "\n"
	}
	return file + "\n" + w.checkpoint(w.size)
}

// answers runs the command and returns its status and what it said.
func (w *world) answers(args ...string) (int, report, string) {
	var out, errs bytes.Buffer
	status := run(append([]string{"-vkey", w.vkey, "-witness", w.wkey, "-quorum", "1"}, args...), "", &out, &errs)
	var r report
	if status == verified {
		if err := json.Unmarshal(out.Bytes(), &r); err != nil {
			w.t.Fatal(err)
		}
	}
	return status, r, errs.String()
}

func TestExportedLogsOfManySizes_verify(t *testing.T) {
	for _, size := range []int64{0, 1, 2, 3, 255, 256, 257, 511, 512, 700, 66000} {
		w := newWorld(t, size)
		status, r, said := w.answers("-log", w.folder)
		if status != verified || r.Size != size || int64(r.Leaves) != size || r.Entries != size || r.Witnessed != 1 {
			t.Errorf("size %d: %d %+v %s", size, status, r, said)
		}
	}
}

func TestLogServedOverHTTP_verifies_withTheToken(t *testing.T) {
	w := newWorld(t, 300)
	files := http.FileServer(http.Dir(w.folder))
	server := httptest.NewServer(http.HandlerFunc(func(out http.ResponseWriter, r *http.Request) {
		if r.Header.Get("Authorization") != "Bearer opens" {
			out.WriteHeader(401)
			return
		}
		files.ServeHTTP(out, r)
	}))
	defer server.Close()
	var out, errs bytes.Buffer
	if status := run([]string{"-vkey", w.vkey, "-log", server.URL}, "opens", &out, &errs); status != verified {
		t.Fatal(status, errs.String())
	}
	if status := run([]string{"-vkey", w.vkey, "-log", server.URL}, "", &out, &errs); status != badUsage {
		t.Fatal(status, errs.String())
	}
}

func TestProofs_verify_ofTheirRecordAlone(t *testing.T) {
	w := newWorld(t, 300)
	for _, index := range []int64{0, 1, 255, 256, 299} {
		w.write("proof", []byte(w.proof(index)))
		path := filepath.Join(w.folder, "proof")
		status, r, said := w.answers("-proof", path, "-record", hex.EncodeToString(record(index)))
		if status != verified || r.Index == nil || *r.Index != index {
			t.Errorf("index %d: %d %+v %s", index, status, r, said)
		}
		if status, _, _ := w.answers("-proof", path, "-record", hex.EncodeToString(record(index+1))); status != notVerified {
			t.Errorf("index %d: another record holds: %d", index, status)
		}
	}
}

func TestOlderCheckpoint_mustBeTheBeginning(t *testing.T) {
	w := newWorld(t, 700)
	for _, size := range []int64{0, 1, 256, 511, 700} {
		w.write("older", []byte(w.checkpoint(size)))
		if status, r, said := w.answers("-log", w.folder, "-older", filepath.Join(w.folder, "older")); status != verified || *r.Older != size {
			t.Errorf("from %d: %d %+v %s", size, status, r, said)
		}
	}
	forked := newWorld(t, 3)
	forked.hashes[0] = tlog.Hash{1}
	w.write("older", []byte(forked.checkpoint(1)))
	if status, _, _ := w.answers("-log", w.folder, "-older", filepath.Join(w.folder, "older")); status != notVerified {
		t.Errorf("another history was taken: %d", status)
	}
}

func TestLogThatHasGrown_mayServeFullTilesAlone(t *testing.T) {
	w := newWorld(t, 700)
	w.write("checkpoint", []byte(w.checkpoint(600)))
	w.write("tile/0/002.p/88", nil)
	os.RemoveAll(filepath.Join(w.folder, "tile", "0", "002.p"))
	w.write("tile/1/000.p/2", tileData(w, tlog.Tile{H: tileHeight, L: 1, N: 0, W: 2}))
	w.write("tile/0/002", append(tileData(w, tlog.Tile{H: tileHeight, L: 0, N: 2, W: 188}), make([]byte, 68*32)...))
	os.RemoveAll(filepath.Join(w.folder, "tile", "entries"))
	if status, r, said := w.answers("-log", w.folder); status != verified || r.Leaves != 600 || r.Entries != 0 {
		t.Fatal(status, r, said)
	}
}

func tileData(w *world, tile tlog.Tile) []byte {
	data, err := tlog.ReadTileData(tile, w)
	if err != nil {
		w.t.Fatal(err)
	}
	return data
}

func TestFlippedBits_andMissingFiles_areNotVerified(t *testing.T) {
	w := newWorld(t, 260)
	var files []string
	filepath.WalkDir(w.folder, func(path string, entry os.DirEntry, err error) error {
		if err == nil && !entry.IsDir() {
			files = append(files, path)
		}
		return err
	})
	if len(files) < 5 {
		t.Fatal(files)
	}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for at := 0; at < len(data); at += 1 + len(data)/60 {
			flipped := bytes.Clone(data)
			flipped[at] ^= 1 << (at % 8)
			os.WriteFile(file, flipped, 0o644)
			if status, _, _ := w.answers("-log", w.folder); status != notVerified {
				t.Errorf("%s: byte %d flipped: status %d", file, at, status)
			}
		}
		os.Remove(file)
		if status, _, _ := w.answers("-log", w.folder); status == verified && !strings.HasSuffix(file, "entries/000") {
			t.Errorf("%s is not missed", file)
		}
		os.WriteFile(file, data, 0o644)
	}
	if status, _, said := w.answers("-log", w.folder); status != verified {
		t.Fatal(said)
	}
}

func TestUsage_isStatusTwo_andAMissingWitnessIsNot(t *testing.T) {
	w := newWorld(t, 2)
	for _, args := range [][]string{{}, {"-log"}, {"-log", w.folder, "-record", "00"}, {"-log", filepath.Join(w.folder, "none")}, {"-fly"}} {
		if status, _, _ := w.answers(args...); status != badUsage {
			t.Errorf("%v: %d", args, status)
		}
	}
	if status, _, _ := w.answers("-log", w.folder, "-quorum", "2"); status != notVerified {
		t.Errorf("one witness was two: %d", status)
	}
	if status, _, _ := w.answers("-log", w.folder, "-origin", "log.example/other"); status != notVerified {
		t.Errorf("another log was taken: %d", status)
	}
}
