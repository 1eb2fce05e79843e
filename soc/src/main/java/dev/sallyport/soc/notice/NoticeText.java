package dev.sallyport.soc.notice;

import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A notice in words, the same wherever it is read. */
public final class NoticeText {
    private NoticeText() {}

    /** A label and what it says. */
    public record Fact(String label, String value) {}

    /** A link and what it is called. */
    public record Link(String label, URI url) {}

    /** One line: severity, what became of it, and the title. At most 250 characters. */
    public static String headline(Notice notice) {
        String state = notice.kind() == Kind.UPDATED && notice.acknowledged()
                ? "acknowledged"
                : notice.kind().word();
        return "[" + notice.severity().word() + "] " + state + ": "
                + notice.about().title();
    }

    /** Everything else, in the order in which people ask. */
    public static List<Fact> facts(Notice notice) {
        List<Fact> out = new ArrayList<>();
        out.add(new Fact("incident", notice.incident() + " revision " + notice.revision()));
        out.add(new Fact("tenant", notice.tenant().value()));
        if (!notice.about().agent().isEmpty()) {
            out.add(new Fact("agent", notice.about().agent()));
        }
        out.add(new Fact("team", notice.about().team()));
        out.add(new Fact("rule", notice.about().rule().shown()));
        if (!notice.about().rule().digest().isEmpty()) {
            out.add(new Fact("rule digest", notice.about().rule().digest()));
        }
        Notice.Counts counts = notice.counts();
        out.add(new Fact(
                "counts",
                counts.alerts() + " alerts, " + counts.events() + " events, " + counts.receipts() + " receipts"
                        + (counts.merged() > 0 ? ", " + counts.merged() + " not told one by one" : "")));
        time(out, "event", notice.times().eventMillis());
        time(out, "received", notice.times().receivedMillis());
        time(out, "evaluated", notice.times().evaluatedMillis());
        time(out, "notified", notice.times().notifiedMillis());
        if (!notice.receipts().isEmpty()) {
            out.add(new Fact("receipts", String.join(" ", notice.receipts())));
        }
        return List.copyOf(out);
    }

    private static void time(List<Fact> out, String label, long millis) {
        if (millis > 0) {
            out.add(new Fact(label, Instant.ofEpochMilli(millis).toString()));
        }
    }

    /** The sentence and the facts, a line each. */
    public static String page(Notice notice) {
        StringBuilder out = new StringBuilder(notice.about().sentence()).append('\n');
        for (Fact fact : facts(notice)) {
            out.append('\n').append(fact.label()).append(": ").append(fact.value());
        }
        return out.toString();
    }

    /** The links there are. */
    public static List<Link> links(Notice notice) {
        List<Link> out = new ArrayList<>();
        link(out, "console", notice.links().console());
        link(out, "metrics", notice.links().metrics());
        link(out, "logs", notice.links().logs());
        link(out, "runbook", notice.links().runbook());
        return List.copyOf(out);
    }

    private static void link(List<Link> out, String label, Optional<URI> url) {
        url.ifPresent(there -> out.add(new Link(label, there)));
    }
}
