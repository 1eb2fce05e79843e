package dev.sallyport.soc.narrative;

import dev.sallyport.text.visible.Visible;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Names and times inside sentences. */
final class Spoken {
    private static final int MOST = 60;
    private static final long SECOND = 1_000;
    private static final long MINUTE = 60 * SECOND;

    private Spoken() {}

    /** A name that an agent, a server or a person chose, between quotes of its own: marked, short, and without a quote or a fence in it. */
    static String name(String text) {
        String marked = Visible.strict(text)
                .replace('"', '\'')
                .replace('<', '(')
                .replace('>', ')')
                .replace('[', '(')
                .replace(']', ')');
        return '"' + (marked.length() <= MOST ? marked : marked.substring(0, MOST) + "...") + '"';
    }

    /** A moment, to the second, in UTC. */
    static String at(long millis) {
        return Instant.ofEpochMilli(millis).truncatedTo(ChronoUnit.SECONDS).toString();
    }

    /** How long. */
    static String span(long millis) {
        if (millis < SECOND) {
            return millis + " ms";
        }
        return millis < 2 * MINUTE ? millis / SECOND + " s" : millis / MINUTE + " min";
    }

    /** {@code 1 alert}, {@code 3 alerts}. */
    static String count(long count, String one) {
        return count + " " + one + (count == 1 ? "" : "s");
    }
}
