package dev.sallyport.provenance.assess;

import dev.sallyport.provenance.catalogue.Role;
import dev.sallyport.provenance.delegation.Addresses;
import dev.sallyport.provenance.delegation.Delegation;
import dev.sallyport.provenance.delegation.Mandate;
import dev.sallyport.provenance.delegation.Spelling;
import dev.sallyport.provenance.index.Match;
import dev.sallyport.provenance.source.Basis;
import dev.sallyport.provenance.source.FieldClass;
import dev.sallyport.provenance.source.Origin;
import dev.sallyport.provenance.source.OriginKind;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Who vouches for one value. Trust comes from the user's words and from whole trusted fields only, never from a part of a text:
 * parts of texts find strangers.
 */
final class Origins {
    /** Roles whose value is one address: a stranger's part in it makes it another one. */
    private static final Set<Role> POINTED = EnumSet.of(Role.RECIPIENT, Role.ACCOUNT, Role.CREDENTIAL, Role.COMMAND);

    /** Roles whose value is a name of several words. */
    private static final Set<Role> PHRASED = EnumSet.of(Role.TITLE, Role.QUERY, Role.SELECTOR);

    /** What systems call the place of the user's own that is meant when none is named. */
    private static final Set<String> USUAL = Set.of("primary", "default", "me", "@me");

    private final Delegation user;
    private final Mandate mandate;
    private final Content content;
    private final Set<String> openedHosts;
    private final SpokenLinks spoken;
    private final OwnWrites writes;
    private final boolean unfinished;

    /**
     * What is known.
     *
     * @param unfinished whether more entered the session than the content holds: then what is found nowhere may have come from it,
     *     and any of the things listed may be the one it picks out
     */
    Origins(Said said, Heard heard, boolean unfinished) {
        this.unfinished = unfinished;
        this.spoken = said.spoken();
        this.mandate = said.mandate();
        this.writes = heard.writes();
        this.user = said.user();
        this.content = heard.content();
        this.openedHosts = heard.openedHosts();
    }

    /** What the user said, and what of it counts for one call. */
    record Said(Delegation user, SpokenLinks spoken, Mandate mandate) {}

    /** What entered the session, and what it did. */
    record Heard(Content content, OwnWrites writes, Set<String> openedHosts) {}

    Origin of(Argument argument) {
        Origin found = found(argument);
        boolean trusted = found.kind() != OriginKind.USER && found.kind().compareTo(OriginKind.LISTED) < 0;
        return trusted && mandate.passesOver(argument.role(), argument.name(), argument.text())
                ? found.as(OriginKind.LISTED)
                : found;
    }

    private Origin found(Argument argument) {
        String text = argument.text();
        if (argument.role() == Role.URL) {
            return url(text);
        }
        if (mandate.vouches(argument.role(), argument.name(), text)) {
            return Origin.of(OriginKind.USER, Basis.EXACT);
        }
        if (argument.role() == Role.PATH && user.namesPath(text)) {
            return Origin.of(OriginKind.USER, Basis.TOKEN);
        }
        if (argument.role() == Role.PLACE && user.namesRepositoryPart(text)) {
            return Origin.of(OriginKind.USER, Basis.TOKEN);
        }
        List<Match> matches = content.index().matches(Spelling.value(text));
        Optional<Origin> trusted = trusted(argument, matches);
        boolean led = trusted.isPresent() && trusted.get().kind() == OriginKind.LED;
        if (trusted.isPresent() && !led) {
            return trusted.get();
        }
        List<Match> covering =
                matches.stream().filter(m -> strange(m) && covers(m, text)).toList();
        if (led) {
            // Whatever led there: a thing that a record the user named is about was the user's to begin with.
            Optional<Origin> found = covering.isEmpty() ? trusted : Optional.of(foundInText(argument, covering));
            return found.filter(o -> o.kind() == OriginKind.RECORD).orElse(trusted.get());
        }
        if (covering.isEmpty() && PHRASED.contains(argument.role())) {
            covering = together(text);
        }
        if (!covering.isEmpty()) {
            return foundInText(argument, covering);
        }
        Optional<Match> part = matches.stream().filter(Origins::strange).findFirst();
        return part.isPresent() && POINTED.contains(argument.role())
                ? at(part.get(), OriginKind.MIXED)
                : composed(argument);
    }

    /** The places of a stranger's where all words of a short phrase stand: phrases below the index's length have none of their own. */
    private List<Match> together(String text) {
        String[] words = Spelling.value(text).split("[^\\p{L}\\p{N}]+");
        return words.length < 2 || words.length > 8 ? List.of() : together(List.of(words));
    }

    /** Whether one place of a stranger's holds all those words. */
    boolean strangerSays(Collection<String> words) {
        return !together(words).isEmpty();
    }

    private List<Match> together(Collection<String> words) {
        List<Match> common = List.of();
        boolean first = true;
        for (String word : words) {
            List<Match> here = content.index().matches(word).stream()
                    .filter(Origins::strange)
                    .toList();
            common = first
                    ? here
                    : common.stream()
                            .filter(m -> here.stream().anyMatch(h -> sameLeaf(m, h)))
                            .toList();
            first = false;
        }
        return common;
    }

    private static boolean sameLeaf(Match one, Match two) {
        return one.source().number() == two.source().number() && one.path().equals(two.path());
    }

    /** Whether nearly all of the value was found there: what is left over are marks around it. */
    static boolean covers(Match match, String text) {
        int characters = 0;
        for (int i = 0; i < text.length(); i++) {
            characters += Character.isLetterOrDigit(text.charAt(i)) ? 1 : 0;
        }
        return match.offset() <= 2 && match.length() * 10L >= characters * 9L;
    }

    private Optional<Origin> trusted(Argument argument, List<Match> matches) {
        Optional<Origin> best = Optional.empty();
        boolean allLed = true;
        int own = ownSince(argument, matches);
        for (Match match : matches) {
            if (!vouches(match, argument.text()) || match.source().number() >= own) {
                continue;
            }
            Origin origin = at(match, kind(argument, match));
            allLed &= content.seen(match.source()).led();
            if (best.isEmpty() || origin.kind().compareTo(best.get().kind()) < 0) {
                best = Optional.of(origin);
            }
        }
        if (best.isEmpty() || !picks(argument)) {
            return best;
        }
        if (unfinished || contested(argument, matches)) {
            return best.map(o -> o.as(OriginKind.CONTESTED));
        }
        return allLed ? best.map(o -> o.as(OriginKind.LED)) : best;
    }

    /**
     * Whether a match says that the value is that leaf. Normal forms also see through look-alikes, which finds strangers; a value
     * that holds one is not the trusted value, so then only the very characters count.
     */
    private static boolean same(Match match, String text) {
        return match.basis() == Basis.EXACT
                || (match.basis() == Basis.NORMALISED && text.chars().allMatch(c -> c < 0x80));
    }

    private static boolean vouches(Match match, String text) {
        return match.fieldClass() != FieldClass.EXT && same(match, text);
    }

    /** From which source on the value may only be what the session itself wrote. Looked up only where a field vouches. */
    private int ownSince(Argument argument, List<Match> matches) {
        boolean any = matches.stream().anyMatch(m -> vouches(m, argument.text()) || made(m));
        return any ? writes.since(Spelling.value(argument.text())) : Integer.MAX_VALUE;
    }

    private boolean made(Match match) {
        return strange(match) && content.seen(match.source()).acknowledges();
    }

    /** Whether some text of the session holds that number by itself. */
    boolean holds(double number) {
        String plain = Argument.text(number);
        return content.index().matches(plain).stream().anyMatch(m -> covers(m, plain))
                || content.index().matches(plain + ".0").stream().anyMatch(m -> covers(m, plain + ".0"));
    }

    /** Whether a field that the system or the user keeps is exactly that. */
    boolean lists(String text) {
        return content.index().matches(Spelling.value(text)).stream()
                .anyMatch(m -> vouches(m, text) && m.fieldClass().compareTo(FieldClass.ID) < 0);
    }

    /** Whether a field that is not just text is exactly that. */
    boolean shows(String text) {
        return content.index().matches(Spelling.value(text)).stream().anyMatch(m -> vouches(m, text));
    }

    private static boolean picks(Argument argument) {
        return argument.role() == Role.SELECTOR || argument.role() == Role.PLACE;
    }

    private OriginKind kind(Argument argument, Match match) {
        return switch (match.fieldClass()) {
            case USER -> OriginKind.USER;
            case OWN -> OriginKind.OWN;
            case SYS, KCP -> OriginKind.KNOWN;
            case ID ->
                content.seen(match.source()).named(match.path()) || user.fitsPerson(argument.text())
                        ? OriginKind.NAMED
                        : OriginKind.LISTED;
            case EXT -> OriginKind.UNTRUSTED;
        };
    }

    /** Whether a stranger's text, outside the thing's own record and outside what the user named, names this thing. */
    private boolean contested(Argument argument, List<Match> matches) {
        for (Mention mention : content.identifiers(Spelling.value(argument.text()))) {
            boolean own = matches.stream()
                    .anyMatch(m -> m.fieldClass() != FieldClass.EXT
                            && m.source().number() == mention.seen().source().number()
                            && record(m.path()).equals(mention.record())
                            && !mention.record().equals("$"));
            boolean handedOver = mention.seen().byArguments() && !page(mention.seen());
            if (!own && !handedOver) {
                return true;
            }
        }
        return false;
    }

    private static String record(String path) {
        int dot = path.lastIndexOf('.');
        return dot > 0 ? path.substring(0, dot) : path;
    }

    private Origin foundInText(Argument argument, List<Match> matches) {
        boolean acknowledged = true;
        for (Match match : matches) {
            Seen seen = content.seen(match.source());
            if (seen.named(match.path()) && fits(argument, seen)) {
                return at(match, unfinished && picks(argument) ? OriginKind.CONTESTED : OriginKind.RECORD);
            }
            if (argument.role() == Role.TITLE && user.saysMostOf(argument.text())) {
                return at(match, OriginKind.RECORD);
            }
            acknowledged &= seen.acknowledges();
        }
        // A thing that only the answers of tools that change things name is one the agent made itself.
        boolean made = acknowledged
                && !unfinished
                && (argument.role() == Role.PATH || picks(argument))
                && ownSince(argument, matches) == Integer.MAX_VALUE;
        return at(matches.getFirst(), made ? OriginKind.KNOWN : OriginKind.UNTRUSTED);
    }

    /** Whether a value in a record the user named is one the user can have meant: of a person, the address of one named. */
    private boolean fits(Argument argument, Seen seen) {
        return switch (argument.role()) {
            case RECIPIENT, ACCOUNT -> user.fitsPerson(argument.text());
            case CREDENTIAL, PERMISSION, SELECTOR -> seen.byArguments() && !page(seen);
            case PATH, QUERY -> !page(seen);
            case PLACE -> !page(seen) && !user.namesRepository();
            case TITLE -> user.handsOverContent();
            case COMMAND, URL, VISIBILITY -> false;
            case AMOUNT, CONTENT, FORM, DATE, OTHER -> true;
        };
    }

    private static boolean page(Seen seen) {
        return seen.tool().records() == dev.sallyport.provenance.catalogue.ToolEntry.Records.PAGE;
    }

    /** A value found nowhere: its parts, if it has any, decide. */
    private Origin composed(Argument argument) {
        String text = argument.text();
        OriginKind none = nowhere();
        List<String> addresses = new ArrayList<>(Addresses.emails(text));
        addresses.addAll(Addresses.accounts(text));
        for (String address : addresses) {
            if (!user.holds(address)
                    && content.index().matches(address).stream().anyMatch(Origins::strange)) {
                return Origin.of(OriginKind.MIXED, Basis.TOKEN);
            }
        }
        String[] parts = text.split("[/\\\\]");
        if (parts.length < 2 || parts.length > 16 || (argument.role() != Role.PATH && argument.role() != Role.PLACE)) {
            boolean usual = none == OriginKind.GENERATED && argument.role() == Role.PLACE && USUAL.contains(text);
            return Origin.of(usual ? OriginKind.WITHIN : none, Basis.CONTEXT);
        }
        Origin weakest = Origin.of(OriginKind.USER, Basis.TOKEN);
        for (String part : parts) {
            if (!part.isBlank()) {
                Origin origin = of(new Argument(argument.name(), Role.SELECTOR, part, false));
                weakest = origin.kind().compareTo(weakest.kind()) > 0 ? origin : weakest;
            }
        }
        return weakest.kind() == OriginKind.UNTRUSTED ? weakest.as(OriginKind.MIXED) : weakest;
    }

    private static boolean strange(Match match) {
        return match.fieldClass() == FieldClass.EXT;
    }

    /** An address of the web: named by the user, in a message the user named, or on a host that was vouched for. */
    Origin url(String text) {
        String url = Spelling.url(text);
        boolean given = user.namesUrl(text) || spoken.gives(url);
        if (given ? !mandate.refuses(url) : mandate.vouches(Role.URL, "url", text)) {
            return Origin.of(OriginKind.USER, Basis.EXACT);
        }
        List<Match> matches = content.index().matches(url);
        int own = ownSince(new Argument("url", Role.URL, text, false), matches);
        for (Match match : matches) {
            boolean kept = match.fieldClass().compareTo(FieldClass.ID) < 0
                    && match.source().number() < own;
            if (kept && same(match, text)) {
                return at(match, OriginKind.KNOWN);
            }
        }
        List<Mention> mentions = content.links(url);
        for (Mention mention : mentions) {
            boolean handedOver =
                    mention.seen().byArguments() || (mention.seen().named(mention.path()) && spoken.open());
            if (mention.seen().messages() && handedOver) {
                return at(mention, OriginKind.RECORD);
            }
        }
        String host = Spelling.host(text);
        if (user.namesHost(text) || openedHosts.contains(host)) {
            return sentOn(text, host).orElse(Origin.of(OriginKind.HOST, Basis.TOKEN));
        }
        if (!mentions.isEmpty()) {
            return at(mentions.getFirst(), OriginKind.UNTRUSTED);
        }
        if (content.linksToHost(host)) {
            return Origin.of(OriginKind.MIXED, Basis.TOKEN);
        }
        return Origin.of(nowhere(), Basis.CONTEXT);
    }

    /** Where a host that is vouched for may send on to: the first address behind it that nobody vouches for. */
    private Optional<Origin> sentOn(String url, String host) {
        for (String inner : AddressesWithin.in(url)) {
            boolean same = Spelling.host(inner).equals(host);
            Origin origin = same ? Origin.of(OriginKind.HOST, Basis.TOKEN) : url(inner);
            if (origin.kind().compareTo(OriginKind.HOST) > 0) {
                return Optional.of(origin.kind() == OriginKind.GENERATED ? origin : origin.as(OriginKind.MIXED));
            }
        }
        return Optional.empty();
    }

    private OriginKind nowhere() {
        return unfinished || content.forgot() ? OriginKind.EVICTED : OriginKind.GENERATED;
    }

    private static Origin at(Match match, OriginKind kind) {
        return new Origin(kind, match.basis(), Optional.of(match.source()), match.path());
    }

    private static Origin at(Mention mention, OriginKind kind) {
        return new Origin(kind, Basis.TOKEN, Optional.of(mention.seen().source()), mention.path());
    }
}
