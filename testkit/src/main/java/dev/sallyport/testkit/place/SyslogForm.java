package dev.sallyport.testkit.place;

import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads syslog as RFC 5424 and RFC 5425 write it, and refuses everything else. */
public final class SyslogForm {
    private static final Pattern FORM = Pattern.compile(
            "<([0-9]{1,3})>1 (\\S+) ([!-~]{1,255}) ([!-~]{1,48}) ([!-~]{1,128}) ([!-~]{1,32}) \\[([^ =\\]\"]{1,32}@[0-9]+)((?: [^ =\\]\"]{1,32}=\"(?:[^\"\\\\\\]]|\\\\[\"\\\\\\]])*\")*)\\] \ufeff(.*)",
            Pattern.DOTALL);
    private static final Pattern PARAMETER =
            Pattern.compile(" ([^ =\\]\"]{1,32})=\"((?:[^\"\\\\\\]]|\\\\[\"\\\\\\]])*)\"");

    private SyslogForm() {}

    /** A message. */
    public record Message(int priority, String host, String id, Map<String, String> data, String text) {}

    /** The messages of a stream with octet counting. */
    public static List<byte[]> frames(byte[] stream) {
        List<byte[]> out = new ArrayList<>();
        int at = 0;
        while (at < stream.length) {
            int space = at;
            while (stream[space] != ' ') {
                need(stream[space] >= '0' && stream[space] <= '9' && space - at < 9, "no count at " + at);
                space++;
            }
            int length = Integer.parseInt(new String(stream, at, space - at, StandardCharsets.US_ASCII));
            need(length > 0 && space + 1 + length <= stream.length, "a frame of " + length + " is cut off");
            out.add(java.util.Arrays.copyOfRange(stream, space + 1, space + 1 + length));
            at = space + 1 + length;
        }
        return out;
    }

    /** Reads one. */
    public static Message read(byte[] bytes) {
        String all = new String(bytes, StandardCharsets.UTF_8);
        need(!all.contains("\ufffd"), "half a character");
        Matcher form = FORM.matcher(all);
        need(form.matches(), "no RFC 5424 message: " + all.substring(0, Math.min(200, all.length())));
        int priority = Integer.parseInt(form.group(1));
        need(priority <= 191, "priority");
        OffsetDateTime.parse(form.group(2));
        Map<String, String> data = new TreeMap<>();
        Matcher parameter = PARAMETER.matcher(form.group(8));
        while (parameter.find()) {
            data.put(parameter.group(1), parameter.group(2).replaceAll("\\\\([\"\\\\\\]])", "$1"));
        }
        return new Message(priority, form.group(3), form.group(6), data, form.group(9));
    }

    private static void need(boolean holds, String what) {
        if (!holds) {
            throw new AssertionError(what);
        }
    }
}
