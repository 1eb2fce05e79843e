package main

import (
	"bytes"
	"encoding/hex"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"strconv"
	"strings"
	"testing"

	"sallyport.dev/sdk/go/internal/testkit"
)

// question is a request and the answer that a vector wants; members the vector does not name are not compared.
type question struct {
	name    string
	request map[string]any
	want    map[string]any
}

func (q *question) line(t testing.TB, id int) []byte {
	q.request["id"] = id
	q.want["id"] = float64(id)
	line, err := json.Marshal(q.request)
	if err != nil {
		t.Fatal(err)
	}
	return append(line, '\n')
}

func (q question) holds(t *testing.T, answer map[string]any) {
	t.Helper()
	for name, want := range q.want {
		if !reflect.DeepEqual(answer[name], want) {
			t.Errorf("%s: %v, want %s to be %v", q.name, answer, name, want)
		}
	}
}

func questions(t testing.TB) []question {
	all := append(ofActions(t), ofExports(t)...)
	all = append(all, ofValues(t)...)
	return append(all, ofLogs(t)...)
}

func ofActions(t testing.TB) (all []question) {
	for _, file := range testkit.Files(t, testkit.Spec("action", "vectors"), ".json") {
		var v map[string]any
		testkit.ReadJSON(t, file, &v)
		folder := filepath.Base(filepath.Dir(file))
		op := "canon"
		if strings.HasPrefix(folder, "action_") {
			op = "action"
		}
		for _, of := range []struct{ scheme, canonical, hash string }{
			{"sallyport-jcs-2", "canonical", "action_hash"},
			{"aegis-jcs-1", "aegis_canonical", "aegis_hash"},
		} {
			want := map[string]any{"outcome": "refuse"}
			if text, read := v[of.canonical].(string); read {
				want = map[string]any{"outcome": "accept", "output": map[string]any{
					"canonical": hex.EncodeToString([]byte(text)), "hash": v[of.hash]}}
			} else if folder == "aegis_fail" && of.scheme == "sallyport-jcs-2" {
				want = map[string]any{"outcome": "accept"}
			} else if folder != "accept" { // a refusal under aegis-jcs-1 alone has no code in these
				for _, name := range []string{"code", "offset"} {
					if value, has := v[name]; has {
						want[name] = value
					}
				}
			}
			all = append(all, question{folder + "/" + filepath.Base(file) + " " + of.scheme,
				map[string]any{"op": op, "scheme": of.scheme, "document": v["hex"]}, want})
		}
	}
	return all
}

func ofExports(t testing.TB) (all []question) {
	for _, file := range testkit.Files(t, testkit.Spec("receipt", "vectors"), "expected.json") {
		var v map[string]any
		testkit.ReadJSON(t, file, &v)
		folder := filepath.Dir(file)
		request := map[string]any{"op": "receipts", "file": hex.EncodeToString(testkit.Read(t, filepath.Join(folder, "log.receipts")))}
		if key, err := os.ReadFile(filepath.Join(folder, "log.vkey")); err == nil {
			request["vkey"] = strings.TrimSpace(string(key))
		}
		want := map[string]any{"outcome": "accept", "output": v}
		if v["verdict"] == "fault" {
			want = map[string]any{"outcome": "refuse", "code": v["code"], "line": v["line"]}
		}
		delete(v, "verdict")
		all = append(all, question{filepath.Base(folder), request, want})
	}
	return all
}

func rows(t testing.TB, name string) (all [][]string) {
	text := string(testkit.Read(t, testkit.Spec("receipt", "vectors", "values", name)))
	for _, line := range strings.Split(strings.TrimRight(text, "\n"), "\n")[1:] {
		all = append(all, strings.Split(line, "\t"))
	}
	return all
}

func accepted(output map[string]any) map[string]any {
	return map[string]any{"outcome": "accept", "output": output}
}

func ofValues(t testing.TB) (all []question) {
	for _, row := range rows(t, "receipt_hash.tsv") {
		all = append(all, question{"receipt_hash " + row[0],
			map[string]any{"op": "receipt_hash", "receipt": hex.EncodeToString([]byte(row[1]))},
			accepted(map[string]any{"hash": row[2]})})
	}
	for _, row := range rows(t, "commitment.tsv") {
		all = append(all, question{"commitment " + row[0],
			map[string]any{"op": "commitment", "kind": row[0], "salt": row[1], "content": row[2]},
			accepted(map[string]any{"hash": row[3]})})
	}
	return append(all, ofTree(t)...)
}

// ofTree asks for the roots of the tree of the receipt vectors and for the proofs between them.
func ofTree(t testing.TB) (all []question) {
	var leaves []string
	roots := map[string]string{}
	for _, row := range rows(t, "tree.tsv") {
		path := []string{}
		if last := row[len(row)-1]; row[0] == "inclusion" || row[0] == "consistency" {
			path = strings.FieldsFunc(last, func(r rune) bool { return r == ' ' || r == ',' })
		}
		switch row[0] {
		case "leaf":
			leaves = append(leaves, row[2])
		case "root":
			roots[row[1]] = row[2]
			size, _ := strconv.Atoi(row[1])
			all = append(all, question{"root of " + row[1],
				map[string]any{"op": "root", "leaves": append([]string{}, leaves[:size]...)},
				accepted(map[string]any{"root": row[2]})})
		case "inclusion":
			index, _ := strconv.Atoi(row[1])
			all = append(all, question{"inclusion " + row[1] + " " + row[2],
				map[string]any{"op": "inclusion", "index": row[1], "size": row[2], "proof": path,
					"leaf_hash": leafHash(t, leaves[index]), "root": roots[row[2]]},
				accepted(map[string]any{})})
		case "consistency":
			all = append(all, question{"consistency " + row[1] + " " + row[2],
				map[string]any{"op": "consistency", "size1": row[1], "size2": row[2], "proof": path,
					"root1": roots[row[1]], "root2": roots[row[2]]},
				accepted(map[string]any{})})
		}
	}
	return all
}

func leafHash(t testing.TB, leaf string) string {
	out, err := root(request{Leaves: []digits{unhex(t, leaf)}}) // the root of one leaf is its hash
	if err != nil {
		t.Fatal(err)
	}
	return out["root"].(string)
}

func unhex(t testing.TB, text string) []byte {
	bytes, err := hex.DecodeString(text)
	if err != nil {
		t.Fatal(err)
	}
	return bytes
}

func ofLogs(t testing.TB) (all []question) {
	for _, file := range testkit.Files(t, testkit.Spec("log", "vectors"), ".json") {
		var v map[string]any
		testkit.ReadJSON(t, file, &v)
		want := map[string]any{"outcome": "refuse", "code": v["code"]}
		if output, accepts := v["output"]; accepts {
			want = map[string]any{"outcome": "accept", "output": output}
		}
		name := filepath.Base(filepath.Dir(file)) + "/" + v["name"].(string)
		for _, member := range []string{"name", "output", "code"} {
			delete(v, member)
		}
		all = append(all, question{name, v, want})
	}
	return all
}

func answers(t *testing.T, out []byte) (all []map[string]any) {
	for _, line := range bytes.Split(bytes.TrimRight(out, "\n"), []byte("\n")) {
		var answer map[string]any
		if err := json.Unmarshal(line, &answer); err != nil {
			t.Fatalf("%q: %v", line, err)
		}
		all = append(all, answer)
	}
	return all
}

func TestEveryVectorOfTheSpecifications(t *testing.T) {
	all := questions(t)
	var in, out bytes.Buffer
	for i := range all {
		in.Write(all[i].line(t, i))
	}
	if err := serve(&in, &out); err != nil {
		t.Fatal(err)
	}
	got := answers(t, out.Bytes())
	if len(got) != len(all) || len(all) < 550 {
		t.Fatalf("%d answers to %d questions", len(got), len(all))
	}
	for i, q := range all {
		q.holds(t, got[i])
	}
	t.Logf("%d questions", len(all))
}

func TestScript_buildsAndAnswers(t *testing.T) {
	program := exec.Command(filepath.Join(testkit.Root(), "sdk", "go", "conformance"))
	var in bytes.Buffer
	all := ofExports(t)
	for i := range all {
		in.Write(all[i].line(t, i))
	}
	program.Stdin = &in
	out, err := program.Output()
	if err != nil {
		t.Fatal(err)
	}
	for i, answer := range answers(t, out) {
		all[i].holds(t, answer)
	}
}

func TestWhatIsNoRequest_isUnsupported_andTheProgramGoesOn(t *testing.T) {
	in := strings.NewReader(`{"id":1,"op":"fly"}` + "\n" + `{"id":2,"op":"canon","scheme":"x","document":""}` + "\n" +
		`{"id":3,"op":"canon","document":"0"}` + "\nnonsense\n" + `{"id":5,"op":"root","leaves":[]}`)
	var out bytes.Buffer
	if err := serve(in, &out); err != nil {
		t.Fatal(err)
	}
	got := answers(t, out.Bytes())
	if len(got) != 5 || got[4]["outcome"] != "accept" {
		t.Fatalf("%v", got)
	}
	for _, answer := range got[:4] {
		if answer["outcome"] != "unsupported" {
			t.Errorf("%v", answer)
		}
	}
}
