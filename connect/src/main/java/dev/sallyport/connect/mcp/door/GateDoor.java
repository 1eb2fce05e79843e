package dev.sallyport.connect.mcp.door;

import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.connect.broker.SecretUnavailable;
import dev.sallyport.connect.mcp.secret.References;
import dev.sallyport.gate.Outcome;
import dev.sallyport.gate.decision.ReasonCode;
import dev.sallyport.gate.identity.ApprovalId;
import dev.sallyport.gate.registry.PinnedTool;
import dev.sallyport.gate.registry.Server;
import dev.sallyport.gate.session.Entered;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Supplier;

/** The gate as one connection sees it: agent, session and server are settled. Thread-safe; calls may block. */
public interface GateDoor {
    /** The key under which the connection's server is registered; the tool of every action. */
    String serverKey();

    /** The connection's server and its pins as they stand now; empty if nobody registered it. */
    Optional<Server> server();

    /**
     * Why nothing at all may pass at the moment, judged or not: the server is quarantined, or its agent or session is
     * stopped.
     */
    default Optional<ReasonCode> halted() {
        return server().filter(Server::quarantined).map(server -> ReasonCode.SERVER_QUARANTINED);
    }

    /** Judges and records. */
    Verdict authorize(Asked asked);

    /**
     * Judges a held action again, now that people agreed, and claims the approval. At most one claim is released.
     *
     * @param dispatch the canonical parameters that would be sent; others than the held ones are refused
     */
    Verdict claim(ApprovalId approval, byte[] dispatch);

    /** Ends a held action that can't run any more, so that nobody is asked about it in vain. Does nothing to one that is over. */
    void withdraw(ApprovalId approval);

    /** Hears everything the server offers, whenever the gateway looked; before anything is compared with it. */
    default void listed(List<Json> tools) {}

    /** Why a call of that tool may not hold the references to secrets that its arguments hold. Without secrets none may. */
    default Optional<ReasonCode> secretFault(String tool, JsonObject arguments) {
        return References.isIn(arguments) ? Optional.of(ReasonCode.SECRET_SCOPE) : Optional.empty();
    }

    /** How many secrets of which kind would be put into a call of that tool, in place of placeholders that the session was given. */
    default SortedMap<String, Integer> restorable(String tool, JsonObject arguments) {
        return Collections.emptySortedMap();
    }

    /**
     * The parameters of a released call as they are sent, with secrets instead of references and of the placeholders its record names.
     *
     * @param bytes the canonical parameters that were judged
     * @throws SecretUnavailable if one can't be had: then nothing may be sent
     */
    default byte[] filled(Release release, String tool, JsonObject params, byte[] bytes) throws SecretUnavailable {
        return bytes;
    }

    /** What the server said, without any secret that it was given. */
    default byte[] clean(byte[] frame) {
        return frame;
    }

    /** Whether nothing the release relied on has moved; to be asked directly before dispatch. */
    boolean stillReleasable(Release release);

    /**
     * Records what became of a release, once.
     *
     * @param outputHash SHA-256 of the answer's bytes, hex, if there was an answer
     */
    void report(Release release, Outcome.Status status, Optional<String> outputHash);

    /**
     * Takes in what a release answered, before the client hears of it.
     *
     * @param answer asked for only if the session's content is kept
     */
    default void answered(Release release, Supplier<Entered> answer) {}

    /**
     * Has the shields look at an answer, before the client hears of it.
     *
     * @param action the tool or operation that was answered
     * @param content the answer
     */
    default Seen seen(String action, Json content) {
        return Seen.AS_IT_CAME;
    }

    /** Takes in text of the server's that answers no call, before the client hears of it; asked for only if the session's content is kept. */
    default void overheard(Supplier<String> text) {}

    /** Whether a tool that a person accepted of another server has a name that can be taken for this one's, and is another tool. */
    default boolean pinnedElsewhere(PinnedTool tool) {
        return false;
    }

    /** Where to wait for people. */
    ApprovalWatch approvals();

    /**
     * Whether policy denies this agent the tool whatever its arguments, so that it need not be shown. A wrong no is harmless: the call is
     * judged anyway.
     */
    default boolean deniesOutright(PinnedTool tool) {
        return false;
    }
}
