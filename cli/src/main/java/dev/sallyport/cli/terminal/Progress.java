package dev.sallyport.cli.terminal;

import java.util.function.LongSupplier;

/**
 * A bar on standard error for work that takes longer than two seconds; silent when no person watches. Confined to one thread.
 */
public final class Progress implements AutoCloseable {
    private static final long FIRST_NANOS = 2_000_000_000L;
    private static final long EVERY_NANOS = 100_000_000L;
    private static final int WIDTH = 30;

    private final Terminal terminal;
    private final String what;
    private final long total;
    private final LongSupplier ticker;
    private long due;
    private boolean shown;

    /** Work of that many steps. */
    public Progress(Terminal terminal, String what, long total) {
        this(terminal, what, total, System::nanoTime);
    }

    Progress(Terminal terminal, String what, long total, LongSupplier ticker) {
        this.terminal = terminal;
        this.what = what;
        this.total = Math.max(total, 1);
        this.ticker = ticker;
        this.due = ticker.getAsLong() + FIRST_NANOS;
    }

    /** So many steps are done. */
    public void at(long done) {
        if (!terminal.interactive()) {
            return;
        }
        long now = ticker.getAsLong();
        if (now - due < 0) {
            return;
        }
        due = now + EVERY_NANOS;
        shown = true;
        int filled = (int) Math.min(WIDTH, WIDTH * done / total);
        String bar = "#".repeat(filled) + "-".repeat(WIDTH - filled);
        terminal.err().print("\r" + what + " [" + bar + "] " + 100 * Math.min(done, total) / total + " %");
        terminal.err().flush();
    }

    @Override
    public void close() {
        if (shown) {
            terminal.err().print("\r\u001b[K");
            terminal.err().flush();
        }
    }
}
