// Package testkit finds what the tests of several packages read, and seeds what they draw.
package testkit

import (
	"compress/gzip"
	"encoding/json"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"testing"
	"time"
)

// Root returns the project's root folder.
func Root() string {
	_, file, _, _ := runtime.Caller(0)
	return filepath.Join(filepath.Dir(file), "..", "..", "..", "..")
}

// Spec returns a path below spec/.
func Spec(parts ...string) string {
	return filepath.Join(append([]string{Root(), "spec"}, parts...)...)
}

// Corpora returns a path below the corpora, or skips the test when they are not there.
func Corpora(t testing.TB, parts ...string) string {
	t.Helper()
	base := os.Getenv("SALLYPORT_CORPORA")
	if base == "" {
		base = filepath.Join(Root(), "..", "shared", "corpora")
	}
	if _, err := os.Stat(base); err != nil {
		t.Skip("skipped: no corpora")
	}
	return filepath.Join(append([]string{base}, parts...)...)
}

// Read returns the bytes of a file, unpacked when its name ends in .gz.
func Read(t testing.TB, path string) []byte {
	t.Helper()
	file, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	var in io.Reader = file
	if strings.HasSuffix(path, ".gz") {
		if in, err = gzip.NewReader(file); err != nil {
			t.Fatal(err)
		}
	}
	bytes, err := io.ReadAll(in)
	if err != nil {
		t.Fatal(err)
	}
	return bytes
}

// ReadJSON reads a test's own expectations; nothing under test is read so.
func ReadJSON(t testing.TB, path string, into any) {
	t.Helper()
	if err := json.Unmarshal(Read(t, path), into); err != nil {
		t.Fatalf("%s: %v", path, err)
	}
}

// Files returns the files below a folder whose name ends so.
func Files(t testing.TB, folder, ending string) []string {
	t.Helper()
	var found []string
	err := filepath.WalkDir(folder, func(path string, entry os.DirEntry, err error) error {
		if err == nil && !entry.IsDir() && strings.HasSuffix(path, ending) {
			found = append(found, path)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

// Random returns a source whose seed is printed when the test fails; SALLYPORT_SEED repeats a run.
func Random(t testing.TB) *rand.Rand {
	t.Helper()
	seed := uint64(time.Now().UnixNano())
	if text := os.Getenv("SALLYPORT_SEED"); text != "" {
		parsed, err := strconv.ParseUint(text, 10, 64)
		if err != nil {
			t.Fatal("SALLYPORT_SEED must be a decimal")
		}
		seed = parsed
	}
	t.Cleanup(func() {
		if t.Failed() {
			t.Logf("SALLYPORT_SEED=%d", seed)
		}
	})
	return rand.New(rand.NewPCG(seed, seed))
}
