package dev.sallyport.connect.hook;

import java.nio.charset.StandardCharsets;

/**
 * What a gateway puts on its answers to hooks, so that the script that asked can tell them from those of another server on the same port.
 * Only who was shown the agent's token, or keeps its hash, can make it; it is no proof against somebody who is asked in the gateway's
 * place, which the check that the gateway's process is alive is there for.
 */
public final class HookMark {
    /** The header field that holds it. */
    public static final String FIELD = "Sallyport-Hook";

    private static final int LENGTH = 32;

    private HookMark() {}

    /** The mark of the agent whose token has that SHA-256, lower-case hex. */
    public static String of(String tokenHash) {
        return HostTools.sha256(("sallyport/hook/1\n" + tokenHash).getBytes(StandardCharsets.US_ASCII))
                .substring(0, LENGTH);
    }
}
