package dev.sallyport.server.console;

import dev.sallyport.action.TrustLevel;
import dev.sallyport.gate.TracedArgument;
import dev.sallyport.gate.TracedArgument.Place;
import dev.sallyport.gate.TracedArgument.Standing;
import dev.sallyport.gate.approval.Approval;
import dev.sallyport.gate.facts.Facts;
import dev.sallyport.server.held.HeldForm;
import dev.sallyport.server.held.OriginWords;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where the values of a held call came from, drawn from its sources to its arguments. Where the session's content is not known, what is known
 * is said instead: what entered the session, and that any argument may have come from it.
 */
final class ArgumentOrigins {
    private static final int DRAWN = 24;
    private static final String WORDS = "the user's own words";
    private static final String NOWHERE = "nowhere that is known";

    private ArgumentOrigins() {}

    static void tell(HeldForm form, Approval approval, StringBuilder out) {
        Optional<HeldForm.Ground> ground = form.ground(approval);
        if (ground.isEmpty()) {
            return;
        }
        List<TracedArgument> traced =
                ground.get().about().because().map(b -> b.traced()).orElse(List.of());
        out.append("<section aria-labelledby=\"origins\"><h2 id=\"origins\">Where its values come from</h2>\n");
        if (traced.isEmpty()) {
            entered(ground.get().facts(), out);
        } else {
            traced(traced, out);
        }
        out.append("</section>\n");
    }

    private static void traced(List<TracedArgument> traced, StringBuilder out) {
        List<Picture.Node> nodes = new ArrayList<>();
        List<Picture.Edge> edges = new ArrayList<>();
        Map<String, Integer> sources = new LinkedHashMap<>();
        for (TracedArgument one : traced.subList(0, Math.min(DRAWN, traced.size()))) {
            int from = sources.computeIfAbsent(source(one), name -> {
                nodes.add(new Picture.Node(0, name, below(one), mark(one)));
                return nodes.size() - 1;
            });
            nodes.add(new Picture.Node(
                    1, one.argument(), one.role().wire() + ", " + one.standing().wire(), mark(one.standing())));
            edges.add(new Picture.Edge(from, nodes.size() - 1, mark(one.standing())));
        }
        new Picture("from", "From what entered the session to the arguments", nodes, edges).draw(out);
        out.append("<ol>");
        for (TracedArgument one : traced) {
            out.append("<li>")
                    .append(tag(one.standing()))
                    .append(" <strong>")
                    .append(Pages.shown(IncidentStory.cut(one.argument())))
                    .append("</strong> (")
                    .append(Html.of(one.role().wire()))
                    .append("): ")
                    .append(Html.of(OriginWords.of(one.origin())));
            one.place().ifPresent(place -> out.append(place(place)));
            out.append("</li>\n");
        }
        out.append(
                "</ol>\n<p class=\"muted\">What is merely said, such as a message's text, decides nothing and is not listed.</p>\n");
    }

    private static String place(Place place) {
        return ", result " + place.number() + " (<code>" + Pages.shown(IncidentStory.cut(place.name())) + "</code>, "
                + Html.of(words(place.trust())) + ") at <code>" + Pages.shown(IncidentStory.cut(place.path()))
                + "</code>";
    }

    private static String source(TracedArgument one) {
        return one.place()
                .map(place -> place.number() + " " + place.name())
                .orElse(one.standing() == Standing.VOUCHED ? WORDS : NOWHERE);
    }

    private static String below(TracedArgument one) {
        return one.place()
                .map(place -> words(place.trust()))
                .orElse(one.standing() == Standing.VOUCHED ? "the user" : "the agent made it");
    }

    private static Picture.Mark mark(TracedArgument one) {
        return one.place().map(place -> mark(place.trust())).orElse(mark(one.standing()));
    }

    static Picture.Mark mark(TrustLevel level) {
        return switch (level) {
            case TRUSTED_INTERNAL_SIGNED, TRUSTED_INTERNAL_UNSIGNED -> Picture.Mark.GOOD;
            case SEMI_TRUSTED_CUSTOMER, UNKNOWN -> Picture.Mark.DOUBT;
            case UNTRUSTED_EXTERNAL, MALICIOUS_SUSPECTED -> Picture.Mark.BAD;
        };
    }

    private static Picture.Mark mark(Standing standing) {
        return switch (standing) {
            case VOUCHED -> Picture.Mark.GOOD;
            case LISTED -> Picture.Mark.DOUBT;
            case UNVOUCHED -> Picture.Mark.BAD;
        };
    }

    private static String tag(Standing standing) {
        String like = switch (standing) {
            case VOUCHED -> "allow";
            case LISTED -> "medium";
            case UNVOUCHED -> "deny";
        };
        return "<span class=\"tag " + like + "\">" + standing.wire() + "</span>";
    }

    static String words(TrustLevel level) {
        return level.wire().replace('_', ' ');
    }

    /** What is known where nobody traced values. */
    private static void entered(Facts facts, StringBuilder out) {
        List<Picture.Node> nodes = new ArrayList<>();
        List<Picture.Edge> edges = new ArrayList<>();
        List<String> sources = facts.trust().sources();
        Picture.Mark weightiest = mark(facts.trust().weightiest());
        int drawn = Math.min(DRAWN, sources.size());
        for (String source : sources.subList(0, drawn)) {
            nodes.add(new Picture.Node(0, source, "entered the session", weightiest));
        }
        nodes.add(new Picture.Node(
                0,
                "what its caller says",
                words(facts.trust().stated()),
                mark(facts.trust().stated())));
        nodes.add(new Picture.Node(
                1, "the session", "weighs as " + words(facts.trust().weightiest()), weightiest));
        nodes.add(new Picture.Node(2, "every argument", "not traced", Picture.Mark.DOUBT));
        for (int i = 0; i <= drawn; i++) {
            edges.add(new Picture.Edge(i, drawn + 1, nodes.get(i).mark()));
        }
        edges.add(new Picture.Edge(drawn + 1, drawn + 2, weightiest));
        new Picture("from", "From what entered the session to the arguments", nodes, edges).draw(out);
        out.append("<ol><li>The caller says that it works under: ")
                .append(Html.of(words(facts.trust().stated())))
                .append(".</li>");
        for (TrustLevel level : facts.trust().influences()) {
            out.append("<li>It counts as under the influence of: ")
                    .append(Html.of(words(level)))
                    .append(".</li>");
        }
        for (String source : sources) {
            out.append("<li><code>")
                    .append(Pages.shown(IncidentStory.cut(source)))
                    .append("</code> brought something into the session.</li>");
        }
        out.append(
                "</ol>\n<p class=\"muted\">At this door nobody tells what was read and what the user said, so any argument may come"
                        + " from any of these. An agent that speaks for its user has each value traced:"
                        + " <code>sallyport agent vouch AGENT</code></p>\n");
    }
}
