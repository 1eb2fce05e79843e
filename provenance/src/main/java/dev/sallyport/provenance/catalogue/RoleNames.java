package dev.sallyport.provenance.catalogue;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What an argument decides by its name alone, where nobody says it; a name that tells nothing has no role here. */
final class RoleNames {
    private static final Set<String> RUNNING =
            setOf("run exec execute eval evaluate python javascript script interpreter shell");

    /** The words of names, and what each decides; the first that fits counts. */
    private static final List<Map.Entry<Role, Set<String>>> ROLES = List.of(
            Map.entry(
                    Role.URL,
                    setOf("url urls uri uris link href endpoint host hostname website webhook domain callback proxy "
                            + "upstream")),
            Map.entry(
                    Role.RECIPIENT,
                    setOf(
                            "recipient recipients to cc bcc email emails attendee attendees participant participants invitee "
                                    + "invitees username user users member members owner assignee phone payee beneficiary "
                                    + "reviewer reviewers guest guests")),
            Map.entry(
                    Role.PATH,
                    setOf("path paths file filename filepath directory dir folder destination source output")),
            Map.entry(Role.COMMAND, setOf("command cmd script sql shell expression statement")),
            Map.entry(Role.AMOUNT, setOf("amount price total quantity sum")),
            Map.entry(Role.CREDENTIAL, setOf("password secret token otp pin credential credentials passphrase apikey")),
            Map.entry(Role.ACCOUNT, setOf("account iban wallet bank bic swift payout card")),
            Map.entry(Role.VISIBILITY, setOf("visibility public private audience")),
            Map.entry(
                    Role.PERMISSION,
                    setOf(
                            "permission permissions role roles scope access privilege privileges level rights acl setting "
                                    + "variable feature")),
            Map.entry(
                    Role.PLACE,
                    setOf(
                            "channel room repo repository project board list workspace namespace team database collection "
                                    + "environment bucket organization organisation")),
            Map.entry(Role.SELECTOR, setOf("id ids number name key keys sku uuid sha ref reference slug service item")),
            Map.entry(Role.QUERY, setOf("query q search filter keyword keywords jql")),
            Map.entry(Role.DATE, setOf("date day time start end when until at from")),
            Map.entry(Role.TITLE, setOf("title subject label summary")));

    /** Names of what is said. Anything may stand there; links and secrets are looked for in it all the same. */
    private static final Set<String> WORDING =
            setOf("body content contents text texts message description comment comments note notes caption bio reason "
                    + "question questions answer reply instructions markdown prompt headline options keywords tags insight "
                    + "observation observations");

    /** Names of somebody: who it is matters, but such an argument does not make a tool one that sends. */
    private static final Set<String> PEOPLE =
            setOf("person people whom who agent holder moderator approver signer login receiver addressee contact "
                    + "borrower tenant sender client customer vendor supplier payer merchant charity driver operator admin "
                    + "administrator delegate");

    /** Where somebody lives, or a thing is brought. */
    private static final Set<String> POSTAL = setOf("address street shipping delivery");

    private RoleNames() {}

    /** What that argument of that tool decides; empty if its name tells nothing. */
    static Optional<Role> of(String parameter, List<String> tool) {
        List<String> words = words(parameter);
        if (any(words, Set.of("code", "codes"))) {
            return Optional.of(any(tool, RUNNING) ? Role.COMMAND : Role.OTHER);
        }
        if (any(words, Set.of("key", "keys"))) {
            boolean secret = any(words, setOf("api ssh private secret access signing encryption"));
            return Optional.of(secret || any(tool, Set.of("ssh", "credential")) ? Role.CREDENTIAL : Role.SELECTOR);
        }
        if (words.getLast().equals("number") && any(words, setOf("account card iban bank routing"))) {
            return Optional.of(Role.ACCOUNT);
        }
        if (words.size() > 1
                && Set.of("id", "ids").contains(words.getLast())
                && any(words, setOf("file folder document"))) {
            return Optional.of(Role.SELECTOR);
        }
        for (Map.Entry<Role, Set<String>> role : ROLES) {
            if (any(words, role.getValue())) {
                return Optional.of(role.getKey());
            }
        }
        return any(words, WORDING) ? Optional.of(Role.CONTENT) : Optional.empty();
    }

    /** Whether it names somebody, so that its value is judged as a recipient wherever something changes. */
    static boolean isPerson(String parameter) {
        return any(words(parameter), PEOPLE);
    }

    /** Whether it names where somebody lives or a thing is brought. */
    static boolean isPostal(String parameter) {
        return any(words(parameter), POSTAL);
    }

    private static boolean any(List<String> words, Set<String> of) {
        return words.stream().anyMatch(of::contains);
    }

    /** The words of a name in any of the usual spellings. */
    static List<String> words(String name) {
        String spaced = name.replaceAll("([a-z0-9])([A-Z])", "$1 $2").replaceAll("[^\\p{L}\\p{N}]+", " ");
        return List.of(spaced.strip().toLowerCase(Locale.ROOT).split(" "));
    }

    static Set<String> setOf(String words) {
        return Set.of(words.split(" "));
    }
}
