package dev.sallyport.gate.registry;

import dev.sallyport.gate.identity.AgentId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * A bundle on trial beside the active one. With a share of 0 it judges every call and decides none; with a share it decides
 * for that part of the agents, and its verdict is only recorded for the others.
 *
 * @param percent how many of a hundred agents it decides for, 0 to {@value #MAX_PERCENT}
 */
public record StagedPolicy(PolicySource policy, int percent) {
    /** All agents are not a trial any more: that is what promoting is for. */
    public static final int MAX_PERCENT = 99;

    private static final String DOMAIN = "sallyport/policy-share/1\n";
    private static final int HUNDRED = 100;

    public StagedPolicy {
        if (percent < 0 || percent > MAX_PERCENT) {
            throw new IllegalArgumentException("share " + percent + "; it takes 0 (log only) to " + MAX_PERCENT);
        }
    }

    /** Whether it judges everything and decides nothing. */
    public boolean logOnly() {
        return percent == 0;
    }

    /**
     * Whether it decides for that agent: by SHA-256("sallyport/policy-share/1\n" ‖ bundle digest ‖ "\n" ‖ agent id), so that the
     * same agents stay in it and a larger share only adds some.
     */
    public boolean decidesFor(AgentId agent) {
        return percent > 0 && place(agent) < percent;
    }

    private int place(AgentId agent) {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            byte[] hash =
                    sha.digest((DOMAIN + policy.digest() + "\n" + agent.value()).getBytes(StandardCharsets.UTF_8));
            return (int) Long.remainderUnsigned(ByteBuffer.wrap(hash).getLong(), HUNDRED);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is missing from this Java runtime", e);
        }
    }
}
