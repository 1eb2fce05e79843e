package sallyport

import (
	"context"
	"math/rand/v2"
	"time"
)

// clock is time and chance as the client sees them, so that tests need no sleep.
type clock interface {
	now() time.Time
	sleep(ctx context.Context, d time.Duration) error
	withTimeout(ctx context.Context, d time.Duration) (context.Context, context.CancelFunc)
	// chance returns a number from 0 to below 1.
	chance() float64
}

type systemClock struct{}

func (systemClock) now() time.Time { return time.Now() }

func (systemClock) sleep(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

func (systemClock) withTimeout(ctx context.Context, d time.Duration) (context.Context, context.CancelFunc) {
	return context.WithTimeout(ctx, d)
}

func (systemClock) chance() float64 { return rand.Float64() }
