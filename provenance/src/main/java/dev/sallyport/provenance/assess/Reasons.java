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

/** Puts into words what speaks against a call. The weakest value first, then what is carried, then that nobody asked. */
final class Reasons {
    private static final int SHOWN = 80;

    private Reasons() {}

    static Explanation explain(
            ToolEntry tool, CallProvenance facts, List<Judged> judged, Optional<Origin> link, Optional<String> secret) {
        List<Origin> chain = new ArrayList<>();
        Optional<Judged> weakest = judged.stream()
                .filter(j -> Judged.AUTHORITY.contains(j.argument().role()) || names(tool, j))
                .max(Comparator.comparing(j -> j.origin().kind()));
        weakest.ifPresent(j -> chain.add(j.origin()));
        link.ifPresent(chain::add);
        if (weakest.isPresent() && weakest.get().origin().kind().compareTo(OriginKind.LISTED) >= 0) {
            return new Explanation(sentence(weakest.get()), chain, permit(tool, weakest.get()));
        }
        if (secret.isPresent()) {
            return new Explanation(
                    "it would carry your `" + secret.get() + "` away, and you asked for no such thing",
                    chain,
                    "allow `" + tool.name() + "` once, with exactly these arguments");
        }
        if (link.isPresent()) {
            return new Explanation(
                    "what it says holds a link that stands only in " + where(link.get())
                            + "; you named no such address",
                    chain,
                    "allow `" + tool.name() + "` once, with exactly these arguments");
        }
        if (facts.asked() == CallProvenance.Asked.NONE && !tool.confirms().isEmpty()) {
            return new Explanation(
                    "there is nothing in this session that `" + tool.name() + "` would confirm",
                    chain,
                    "none: what it confirms must be permitted first");
        }
        if (facts.asked() == CallProvenance.Asked.NONE) {
            return new Explanation(
                    "nothing you said asks for `" + tool.name() + "`",
                    chain,
                    "allow `" + tool.name() + "` in this session");
        }
        return new Explanation(
                weakest.map(Reasons::sentence).orElse("what you said asks for `" + tool.name() + "`"),
                chain,
                "none is needed");
    }

    /** What an entry is called matters where nothing else about it could speak against it. */
    private static boolean names(ToolEntry tool, Judged judged) {
        return tool.kind() == Kind.RECORD
                && judged.argument().role() == Role.TITLE
                && judged.origin().kind().compareTo(OriginKind.MIXED) >= 0;
    }

    private static String sentence(Judged judged) {
        String value = "the " + judged.argument().role().wire() + " `"
                + shown(judged.argument().text()) + "`";
        return switch (judged.origin().kind()) {
            case USER -> value + " is in your own words";
            case OWN -> value + " is in a record of yours, " + where(judged.origin());
            case KNOWN -> value + " is in a field the system keeps, " + where(judged.origin());
            case NAMED -> value + " is in " + where(judged.origin()) + " and fits whom you named";
            case RECORD -> value + " is in " + where(judged.origin()) + ", which you named";
            case HOST -> value + " is on a host you named";
            case LISTED ->
                value + " is listed in " + where(judged.origin()) + ", where anyone can appear; you did not name it";
            case GENERATED -> value + " appears nowhere in what you said or what was read";
            case CONTESTED ->
                value + " is listed in " + where(judged.origin())
                        + ", but somebody else's text picks it out; you did not name it";
            case LED ->
                value + " was found in " + where(judged.origin()) + " by asking for what only somebody else wrote";
            case MIXED -> value + " holds a part that only somebody else wrote; you named no such thing";
            case UNTRUSTED ->
                value + " appears only in " + where(judged.origin()) + "; you named no such "
                        + judged.argument().role().wire();
            case EVICTED -> value + " is not among what is still known of this session";
        };
    }

    private static String where(Origin origin) {
        if (origin.source().isEmpty()) {
            return "what was read";
        }
        Source source = origin.source().get();
        String field = origin.path().equals("$") ? "" : "field `" + origin.path() + "` of ";
        return field + "result " + (source.number() + 1) + " (`" + source.name() + "`)";
    }

    private static String permit(ToolEntry tool, Judged judged) {
        return "allow `" + tool.name() + "` with " + judged.argument().name() + " `"
                + shown(judged.argument().text()) + "` in this session";
    }

    private static String shown(String text) {
        String line = text.replaceAll("\\p{Cntrl}+", " ");
        return line.length() <= SHOWN ? line : line.substring(0, SHOWN) + "…";
    }
}
