package dev.sallyport.soc.export;

import dev.sallyport.soc.notice.Notice;
import dev.sallyport.soc.notice.RuleName;
import java.util.LinkedHashMap;
import java.util.Map;

/** ArcSight's Common Event Format, version 0: one line, no character of which a value can forge. */
public final class Cef {
    private static final int LEAST_SPECIAL = ' ';

    private Cef() {}

    /** The notice on one line. */
    public static String of(Notice notice, Maker maker) {
        RuleName rule = notice.about().rule();
        StringBuilder out = new StringBuilder("CEF:0");
        for (String part : new String[] {
            Maker.PRODUCT,
            Maker.PRODUCT,
            maker.version(),
            rule.id(),
            notice.about().title()
        }) {
            out.append('|').append(header(part));
        }
        out.append('|').append(severity(notice)).append('|');
        String separator = "";
        for (Map.Entry<String, String> field : fields(notice, maker).entrySet()) {
            if (!field.getValue().isEmpty()) {
                out.append(separator).append(field.getKey()).append('=').append(extension(field.getValue()));
                separator = " ";
            }
        }
        return out.toString();
    }

    private static Map<String, String> fields(Notice notice, Maker maker) {
        Map<String, String> out = new LinkedHashMap<>();
        out.put("rt", Long.toString(notice.times().receivedMillis()));
        out.put("start", Long.toString(notice.times().eventMillis()));
        out.put("end", Long.toString(notice.times().evaluatedMillis()));
        out.put("act", notice.kind().word());
        out.put("cat", "incident");
        out.put("externalId", notice.incident());
        out.put("cnt", Integer.toString(Math.max(1, notice.counts().events())));
        out.put("suser", notice.about().agent());
        out.put("dvchost", maker.host());
        notice.links().console().ifPresent(url -> out.put("request", url.toString()));
        label(out, 1, "ruleAuthor", notice.about().rule().author());
        label(out, 2, "ruleDigest", notice.about().rule().digest());
        label(out, 3, "team", notice.about().team());
        label(out, 4, "receipts", String.join(" ", notice.receipts()));
        label(out, 5, "tenant", notice.tenant().value());
        label(out, 6, "revision", Integer.toString(notice.revision()));
        out.put("msg", notice.about().sentence());
        return out;
    }

    private static void label(Map<String, String> out, int number, String label, String value) {
        if (!value.isEmpty()) {
            out.put("cs" + number + "Label", label);
            out.put("cs" + number, value);
        }
    }

    private static int severity(Notice notice) {
        return switch (notice.severity()) {
            case CRITICAL -> 10;
            case HIGH -> 8;
            case MEDIUM -> 5;
            case LOW -> 3;
            case INFO -> 1;
        };
    }

    private static String header(String text) {
        return flat(text).replace("\\", "\\\\").replace("|", "\\|");
    }

    private static String extension(String text) {
        return text.replace("\\", "\\\\")
                .replace("=", "\\=")
                .replace("\r", "\\r")
                .replace("\n", "\\n");
    }

    private static String flat(String text) {
        StringBuilder out = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            out.append(c < LEAST_SPECIAL ? ' ' : c);
        }
        return out.toString();
    }
}
