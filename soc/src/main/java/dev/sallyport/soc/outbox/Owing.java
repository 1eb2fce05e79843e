package dev.sallyport.soc.outbox;

import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.soc.notice.Kind;
import dev.sallyport.soc.notice.Notice;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A notice that is owed to a destination.
 *
 * @param createdMillis since when, in milliseconds since the epoch
 * @param dueMillis not before that time, in milliseconds since the epoch
 */
public record Owing(Key key, Notice notice, long createdMillis, long dueMillis) {
    /** What makes a message the same message, however often it is sent. */
    public record Key(TenantId tenant, String incident, String destination, int revision, Kind kind) {
        private static final String DOMAIN = "sallyport/notice/1\n";

        /** A word of 36 characters that is the same at each attempt, for receivers that drop repetitions. */
        public String text() {
            String all = DOMAIN + tenant.value() + "\n" + incident + "\n" + destination + "\n" + revision + "\n"
                    + kind.word();
            try {
                byte[] hash = MessageDigest.getInstance("SHA-256").digest(all.getBytes(StandardCharsets.UTF_8));
                return "ntc-" + HexFormat.of().formatHex(hash, 0, 16);
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("SHA-256 is missing from this Java runtime", e);
            }
        }
    }

    /** One of that notice to that destination. */
    public static Owing of(Notice notice, String destination, long nowMillis, long dueMillis) {
        Key key = new Key(notice.tenant(), notice.incident(), destination, notice.revision(), notice.kind());
        return new Owing(key, notice, nowMillis, dueMillis);
    }
}
