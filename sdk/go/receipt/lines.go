package receipt

import (
	"bufio"
	"errors"
	"io"
)

// maxLine is the longest line that is read, in bytes.
const maxLine = 2 << 20

// lines cuts a stream into lines that each end in a newline.
type lines struct {
	in     *bufio.Reader
	number int // of the line that was read last, from 1
}

// next returns the next line without its newline, or io.EOF. The line is the caller's own.
func (l *lines) next() ([]byte, error) {
	if _, err := l.in.Peek(1); err != nil {
		return nil, err
	}
	l.number++
	var line []byte
	for {
		part, err := l.in.ReadSlice('\n')
		line = append(line, part...)
		if err == nil {
			line = line[:len(line)-1]
		}
		switch {
		case len(line) > maxLine:
			return nil, at(l.number, "line_too_long", "a line has at most 2 MiB")
		case err == nil:
			return line, nil
		case errors.Is(err, io.EOF):
			return nil, at(l.number, "line_cut_off", "the last line does not end in a newline: the file was cut off")
		case !errors.Is(err, bufio.ErrBufferFull):
			return nil, err
		}
	}
}
