package sallyport

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"net"
	"net/http"
	"net/url"
	"strings"
	"time"

	"sallyport.dev/sdk/go/canon"
)

// Config says which gateway a Client speaks to, as whom, and for how long.
type Config struct {
	// URL of the gateway, such as http://127.0.0.1:7171. Plain http is taken for loopback addresses only, unless
	// AllowPlaintext is set: the token would be readable on the way.
	URL            string
	Token          Secret
	AllowPlaintext bool

	// AgentID is the id or key that the agent was registered with; Authorize and Protect need it.
	AgentID     string
	Environment string // of the agent, optional
	Session     string // of the calls, optional; else the gateway takes the agent

	// Scheme is the one the agent was registered with; the default is aegis-jcs-1, as the gateway's is.
	Scheme canon.Scheme

	// AttemptTimeout bounds one request (default 10 s), Timeout one call with all its retries (default 30 s), and
	// ApprovalTimeout the wait for people (default 15 min).
	AttemptTimeout  time.Duration
	Timeout         time.Duration
	ApprovalTimeout time.Duration
	// PollInterval is the most that passes between two looks at an approval (default 2 s).
	PollInterval time.Duration

	// HTTP is the transport; the default is http.DefaultTransport. Redirects are never followed.
	HTTP http.RoundTripper

	// OnUnreported is told when a function ran and its outcome could not be reported. The outcome is not sent again.
	OnUnreported func(decisionID string, err error)
}

// Client speaks a gateway's API. It is made by New and may be used by several goroutines. Its printed form holds no secret.
type Client struct {
	config Config
	base   string
	http   *http.Client
	clock  clock
	newID  func() string
}

// New checks a configuration and returns its client. It does not connect.
func New(config Config) (*Client, error) {
	base, err := url.Parse(config.URL)
	if err != nil || base.Host == "" || base.Scheme != "http" && base.Scheme != "https" {
		return nil, errors.New("sallyport: URL must read http(s)://host")
	}
	if base.User != nil || base.RawQuery != "" || base.Fragment != "" {
		return nil, errors.New("sallyport: URL must hold no credential, query or fragment")
	}
	if base.Scheme == "http" && !config.AllowPlaintext && !isLoopback(base.Hostname()) {
		return nil, errors.New("sallyport: plain http sends the token readably; use https, or set AllowPlaintext")
	}
	if strings.ContainsFunc(config.Token.Reveal(), func(r rune) bool { return r <= ' ' || r > '~' }) {
		return nil, errors.New("sallyport: the token must be printable ASCII without spaces")
	}
	if config.Scheme == "" {
		config.Scheme = canon.AegisJCS1
	}
	if config.Scheme != canon.AegisJCS1 && config.Scheme != canon.SallyportJCS2 {
		return nil, errors.New("sallyport: Scheme must be aegis-jcs-1 or sallyport-jcs-2")
	}
	setDefault(&config.AttemptTimeout, 10*time.Second)
	setDefault(&config.Timeout, 30*time.Second)
	setDefault(&config.ApprovalTimeout, 15*time.Minute)
	setDefault(&config.PollInterval, 2*time.Second)
	return &Client{
		config: config,
		base:   strings.TrimRight(base.String(), "/"),
		http: &http.Client{
			Transport: config.HTTP,
			// A redirected POST would become a GET, and the token would go elsewhere.
			CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
		},
		clock: systemClock{},
		newID: randomID,
	}, nil
}

func setDefault(d *time.Duration, value time.Duration) {
	if *d <= 0 {
		*d = value
	}
}

func isLoopback(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}

// randomID returns 128 random bits, so that an id is never used for two actions.
func randomID() string {
	var bits [16]byte
	if _, err := rand.Read(bits[:]); err != nil {
		panic("sallyport: no randomness: " + err.Error()) // an id that repeats would be a licence
	}
	return "go-" + hex.EncodeToString(bits[:])
}

// String returns where the client goes.
func (c *Client) String() string { return "sallyport.Client(" + c.base + ")" }

// GoString returns what String does.
func (c *Client) GoString() string { return c.String() }

// within bounds a call and all its retries.
func (c *Client) within(ctx context.Context) (context.Context, context.CancelFunc) {
	return c.clock.withTimeout(ctx, c.config.Timeout)
}
