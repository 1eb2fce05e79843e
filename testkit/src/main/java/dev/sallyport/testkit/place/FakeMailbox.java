package dev.sallyport.testkit.place;

import java.nio.charset.StandardCharsets;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Mails as they arrive, checked against RFC 5322, RFC 2045 and RFC 2047. Like most mailboxes it shows one Message-ID once. */
public final class FakeMailbox {
    private static final int LONGEST_LINE = 998;
    private static final Pattern WORD = Pattern.compile("=\\?utf-8\\?B\\?([A-Za-z0-9+/=]{1,60})\\?=");

    private final List<Mail> mails = new ArrayList<>();
    private final SortedMap<String, Integer> came = new TreeMap<>();

    /**
     * A mail.
     *
     * @param fields by lower-case name, unfolded
     * @param subject decoded
     */
    public record Mail(Map<String, String> fields, String subject, String text) {}

    /** Takes one; fails what is not well formed. */
    public synchronized Mail take(byte[] bytes) {
        String all = new String(bytes, StandardCharsets.US_ASCII);
        need(
                all.getBytes(StandardCharsets.US_ASCII).length == bytes.length
                        && all.chars().allMatch(c -> c < 127),
                "8 bit");
        need(!all.replace("\r\n", "").contains("\n") && !all.replace("\r\n", "").contains("\r"), "a bare line end");
        for (String line : all.split("\r\n", -1)) {
            need(line.length() <= LONGEST_LINE, "a line of " + line.length());
        }
        int end = all.indexOf("\r\n\r\n");
        need(end > 0, "no end of the header");
        Map<String, String> fields = fields(all.substring(0, end));
        for (String name : List.of("from", "to", "subject", "date", "message-id", "mime-version", "auto-submitted")) {
            need(fields.containsKey(name), "no " + name);
        }
        ZonedDateTime.parse(fields.getOrDefault("date", ""), DateTimeFormatter.RFC_1123_DATE_TIME);
        String id = fields.getOrDefault("message-id", "");
        need(id.matches("<[^<>@\\s]+@[^<>@\\s]+>"), "message-id " + id);
        need("base64".equals(fields.get("content-transfer-encoding")), "encoding");
        String text = new String(Base64.getMimeDecoder().decode(all.substring(end + 4)), StandardCharsets.UTF_8);
        Mail mail = new Mail(fields, subject(fields.getOrDefault("subject", "")), text);
        if (came.merge(id, 1, Integer::sum) == 1) {
            mails.add(mail);
        }
        return mail;
    }

    private static Map<String, String> fields(String head) {
        Map<String, String> out = new TreeMap<>();
        for (String field : head.replaceAll("\r\n[ \t]", " ").split("\r\n")) {
            Matcher form = Pattern.compile("([!-9;-~]+): (.*)").matcher(field);
            need(form.matches(), "field `" + field + "`");
            need(out.put(form.group(1).toLowerCase(Locale.ROOT), form.group(2)) == null, form.group(1) + " twice");
        }
        return out;
    }

    private static String subject(String raw) {
        Matcher word = WORD.matcher(raw);
        if (!raw.startsWith("=?")) {
            return raw;
        }
        StringBuilder out = new StringBuilder();
        while (word.find()) {
            out.append(new String(Base64.getDecoder().decode(word.group(1)), StandardCharsets.UTF_8));
        }
        return out.toString();
    }

    private static void need(boolean holds, String what) {
        if (!holds) {
            throw new AssertionError(what);
        }
    }

    /** What people see. */
    public synchronized List<Mail> mails() {
        return List.copyOf(mails);
    }
}
