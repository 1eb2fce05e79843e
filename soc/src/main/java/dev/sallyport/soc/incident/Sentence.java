package dev.sallyport.soc.incident;

import java.util.SortedSet;

/** Says an incident in one sentence, from its chapters and nothing else. */
final class Sentence {
    private static final long SECOND = 1_000;
    private static final long MINUTE = 60 * SECOND;

    private Sentence() {}

    static String of(Incident incident) {
        StringBuilder out = new StringBuilder();
        out.append(who(incident.radius()));
        int shown = Math.min(3, incident.chapters().size());
        for (int i = 0; i < shown; i++) {
            Chapter chapter = incident.chapters().get(i);
            out.append(
                    i == 0
                            ? ": "
                            : i == shown - 1 && shown == incident.chapters().size() ? ", then " : ", ");
            out.append(chapter.rule().title());
            if (chapter.count() > 1) {
                out.append(" (").append(chapter.count()).append(" times)");
            }
        }
        int rest = incident.chapters().size() - shown;
        if (rest > 0) {
            out.append(" and ").append(rest).append(rest == 1 ? " more rule" : " more rules");
        }
        long last = incident.chapters().stream()
                .mapToLong(Chapter::lastMillis)
                .max()
                .orElse(incident.times().first());
        long span = last - incident.times().first();
        if (span >= SECOND) {
            out.append(", within ").append(span(span));
        }
        return out.append('.').toString();
    }

    private static String who(Radius radius) {
        if (!radius.agents().isEmpty()) {
            return named("Agent", "agents", radius.agents());
        }
        if (!radius.people().isEmpty()) {
            return named("Person", "people", radius.people());
        }
        if (!radius.servers().isEmpty()) {
            return named("Server", "servers", radius.servers());
        }
        return "The gateway";
    }

    private static String named(String one, String many, SortedSet<String> names) {
        return names.size() == 1
                ? one + " " + names.first()
                : names.size() + " " + many + " (" + names.first() + " and others)";
    }

    private static String span(long millis) {
        return millis < 2 * MINUTE ? millis / SECOND + " s" : millis / MINUTE + " min";
    }
}
