package main

import (
	"errors"
	"fmt"
	"io/fs"

	"golang.org/x/mod/sumdb/tlog"
)

// tileHeight is that of C2SP tlog-tiles: 256 hashes a tile.
const tileHeight = 8

// tiles reads tlog-tiles, whose paths leave out the height that x/mod's have.
type tiles struct{ from source }

func (t tiles) Height() int { return tileHeight }

func (t tiles) SaveTiles([]tlog.Tile, [][]byte) {}

func (t tiles) ReadTiles(wanted []tlog.Tile) ([][]byte, error) {
	var out [][]byte
	for _, tile := range wanted {
		data, err := t.readTile(tile)
		if err != nil {
			return nil, err
		}
		out = append(out, data)
	}
	return out, nil
}

// readTile falls back on the full tile, which a log that has grown may serve alone. Hashes are checked by the caller.
func (t tiles) readTile(tile tlog.Tile) ([]byte, error) {
	want := tile.W * tlog.HashSize
	data, err := t.from.read(tilePath("", tile))
	if errors.Is(err, fs.ErrNotExist) && tile.W < 1<<tileHeight {
		full := tile
		full.W = 1 << tileHeight
		data, err = t.from.read(tilePath("", full))
		if err == nil && len(data) >= want {
			data = data[:want]
		}
	}
	if err != nil {
		return nil, err
	}
	if len(data) != want {
		return nil, fmt.Errorf("%s has %d bytes, want %d", tilePath("", tile), len(data), want)
	}
	return data, nil
}

// tilePath is tile/<L>/<N>[.p/<W>], or with "entries" in the place of the level, the path of an entry bundle. N is written
// in groups of three digits, all but the last starting with an x.
func tilePath(kind string, tile tlog.Tile) string {
	if kind == "" {
		kind = fmt.Sprint(tile.L)
	}
	number := fmt.Sprintf("%03d", tile.N%1000)
	for n := tile.N / 1000; n > 0; n /= 1000 {
		number = fmt.Sprintf("x%03d/%s", n%1000, number)
	}
	path := "tile/" + kind + "/" + number
	if tile.W < 1<<tileHeight {
		path += fmt.Sprintf(".p/%d", tile.W)
	}
	return path
}

// bundle reads the records of an entry bundle: each with its length before it, 16 bits, big-endian.
func bundle(data []byte) ([][]byte, error) {
	var records [][]byte
	for len(data) > 0 {
		if len(data) < 2 || len(data)-2 < int(data[0])<<8|int(data[1]) {
			return nil, errors.New("an entry bundle is cut off")
		}
		length := int(data[0])<<8 | int(data[1])
		records = append(records, data[2:2+length])
		data = data[2+length:]
	}
	return records, nil
}
