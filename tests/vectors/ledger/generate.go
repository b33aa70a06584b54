// Makes tests/vectors/ledger/tree.json and notes.json with golang.org/x/mod/sumdb, the code of Go's
// checksum database: an implementation of the formats that is not ours. On Debian or Ubuntu:
//
//	apt-get install golang-go golang-golang-x-mod-dev
//	cd tests/vectors/ledger && GO111MODULE=off GOPATH=/usr/share/gocode go run generate.go
package main

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"os"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

type entry struct {
	Base64 string `json:"base64"`
	Times  int    `json:"times"`
}

type inclusion struct {
	Index int64    `json:"index"`
	Size  int64    `json:"size"`
	Proof []string `json:"proof"`
}

type consistency struct {
	Old   int64    `json:"old"`
	Size  int64    `json:"size"`
	Proof []string `json:"proof"`
}

type large struct {
	Size  int64             `json:"size"`
	Root  string            `json:"root"`
	Tiles map[string]string `json:"tiles"`
}

type tree struct {
	Source      string        `json:"source"`
	Entries     []entry       `json:"entries"`
	Roots       []string      `json:"roots"`
	Inclusion   []inclusion   `json:"inclusion"`
	Consistency []consistency `json:"consistency"`
	Large       []large       `json:"large"`
}

type noteCase struct {
	What string `json:"what"`
	Note string `json:"note"`
	Good bool   `json:"good"`
}

type notes struct {
	Source string     `json:"source"`
	Seed   string     `json:"seed"`
	Name   string     `json:"name"`
	Vkey   string     `json:"vkey"`
	Text   string     `json:"text"`
	Signed string     `json:"signed"`
	Cases  []noteCase `json:"cases"`
}

type store []tlog.Hash

func (s store) ReadHashes(indexes []int64) ([]tlog.Hash, error) {
	out := make([]tlog.Hash, len(indexes))
	for i, index := range indexes {
		out[i] = s[index]
	}
	return out, nil
}

func (s *store) add(n int64, data []byte) {
	hashes, err := tlog.StoredHashes(n, data, *s)
	check(err)
	*s = append(*s, hashes...)
}

func check(err error) {
	if err != nil {
		panic(err)
	}
}

func texts(hashes []tlog.Hash) []string {
	out := []string{}
	for _, hash := range hashes {
		out = append(out, hash.String())
	}
	return out
}

func rootOf(s store, size int64) string {
	if size == 0 {
		sum := sha256.Sum256(nil) // x/mod has no hash for nothing; RFC 6962 does
		return base64.StdEncoding.EncodeToString(sum[:])
	}
	hash, err := tlog.TreeHash(size, s)
	check(err)
	return hash.String()
}

func write(name string, value interface{}) {
	var out bytes.Buffer
	encoder := json.NewEncoder(&out)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", " ")
	check(encoder.Encode(value))
	check(os.WriteFile(name, out.Bytes(), 0o644))
}

func trees() {
	result := tree{Source: "golang.org/x/mod/sumdb/tlog"}
	var s store
	raw := [][]byte{{}, {0}, []byte("\x00\x01"), []byte("\n"), bytes.Repeat([]byte("a"), 65535), []byte("ñandú 🙂")}
	for len(raw) < 40 {
		raw = append(raw, []byte(fmt.Sprintf("entry %d", len(raw))))
	}
	result.Roots = append(result.Roots, rootOf(s, 0))
	for i, data := range raw {
		s.add(int64(i), data)
		result.Roots = append(result.Roots, rootOf(s, int64(i+1)))
		one, times := data, 1
		if len(data) > 1000 {
			one, times = data[:1], len(data)
		}
		result.Entries = append(result.Entries, entry{base64.StdEncoding.EncodeToString(one), times})
	}
	for _, size := range []int64{1, 2, 3, 4, 5, 7, 8, 11, 16, 17, 31, 33, 40} {
		for index := int64(0); index < size; index++ {
			proof, err := tlog.ProveRecord(size, index, s)
			check(err)
			result.Inclusion = append(result.Inclusion, inclusion{index, size, texts(proof)})
			proof2, err := tlog.ProveTree(size, index+1, s)
			check(err)
			result.Consistency = append(result.Consistency, consistency{index + 1, size, texts(proof2)})
		}
	}
	var big store
	next := int64(0)
	for _, size := range []int64{255, 256, 257, 511, 512, 600, 65535, 65536, 65537, 66000} {
		for ; next < size; next++ {
			big.add(next, []byte(fmt.Sprintf("entry %d", next)))
		}
		tiles := map[string]string{}
		for _, tile := range tlog.NewTiles(8, 0, size) {
			// The last full tile of a level and the partial one: enough to see width, place and path.
			row := size >> (8 * uint(tile.L))
			full := tile.W == 256 && tile.N == row/256-1
			partial := int64(tile.W) == row%256 && tile.N == row/256
			if !full && !partial {
				continue
			}
			data, err := tlog.ReadTileData(tile, big)
			check(err)
			sum := sha256.Sum256(data)
			tiles[strings.Replace(tile.Path(), "tile/8/", "tile/", 1)] = hex.EncodeToString(sum[:])
		}
		result.Large = append(result.Large, large{size, rootOf(big, size), tiles})
	}
	write("tree.json", result)
}

func signedNotes() {
	seed := bytes.Repeat([]byte{7}, 32)
	name := "cedarhollow.example/ledger/governance"
	skey, vkey, err := note.GenerateKey(bytes.NewReader(seed), name)
	check(err)
	signer, err := note.NewSigner(skey)
	check(err)
	verifier, err := note.NewVerifier(vkey)
	check(err)
	text := name + "\n3\n" + base64.StdEncoding.EncodeToString(bytes.Repeat([]byte{9}, 32)) + "\n"
	signed, err := note.Sign(&note.Note{Text: text}, signer)
	check(err)
	result := notes{"golang.org/x/mod/sumdb/note", hex.EncodeToString(seed), name, vkey, text, string(signed), nil}
	good := string(signed)
	line := strings.SplitN(good, "\n\n", 2)[1]
	skey2, _, err := note.GenerateKey(bytes.NewReader(bytes.Repeat([]byte{8}, 32)), name)
	check(err)
	other, err := note.NewSigner(skey2)
	check(err)
	byOther, err := note.Sign(&note.Note{Text: text}, other)
	check(err)
	cases := map[string]string{
		"as signed":                     good,
		"nothing":                       "",
		"no signature":                  text + "\n",
		"no blank line":                 text + line,
		"text changed":                  strings.Replace(good, "\n3\n", "\n4\n", 1),
		"no final newline":              strings.TrimSuffix(good, "\n"),
		"two blank lines before":        text + "\n\n" + line,
		"a hyphen for the dash":         strings.Replace(good, "—", "-", 1),
		"two spaces":                    strings.Replace(good, "— ", "—  ", 1),
		"another name":                  strings.Replace(good, "— cedarhollow", "— cedarhollov", 1),
		"a carriage return":             strings.Replace(good, "\n3\n", "\r\n3\n", 1),
		"a tab":                         strings.Replace(good, "\n3\n", "\n3\t\n", 1),
		"signature cut":                 text + "\n" + line[:len(line)-9] + "\n",
		"signature not base64":          text + "\n" + line[:len(line)-9] + "!!!!!!!!\n",
		"by another key of that name":   string(byOther),
		"something after the signature": good + "more\n",
		"byte order mark":               "\ufeff" + good,
	}
	for _, what := range []string{"as signed", "nothing", "no signature", "no blank line", "text changed",
		"no final newline", "two blank lines before", "a hyphen for the dash", "two spaces", "another name",
		"a carriage return", "a tab", "signature cut", "signature not base64", "by another key of that name",
		"something after the signature", "byte order mark"} {
		_, err := note.Open([]byte(cases[what]), note.VerifierList(verifier))
		result.Cases = append(result.Cases, noteCase{what, cases[what], err == nil})
	}
	write("notes.json", result)
}

func main() {
	trees()
	signedNotes()
}
