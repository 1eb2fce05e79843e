package dev.sallyport.soc.life;

import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.ledger.encoding.Sha256;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Which agents belong to a canary: the same ones for every version of a rule, and a larger share only adds some. */
public final class Share {
    private static final byte[] DOMAIN = Sha256.domain("sallyport/rule-canary/1");
    private static final int HUNDRED = 100;

    private Share() {}

    /**
     * Whether the agent belongs to that share: SHA-256("sallyport/rule-canary/1\n" ‖ tenant ‖ "\n" ‖ agent ‖ "\n" ‖ rule), its first eight
     * bytes as an unsigned number modulo 100, is less than the percentage.
     *
     * @param agent empty for what concerns no agent
     */
    public static boolean holds(TenantId tenant, String agent, String rule, int percent) {
        if (percent >= HUNDRED || percent <= 0) {
            return percent > 0;
        }
        byte[] words = (tenant.value() + "\n" + agent + "\n" + rule).getBytes(StandardCharsets.UTF_8);
        long number = ByteBuffer.wrap(Sha256.of(DOMAIN, words)).getLong();
        return Long.remainderUnsigned(number, HUNDRED) < percent;
    }
}
