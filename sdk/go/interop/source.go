package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"time"
)

const maxFile = 32 << 20

// source is where an exported log lies: a folder, or the URL below which a gateway serves it.
type source interface {
	// read returns a file, or an error that is fs.ErrNotExist when there is none.
	read(path string) ([]byte, error)
}

func openSource(place, token string) source {
	if strings.HasPrefix(place, "http://") || strings.HasPrefix(place, "https://") {
		client := &http.Client{
			Timeout: 30 * time.Second,
			// The token must not go elsewhere.
			CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
		}
		return web{strings.TrimRight(place, "/"), token, client}
	}
	return folder(place)
}

type folder string

func (f folder) read(path string) ([]byte, error) {
	return os.ReadFile(filepath.Join(string(f), filepath.FromSlash(path)))
}

type web struct {
	base   string
	token  string
	client *http.Client
}

func (w web) read(path string) ([]byte, error) {
	request, err := http.NewRequest(http.MethodGet, w.base+"/"+path, nil)
	if err != nil {
		return nil, err
	}
	if w.token != "" {
		request.Header.Set("Authorization", "Bearer "+w.token)
	}
	response, err := w.client.Do(request)
	if err != nil {
		return nil, err
	}
	defer response.Body.Close()
	switch response.StatusCode {
	case http.StatusOK:
	case http.StatusNotFound:
		return nil, fmt.Errorf("%s: %w", path, fs.ErrNotExist)
	default:
		return nil, fmt.Errorf("%s: status %d", path, response.StatusCode)
	}
	body, err := io.ReadAll(io.LimitReader(response.Body, maxFile+1))
	if err == nil && len(body) > maxFile {
		err = errors.New(path + ": larger than 32 MiB")
	}
	return body, err
}
