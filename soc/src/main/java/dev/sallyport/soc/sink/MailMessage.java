package dev.sallyport.soc.sink;

import dev.sallyport.soc.notice.Notice;
import dev.sallyport.soc.notice.NoticeText;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A notice as a mail (RFC 5322, MIME). No value can end a header field: addresses have a narrow form, the subject is ASCII without
 * controls or encoded words (RFC 2047), the text is base64. The Message-ID is the same at each attempt.
 */
public final class MailMessage {
    private static final Pattern ADDRESS =
            Pattern.compile("[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9.-]{0,188}[A-Za-z0-9])?");
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("EEE, d MMM yyyy HH:mm:ss Z", Locale.ROOT)
            .withZone(ZoneOffset.UTC);
    private static final String END = "\r\n";
    private static final int PLAIN = 60;
    private static final int CHUNK = 42;

    private final Envelope envelope;

    /**
     * From whom and to whom.
     *
     * @param to at least one
     */
    public record Envelope(String from, List<String> to) {
        public Envelope {
            to = List.copyOf(to);
            if (to.isEmpty() || !isAddress(from) || !to.stream().allMatch(MailMessage::isAddress)) {
                throw new IllegalArgumentException("an address has the form name@host, without quotes or comments");
            }
        }
    }

    /** Mails between those. */
    public MailMessage(Envelope envelope) {
        this.envelope = envelope;
    }

    /** Whether it is an address of the narrow form that is taken here. */
    public static boolean isAddress(String text) {
        return ADDRESS.matcher(text).matches() && !text.contains("..");
    }

    /** The name of the mail, without angle brackets. */
    public String id(Told told) {
        return told.key() + "@" + envelope.from().substring(envelope.from().indexOf('@') + 1);
    }

    /** All of it, lines ended by CR LF, without the dots that SMTP adds. */
    public byte[] bytes(Told told) {
        Notice notice = told.notice();
        long millis = Math.max(notice.times().notifiedMillis(), notice.times().evaluatedMillis());
        List<String> head = new ArrayList<>();
        head.add("From: Sallyport <" + envelope.from() + ">");
        head.add("To: " + String.join("," + END + " ", envelope.to()));
        head.add("Subject: " + subject(NoticeText.headline(notice)));
        head.add("Date: " + DATE.format(Instant.ofEpochMilli(millis)));
        head.add("Message-ID: <" + id(told) + ">");
        if (told.isKnown()) {
            head.add("In-Reply-To: <" + told.reference() + ">");
            head.add("References: <" + told.reference() + ">");
        }
        head.add("Auto-Submitted: auto-generated");
        head.add("X-Sallyport-Severity: " + notice.severity().word());
        head.add("MIME-Version: 1.0");
        head.add("Content-Type: text/plain; charset=utf-8");
        head.add("Content-Transfer-Encoding: base64");
        String body = Base64.getMimeEncoder().encodeToString(text(notice).getBytes(StandardCharsets.UTF_8));
        return (String.join(END, head) + END + END + body + END).getBytes(StandardCharsets.US_ASCII);
    }

    private static String text(Notice notice) {
        StringBuilder out =
                new StringBuilder(NoticeText.headline(notice)).append("\n\n").append(NoticeText.page(notice));
        NoticeText.links(notice)
                .forEach(link ->
                        out.append('\n').append(link.label()).append(": ").append(link.url()));
        return out.append('\n').toString().replace("\n", END);
    }

    private static String subject(String text) {
        if (text.length() <= PLAIN && text.chars().allMatch(c -> c >= ' ' && c <= '~') && !text.contains("=?")) {
            return text;
        }
        List<String> words = new ArrayList<>();
        StringBuilder chunk = new StringBuilder();
        for (int c : text.codePoints().toArray()) {
            String next = Character.toString(c);
            if (size(chunk.toString() + next) > CHUNK) {
                words.add(word(chunk.toString()));
                chunk.setLength(0);
            }
            chunk.append(next);
        }
        words.add(word(chunk.toString()));
        return String.join(END + " ", words);
    }

    private static int size(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    private static String word(String text) {
        return "=?utf-8?B?" + Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8)) + "?=";
    }
}
