package dev.sallyport.connect.mcp.proxy;

import dev.sallyport.connect.mcp.door.GateDoor;
import dev.sallyport.connect.mcp.tool.Comparison;
import dev.sallyport.connect.mcp.tool.Observation;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Whether this connection serves at all. It does not start while a pinned tool is missing, and a strict server stops when one of its pinned
 * tools drifts or goes missing. It goes on by itself once what is offered is what is pinned. Thread-safe.
 */
final class Workload {
    /** Why nothing is served. */
    record Stop(String code, String sentence) {}

    private final GateDoor door;
    private final Wire wire;
    private final AtomicReference<Optional<Stop>> told = new AtomicReference<>(Optional.empty());
    private volatile boolean started;

    Workload(GateDoor door, Wire wire) {
        this.door = door;
        this.wire = wire;
    }

    /** Why nothing is served, given what the server offers. Tells people when that changes. */
    Optional<Stop> stop(Observation seen) {
        Comparison comparison = Comparison.of(door.server(), seen);
        Optional<Stop> stop = stop(comparison);
        if (comparison.missing().isEmpty()) {
            started = true;
        }
        if (!told.getAndSet(stop).equals(stop)) {
            stop.ifPresent(s -> wire.outlet().notice("server `" + door.serverKey() + "`: " + s.sentence()));
        }
        return stop;
    }

    private Optional<Stop> stop(Comparison comparison) {
        if (!started && !comparison.missing().isEmpty()) {
            return Optional.of(new Stop(
                    "pinned_tool_missing",
                    "not started, because pinned tools are not offered (" + comparison.summary()
                            + "); an operator must look at the server and pin it again, with --client if it offers them only"
                            + " to clients that can do more than this one"));
        }
        if (comparison.stopsWorkload()) {
            return Optional.of(new Stop(
                    "workload_stopped",
                    "stopped, because tools of this strict server are not what an operator pinned ("
                            + comparison.summary() + "); an operator must look at them and pin it again"));
        }
        return Optional.empty();
    }
}
