package dev.sallyport.soc.export;

import dev.sallyport.soc.notice.Notice;
import dev.sallyport.soc.notice.Severity;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * Syslog messages (RFC 5424) for TLS with octet counting (RFC 5425): facility 13, log audit. A message over the limit is cut inside
 * its text and says so in its structured data ({@code is_truncated}, {@code untruncated_size}).
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc5424">RFC 5424 section 6</a>
 */
public final class Syslog {
    /** What every receiver over TLS has to take (RFC 5425 section 4.3.1). */
    public static final int LEAST_LIMIT = 2_048;

    private static final int FACILITY = 13;
    /** Of IANA's range for documentation (RFC 5612): the project has no number of its own. */
    private static final String SD_ID = "sallyport@32473";

    private static final byte[] BOM = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};

    private Syslog() {}

    /**
     * The notice's message.
     *
     * @param text what stands in the message: words, CEF or JSON
     * @param limitBytes what the receiver takes, at least {@link #LEAST_LIMIT}
     */
    public static byte[] message(Notice notice, Maker maker, String text, int limitBytes) {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        byte[] head = head(notice, maker, -1);
        if (head.length + BOM.length + body.length <= limitBytes) {
            return joined(head, body, body.length);
        }
        byte[] cut = head(notice, maker, body.length);
        int room = Math.max(0, limitBytes - cut.length - BOM.length);
        return joined(cut, body, whole(body, Math.min(room, body.length)));
    }

    /** The message as it goes over a stream: its length, a space and itself (RFC 5425 section 4.3). */
    public static byte[] framed(byte[] message) {
        byte[] count = (message.length + " ").getBytes(StandardCharsets.US_ASCII);
        ByteArrayOutputStream out = new ByteArrayOutputStream(count.length + message.length);
        out.writeBytes(count);
        out.writeBytes(message);
        return out.toByteArray();
    }

    private static byte[] joined(byte[] head, byte[] body, int length) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(head.length + BOM.length + length);
        out.writeBytes(head);
        out.writeBytes(BOM);
        out.write(body, 0, length);
        return out.toByteArray();
    }

    /** The longest prefix that does not end within a character. */
    private static int whole(byte[] utf8, int length) {
        int end = length;
        while (end > 0 && end < utf8.length && (utf8[end] & 0xc0) == 0x80) {
            end--;
        }
        return end;
    }

    /** @param cutFrom how many bytes the whole text has, or -1 if all of it is there */
    private static byte[] head(Notice notice, Maker maker, int cutFrom) {
        String time = Instant.ofEpochMilli(notice.times().evaluatedMillis())
                .truncatedTo(ChronoUnit.MILLIS)
                .toString();
        StringBuilder out = new StringBuilder(256)
                .append('<')
                .append(FACILITY * 8 + priority(notice.severity()))
                .append(">1 ")
                .append(time)
                .append(' ')
                .append(maker.host())
                .append(" sallyport - incident-")
                .append(notice.kind().word())
                .append(" [")
                .append(SD_ID);
        parameter(out, "tenant", notice.tenant().value());
        parameter(out, "incident", notice.incident());
        parameter(out, "revision", Integer.toString(notice.revision()));
        parameter(out, "severity", notice.severity().word());
        parameter(out, "rule", notice.about().rule().id());
        parameter(out, "author", notice.about().rule().author());
        if (cutFrom >= 0) {
            parameter(out, "is_truncated", "true");
            parameter(out, "untruncated_size", Integer.toString(cutFrom));
        }
        return out.append("] ").toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void parameter(StringBuilder out, String name, String value) {
        out.append(' ')
                .append(name)
                .append("=\"")
                .append(value.replace("\\", "\\\\").replace("\"", "\\\"").replace("]", "\\]"))
                .append('"');
    }

    private static int priority(Severity severity) {
        return switch (severity) {
            case CRITICAL -> 2;
            case HIGH -> 3;
            case MEDIUM -> 4;
            case LOW -> 5;
            case INFO -> 6;
        };
    }
}
