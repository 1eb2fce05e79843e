package dev.sallyport.connect.mcp.door;

import dev.sallyport.action.json.Json;
import dev.sallyport.connect.mcp.pin.PinOffer;
import dev.sallyport.gate.Actor;
import dev.sallyport.gate.Gate;
import dev.sallyport.gate.journal.CommitResult;
import dev.sallyport.gate.journal.Journal;
import dev.sallyport.gate.registry.RegistryChange;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Accepts a server that nobody registered as it is first seen, because whoever started the connection asked for that. Two receipts say so,
 * and the pins are marked as seen by nobody: see {@link PinOffer#unreviewed}. A server that is registered, with pins or without, is left as
 * it is, so what changed later is never accepted this way. One for each gateway; thread-safe.
 */
public final class FirstUse {
    private final Gate gate;
    private final Journal journal;
    /** Held from looking whether the server is known until it is. */
    private final ReentrantLock accepting = new ReentrantLock();

    /** Over that gate. */
    public FirstUse(Gate gate, Journal journal) {
        this.gate = gate;
        this.journal = journal;
    }

    /**
     * Registers the connection's server and pins what it offers, if nobody registered it.
     *
     * @throws IllegalStateException if it can't be recorded
     */
    void accept(OpenDoor.Connected connected, List<Json> tools) {
        accepting.lock();
        try {
            if (journal.registry()
                    .server(connected.tenant(), connected.serverKey())
                    .isPresent()) {
                return;
            }
            PinOffer offer = PinOffer.unreviewed(connected.serverKey(), tools);
            String why = "first use by agent " + connected.agent();
            record(connected, new RegistryChange.RegisterServer(connected.tenant(), connected.serverKey(), false), why);
            record(
                    connected,
                    new RegistryChange.PinTools(connected.tenant(), connected.serverKey(), offer.tools()),
                    why);
        } finally {
            accepting.unlock();
        }
    }

    private void record(OpenDoor.Connected connected, RegistryChange change, String why) {
        CommitResult result = gate.change(Actor.system(connected.tenant()), change, why);
        if (!(result instanceof CommitResult.Committed)) {
            throw new IllegalStateException("the first use of `" + connected.serverKey() + "` could not be recorded");
        }
    }
}
