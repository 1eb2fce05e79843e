package dev.sallyport.provenance.delegation;

import dev.sallyport.provenance.catalogue.Role;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Whether a value stands in a clause where what fills that role stands. An address, a file name or an identifier is one wherever it
 * stands; a plain word is a person behind "to" or a verb of telling, a place behind "in", a permission behind "as"; a number with
 * a unit is no identifier.
 */
final class Position {
    /** No plain word: it holds what words do not. */
    private static final Pattern ODD = Pattern.compile(".*[\\p{N}@_./\\\\:#+].*|.*\\p{L}-\\p{L}.*");

    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,12}");

    static final Set<String> DETERMINERS = Set.of(
            "the", "a", "an", "my", "our", "your", "his", "her", "their", "its", "this", "that", "these", "those",
            "some", "any", "every", "each", "no", "what", "which", "all");

    /** Behind one of these stands a person, whatever the word means otherwise. */
    private static final Set<String> CALLED = Set.of(
            "to",
            "cc",
            "bcc",
            "user",
            "member",
            "named",
            "called",
            "handle",
            "username",
            "colleague",
            "friend",
            "person");

    private static final Set<String> TELLING = Set.of(
            "with",
            "for",
            "tell",
            "send",
            "pay",
            "invite",
            "ask",
            "email",
            "mail",
            "message",
            "dm",
            "ping",
            "notify",
            "remind",
            "text",
            "call",
            "add",
            "give",
            "assign",
            "remove",
            "forward",
            "show",
            "inform",
            "thank",
            "and",
            "or",
            "from",
            "owner",
            "assignee",
            "contact",
            "client",
            "customer",
            "by",
            "let",
            "get",
            "is",
            "as",
            "of",
            "between",
            "about",
            "transfer",
            "reimburse",
            "refund",
            "wire",
            "owe");
    private static final Set<String> AT = Set.of("on", "at", "via", "in", "into", "using", "through", "inside", "over");

    private static final Set<String> INTO = Set.of(
            "in", "into", "to", "on", "onto", "from", "of", "within", "under", "at", "inside", "named", "called", "for",
            "and", "or", "is", "with", "via", "through", "by");
    private static final Set<String> PLACES = Set.of(
            "channel",
            "channels",
            "room",
            "repo",
            "repository",
            "project",
            "board",
            "workspace",
            "server",
            "list",
            "group",
            "space",
            "database",
            "collection",
            "environment",
            "namespace",
            "team",
            "folder",
            "table",
            "org",
            "organization");

    private static final Set<String> POWER = Set.of(
            "as",
            "to",
            "make",
            "be",
            "is",
            "with",
            "it",
            "them",
            "set",
            "visibility",
            "role",
            "permission",
            "permissions",
            "level",
            "access",
            "keep",
            "stay",
            "completely",
            "fully",
            "grant",
            "give",
            "and",
            "or",
            "for",
            "only",
            "status",
            "scope");
    private static final Set<String> POWERS = Set.of(
            "access", "rights", "right", "permission", "permissions", "role", "link", "only", "and", "or", "scope");
    /** Said of a thing, these say who sees it; nobody is called so. */
    private static final Set<String> SEEN_BY = Set.of("public", "private", "internal", "secret", "unlisted");

    private static final Set<String> BECOMING = Set.of("as", "him", "her", "them", "me", "it", "be", "become", "with");
    private static final Set<String> GIVEN = Set.of(
            "to", "is", "be", "password", "passphrase", "passcode", "code", "pin", "as", "use", "with", "key", "token");
    private static final Set<String> RUNNING = Set.of(
            "run", "execute", "start", "launch", "use", "with", "command", "do", "call", "then", "and", "using", "via",
            "of");

    /** What is counted, and what o'clock it is. */
    private static final Set<String> UNITS = Set.of(
            "o'clock",
            "am",
            "pm",
            "a.m",
            "p.m",
            "day",
            "days",
            "hour",
            "hours",
            "minute",
            "minutes",
            "week",
            "weeks",
            "month",
            "months",
            "year",
            "years",
            "times",
            "percent",
            "euro",
            "euros",
            "dollar",
            "dollars",
            "pound",
            "pounds",
            "eur",
            "usd",
            "gbp",
            "chf",
            "people",
            "persons",
            "page",
            "pages",
            "copies",
            "items",
            "pieces",
            "boxes",
            "lines",
            "words",
            "january",
            "february",
            "march",
            "april",
            "may",
            "june",
            "july",
            "august",
            "september",
            "october",
            "november",
            "december",
            "km",
            "kg",
            "gb",
            "mb",
            "degrees",
            "btc",
            "eth",
            "cents",
            "minutes'",
            "guests",
            "nights",
            "seats",
            "attendees");

    private Position() {}

    /** Whether a value is more than a plain word. */
    static boolean odd(String value) {
        return ODD.matcher(value).matches();
    }

    static boolean fits(Role role, Clause clause, int at, String value) {
        if (NUMBER.matcher(value).matches()) {
            return role == Role.AMOUNT || !counts(clause, at, value);
        }
        if (odd(value) || marked(clause, at, value)) {
            return true;
        }
        return switch (role) {
            case RECIPIENT, ACCOUNT -> person(clause, at, value);
            case PLACE -> place(clause, at, value);
            case VISIBILITY, PERMISSION -> power(clause, at, value);
            case CREDENTIAL -> GIVEN.contains(clause.wordBefore(at));
            case COMMAND -> value.indexOf(' ') > 0 || RUNNING.contains(clause.wordBefore(at));
            case URL, PATH, AMOUNT, SELECTOR, CONTENT, FORM, QUERY, TITLE, DATE, OTHER -> true;
        };
    }

    /** Whether the number there says how much, how many or when. */
    static boolean counts(Clause clause, int at, String value) {
        int end = at + value.length();
        String text = clause.plain();
        String behind = clause.word(end);
        boolean near = end < text.length() && text.charAt(end) == ' ';
        boolean time = (end + 1 < text.length() && text.charAt(end) == ':' && Character.isDigit(text.charAt(end + 1)))
                || (at > 1 && text.charAt(at - 1) == ':' && Character.isDigit(text.charAt(at - 2)));
        boolean sign = (end < text.length() && "%$€£".indexOf(text.charAt(end)) >= 0)
                || (at > 0 && "$€£".indexOf(text.charAt(at - 1)) >= 0);
        return time || sign || (near && UNITS.contains(behind));
    }

    /** In quotes of its own, or with a sign for a place or a person before it. */
    private static boolean marked(Clause clause, int at, String value) {
        String text = clause.plain();
        int end = at + value.length();
        if (at == 0) {
            return false;
        }
        char before = text.charAt(at - 1);
        return before == '#'
                || before == '@'
                || ("'\"`“".indexOf(before) >= 0 && end < text.length() && "'\"`”.,".indexOf(text.charAt(end)) >= 0);
    }

    /** Whether a capital begins the word there, and not only because a sentence does. */
    private static boolean named(Clause clause, int at) {
        return Character.isUpperCase(clause.cased().charAt(at)) && at > 0;
    }

    private static boolean common(String value) {
        return Lexicon.standard().isVerb(value) || Lexicon.standard().isThing(value);
    }

    private static boolean person(Clause clause, int at, String value) {
        String before = clause.wordBefore(at);
        boolean list = at > 1 && clause.plain().charAt(at - 2) == ',';
        if (DETERMINERS.contains(before) && !list) {
            return named(clause, at) && !common(value) && value.indexOf(' ') > 0;
        }
        if (named(clause, at)) {
            return common(value) ? CALLED.contains(before) || TELLING.contains(before) : !AT.contains(before);
        }
        boolean told = CALLED.contains(before) || (!common(value) && (TELLING.contains(before) || list));
        return told || (at == 0 && !common(value));
    }

    private static boolean place(Clause clause, int at, String value) {
        int start = clause.before(at);
        String before = start < 0 ? "" : clause.word(start);
        String behind = clause.word(at + value.length());
        if (PLACES.contains(before) || PLACES.contains(behind) || (named(clause, at) && !common(value))) {
            return true;
        }
        boolean list = at > 1 && clause.plain().charAt(at - 2) == ',';
        boolean led = DETERMINERS.contains(before)
                ? !clause.wordBefore(start).equals("for") && INTO.contains(clause.wordBefore(start))
                : INTO.contains(before);
        return led || list;
    }

    private static boolean power(Clause clause, int at, String value) {
        int start = clause.before(at);
        String before = start < 0 ? "" : clause.word(start);
        String behind = clause.word(at + value.length());
        if (!clause.does(Lexicon.standard().changing())) {
            return false;
        }
        if (POWERS.contains(behind) || Lexicon.standard().isThing(behind)) {
            return true;
        }
        if (before.equals("a") || before.equals("an")) {
            String leading = clause.wordBefore(start);
            return SEEN_BY.contains(value)
                    || BECOMING.contains(leading)
                    || odd(leading)
                    || Character.isUpperCase(clause.cased().charAt(Math.max(0, clause.before(start))));
        }
        return POWER.contains(before)
                || (!DETERMINERS.contains(before)
                        && at + value.length() >= clause.plain().length() - 1);
    }
}
