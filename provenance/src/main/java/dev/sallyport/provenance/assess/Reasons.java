package dev.sallyport.provenance.assess;

import dev.sallyport.provenance.catalogue.Kind;
import dev.sallyport.provenance.catalogue.Role;
import dev.sallyport.provenance.catalogue.ToolEntry;
import dev.sallyport.provenance.source.Origin;
import dev.sallyport.provenance.source.OriginKind;
import dev.sallyport.provenance.source.Source;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Puts into words what speaks against a call. The weakest value first, then what is carried, then that nobody asked. Said twice: to
 * the person who judges, with values and places, and to the agent, whose answer may be kept in the open: without either.
 */
final class Reasons {
    private static final int SHOWN = 80;

    private final ToolEntry tool;
    private final CallProvenance facts;
    private final Optional<Judged> weakest;
    private final Optional<Origin> link;
    private final Optional<String> secret;
    private final boolean toPerson;

    private Reasons(
            ToolEntry tool,
            CallProvenance facts,
            Optional<Judged> weakest,
            Optional<Origin> link,
            Optional<String> secret,
            boolean toPerson) {
        this.tool = tool;
        this.facts = facts;
        this.weakest = weakest;
        this.link = link;
        this.secret = secret;
        this.toPerson = toPerson;
    }

    static Explanation explain(
            ToolEntry tool, CallProvenance facts, List<Judged> judged, Optional<Origin> link, Optional<String> secret) {
        Optional<Judged> weakest = judged.stream()
                .filter(j -> Judged.AUTHORITY.contains(j.argument().role()) || names(tool, j))
                .max(Comparator.comparing(j -> j.origin().kind()));
        List<Origin> chain = new ArrayList<>();
        weakest.ifPresent(j -> chain.add(j.origin()));
        link.ifPresent(chain::add);
        Reasons said = new Reasons(tool, facts, weakest, link, secret, true);
        Reasons told = new Reasons(tool, facts, weakest, link, secret, false);
        List<Traced> traced = judged.stream()
                .map(j -> new Traced(j.argument().name(), j.argument().role(), j.origin()))
                .distinct()
                .limit(Explanation.MOST_TRACED)
                .toList();
        return new Explanation(said.sentence(), chain, said.permit(), told.sentence(), traced);
    }

    /** What an entry is called matters where nothing else about it could speak against it. */
    private static boolean names(ToolEntry tool, Judged judged) {
        return tool.kind() == Kind.RECORD
                && judged.argument().role() == Role.TITLE
                && judged.origin().kind().compareTo(OriginKind.MIXED) >= 0;
    }

    private boolean weak() {
        return weakest.isPresent() && weakest.get().origin().kind().compareTo(OriginKind.LISTED) >= 0;
    }

    private String sentence() {
        if (weak()) {
            return of(weakest.get());
        }
        if (secret.isPresent()) {
            String what = toPerson ? "your `" + shown(secret.get()) + "`" : "something that is for the user alone";
            return "it would carry " + what + " away, and " + user() + " asked for no such thing";
        }
        if (link.isPresent()) {
            return link.get().kind() == OriginKind.EVICTED
                    ? "what it says holds a link that is not among what is still known of this session"
                    : "what it says holds a link that stands only in " + where(link.get()) + "; " + user()
                            + " named no such address";
        }
        if (facts.asked() != CallProvenance.Asked.NONE) {
            return weakest.map(this::of).orElse("what " + user() + " said asks for `" + tool.name() + "`");
        }
        return tool.confirms().isEmpty()
                ? "nothing " + user() + " said asks for `" + tool.name() + "`"
                : "there is nothing in this session that `" + tool.name() + "` would confirm";
    }

    private String permit() {
        String call = "allow `" + tool.name() + "`";
        if (weak()) {
            Argument argument = weakest.get().argument();
            return call + " with " + argument.name() + " `" + shown(argument.text()) + "` in this session";
        }
        if (secret.isPresent() || link.isPresent()) {
            return call + " once, with exactly these arguments";
        }
        if (facts.asked() != CallProvenance.Asked.NONE) {
            return "none is needed";
        }
        return tool.confirms().isEmpty() ? call + " in this session" : "none: what it confirms must be permitted first";
    }

    private String of(Judged judged) {
        String value = "the " + judged.argument().role().wire()
                + (toPerson ? " `" + shown(judged.argument().text()) + "`" : "");
        Origin origin = judged.origin();
        return switch (origin.kind()) {
            case USER -> value + " is in " + (toPerson ? "your" : "the user's") + " own words";
            case OWN -> value + " is in a record of the user's own, " + where(origin);
            case KNOWN -> value + " is in a field the system keeps, " + where(origin);
            case NAMED -> value + " is in " + where(origin) + " and fits whom " + user() + " named";
            case RECORD -> value + " is in " + where(origin) + ", which " + user() + " named";
            case HOST -> value + " is on a host " + user() + " named";
            case WITHIN -> value + " stays within what " + user() + " named";
            case LISTED ->
                value + " is listed in " + where(origin) + ", where anyone can appear; " + user() + " did not name it";
            case GENERATED -> value + " appears nowhere in what " + user() + " said or what was read";
            case CONTESTED ->
                value + " is listed in " + where(origin) + ", but somebody else's text picks it out or may do so; "
                        + user() + " did not name it";
            case LED -> value + " was found in " + where(origin) + " by asking for what only somebody else wrote";
            case MIXED -> value + " holds a part that only somebody else wrote; " + user() + " named no such thing";
            case UNTRUSTED ->
                value + " appears only in " + where(origin) + "; " + user() + " named no such "
                        + judged.argument().role().wire();
            case EVICTED -> value + " is not among what is still known of this session";
        };
    }

    private String user() {
        return toPerson ? "you" : "the user";
    }

    private String where(Origin origin) {
        if (origin.source().isEmpty()) {
            return "what was read";
        }
        Source source = origin.source().get();
        boolean field = toPerson && !origin.path().equals("$");
        return (field ? "field `" + shown(origin.path()) + "` of " : "") + "result " + (source.number() + 1) + " (`"
                + source.name() + "`)";
    }

    /** One line, in which nothing can end the quotes it is put in. */
    private static String shown(String text) {
        String line = text.replaceAll("[\\p{Cntrl}\\p{Cf}]+", " ").replace('`', '\'');
        return line.length() <= SHOWN ? line : line.substring(0, SHOWN) + "…";
    }
}
