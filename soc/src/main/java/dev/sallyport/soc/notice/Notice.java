package dev.sallyport.soc.notice;

import dev.sallyport.gate.identity.TenantId;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * One revision of one incident, as it may be told outside: categories, names, numbers and the ids of receipts, never the
 * contents of an action. Whoever makes one cuts and marks its texts first ({@link Bounded#line}); a wrong one can't be made.
 *
 * @param incident the incident's id, 1 to 80 letters, digits and {@code . _ : -}
 * @param revision 1 and up, grows with every change of the incident
 * @param acknowledged whether a person took it
 * @param receipts ids of the receipts that prove it, at most 20
 */
public record Notice(
        TenantId tenant,
        String incident,
        int revision,
        Kind kind,
        boolean acknowledged,
        Severity severity,
        About about,
        Counts counts,
        Times times,
        Links links,
        List<String> receipts) {
    /** How many receipts a notice names; {@link Counts#receipts} counts all. */
    public static final int MOST_RECEIPTS = 20;

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9._:-]{1,80}");

    public Notice {
        receipts = List.copyOf(receipts);
        if (!ID.matcher(incident).matches()) {
            throw new IllegalArgumentException("an incident is named by 1 to 80 letters, digits or . _ : -");
        }
        Limits.least("a revision", revision, 1);
        if (receipts.size() > MOST_RECEIPTS) {
            throw new IllegalArgumentException("a notice names at most 20 receipts, not " + receipts.size());
        }
        for (String receipt : receipts) {
            if (!ID.matcher(receipt).matches()) {
                throw new IllegalArgumentException("a receipt is named by 1 to 80 letters, digits or . _ : -");
            }
        }
    }

    /**
     * What it is about.
     *
     * @param title up to 200 characters
     * @param sentence what happened, in one sentence of up to 600 characters
     * @param agent the agent's name, up to 120 characters
     * @param team who owns it, up to 80 characters; tags the ticket
     */
    public record About(String title, String sentence, RuleName rule, String agent, String team) {
        public About {
            Limits.text("a title", title, 1, 200);
            Limits.text("a sentence", sentence, 1, 600);
            Limits.text("an agent's name", agent, 0, 120);
            Limits.text("a team's name", team, 1, 80);
        }
    }

    /**
     * How much of it there is.
     *
     * @param alerts matches of rules in the incident
     * @param events events behind them
     * @param receipts all receipts behind them, named or not
     * @param merged notices and incidents that were not told one by one and stand in this one
     */
    public record Counts(int alerts, int events, int receipts, int merged) {
        public Counts {
            Limits.least("a count", Math.min(Math.min(alerts, events), Math.min(receipts, merged)), 0);
        }
    }

    /**
     * When, in milliseconds since the epoch, so that everybody sees where time was lost.
     *
     * @param eventMillis when the first event happened
     * @param receivedMillis when it reached the detector
     * @param evaluatedMillis when the rule matched
     * @param notifiedMillis when this notice was handed over to be told; 0 before that
     */
    public record Times(long eventMillis, long receivedMillis, long evaluatedMillis, long notifiedMillis) {
        public Times {
            Limits.least(
                    "a time",
                    Math.min(Math.min(eventMillis, receivedMillis), Math.min(evaluatedMillis, notifiedMillis)),
                    0);
        }
    }

    /** Where to read on; addresses of http or https with at most 500 characters. */
    public record Links(Optional<URI> console, Optional<URI> metrics, Optional<URI> logs, Optional<URI> runbook) {
        private static final int LONGEST = 500;

        public Links {
            Stream.of(console, metrics, logs, runbook).flatMap(Optional::stream).forEach(Links::check);
        }

        private static void check(URI url) {
            boolean web = "https".equals(url.getScheme()) || "http".equals(url.getScheme());
            if (!web || url.getHost() == null || url.toString().length() > LONGEST) {
                throw new IllegalArgumentException("a link is http:// or https:// with at most 500 characters");
            }
        }

        /** None. */
        public static final Links NONE =
                new Links(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** The same as another kind. */
    public Notice as(Kind next) {
        return new Notice(
                tenant, incident, revision, next, acknowledged, severity, about, counts, times, links, receipts);
    }

    /** The same, handed over at that time in milliseconds since the epoch. */
    public Notice notifiedAt(long millis) {
        Times at = new Times(times.eventMillis(), times.receivedMillis(), times.evaluatedMillis(), millis);
        return new Notice(tenant, incident, revision, kind, acknowledged, severity, about, counts, at, links, receipts);
    }
}
