package dev.sallyport.connect.link;

import java.time.Instant;
import java.util.Optional;

/**
 * Names the session of an agent host, so that all servers one host starts share it: the host's process id and the time it started, which
 * together name one process of this machine until it restarts.
 */
public final class HostSession {
    private HostSession() {}

    /**
     * The session.
     *
     * @param named {@code SALLYPORT_SESSION}, if it is set and not empty
     * @param self the shim's process; its parent is the host. A shim whose parent is gone or hidden has a session of its own.
     */
    public static String name(Optional<String> named, ProcessHandle self) {
        return named.filter(n -> !n.isEmpty())
                .orElseGet(() -> derived(self.parent())
                        .orElseGet(() -> derived(Optional.of(self)).orElse("pid-" + self.pid())));
    }

    private static Optional<String> derived(Optional<ProcessHandle> host) {
        return host.flatMap(
                h -> h.info().startInstant().map(Instant::toEpochMilli).map(start -> "host-" + h.pid() + "-" + start));
    }
}
