package dev.sallyport.provenance.delegation;

import dev.sallyport.provenance.catalogue.ToolEntry;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the user's own words hand over: values, people, hosts, paths and kinds of acts. Read by rules from a small lexicon,
 * never by a model; what a rule does not see is not handed over. Immutable.
 */
public final class Delegation {
    private static final Pattern PATH = Pattern.compile("(?<![\\p{L}\\p{N}./:])[~.]?(?:/[\\p{L}\\p{N}_.-]+)+");

    private static final List<String> NUMBERS = List.of(
            "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12", "15", "20", "30", "40", "50", "60", "90", "100");
    private static final List<String> NUMBER_WORDS = List.of(
            "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "fifteen",
            "twenty", "thirty", "forty", "fifty", "sixty", "ninety", "hundred");

    private static final Pattern REPOSITORY = Pattern.compile(
            "(?<![\\p{L}\\p{N}./_-])[\\p{L}\\p{N}_-]{2,40}/[\\p{L}\\p{N}_-]{2,60}(?![\\p{L}\\p{N}/_-])");

    private static final Pattern HANDED = Pattern.compile(
            "\\b(?:according to|based on|as (?:described|listed|specified|stated|given) in|(?:all|each|every)\\b[^;!?]{1,60}\\b(?:from|in|of|on)|(?:turn|convert|copy)\\b[^;!?]{1,60}\\binto)\\b");

    /** Words for what is opened by an address. */
    private static final Set<String> LINKS = Set.of(
            "link",
            "links",
            "url",
            "urls",
            "website",
            "websites",
            "webpage",
            "page",
            "site",
            "article",
            "blog",
            "invitation",
            "document",
            "form",
            "survey",
            "attachment");

    private static final Set<String> SMALL = Set.of("the", "and", "for", "with", "our", "your", "you", "from");

    private final List<String> texts;
    private final List<Clause> clauses = new ArrayList<>();
    private final Wishes wishes;
    private final Set<String> names;
    private final Set<String> words;
    private final Set<String> urls;
    private final Set<String> hosts;
    private final Set<String> paths;
    private final Set<String> odd;

    private Delegation(List<String> prompts) {
        this.texts = prompts.stream().map(Spelling::plain).toList();
        this.wishes = new Wishes();
        this.names = new HashSet<>();
        this.words = new HashSet<>();
        this.urls = new HashSet<>();
        this.hosts = new HashSet<>();
        this.paths = new HashSet<>();
        this.odd = new HashSet<>();
        for (String prompt : prompts) {
            wishes.add(prompt);
            clauses.addAll(Clauses.in(prompt));
            words.addAll(Sentence.plain(prompt));
            names.addAll(Names.in(OwnWords.unpasted(prompt)));
            collect(PATH, prompt, paths);
            urls.addAll(Addresses.urls(prompt));
            collect(REPOSITORY, prompt, odd);
            odd.addAll(Addresses.emails(prompt));
        }
        urls.forEach(url -> hosts.add(Spelling.host(url)));
    }

    /** Of everything the user said in a session, in order. */
    public static Delegation of(List<String> prompts) {
        return new Delegation(prompts);
    }

    /** The clauses of a prompt that the user says and does not rule out, in order. */
    public static List<String> said(String prompt) {
        return Clauses.in(prompt).stream()
                .filter(clause -> clause.standing() == Clause.Standing.SAID)
                .map(Clause::cased)
                .toList();
    }

    /** What these words vouch for in a call of that tool. */
    public Mandate mandate(ToolEntry tool) {
        return new Mandate(clauses, this, tool);
    }

    /** Whether the lexicon knows an act of that name. */
    public static boolean knowsAct(String act) {
        return Lexicon.standard().knows(act);
    }

    private static void collect(Pattern pattern, String text, Set<String> into) {
        Matcher matcher = pattern.matcher(text);
        while (matcher.find()) {
            String found = matcher.group().toLowerCase(Locale.ROOT);
            into.add(found.endsWith("'s") ? found.substring(0, found.length() - 2) : Spelling.value(found));
        }
    }

    /** Whether the user's words ask for one of those acts. */
    public boolean asks(List<String> acts) {
        return asks(acts, List.of());
    }

    /**
     * Whether the user's words ask for one of those acts.
     *
     * @param values what the call holds; if the user named one of them, an act made of a tool's name needs its verb alone
     */
    public boolean asks(List<String> acts, List<String> values) {
        boolean made = acts.stream().anyMatch(a -> a.startsWith("~"));
        List<String> named = made
                ? values.stream()
                        .filter(v -> (v.length() > 1 && holds(v)) || saysNumber(v))
                        .map(v -> saysNumber(v) ? NUMBER_WORDS.get(NUMBERS.indexOf(v)) : Spelling.value(v))
                        .toList()
                : List.of();
        return acts.stream().anyMatch(act -> wishes.ask(act, named));
    }

    /** Whether the user wrote that number in a word. */
    private boolean saysNumber(String value) {
        int at = NUMBERS.indexOf(value);
        return at >= 0 && words.contains(NUMBER_WORDS.get(at));
    }

    /** Whether the user's words hold that value, as a whole and not within a longer one. */
    public boolean holds(String value) {
        String wanted = Spelling.value(value);
        if (wanted.isEmpty()) {
            return false;
        }
        for (String text : texts) {
            if (Spelling.within(text, wanted, 0) >= 0) {
                return true;
            }
        }
        return false;
    }

    /** Whether the user named that address of the web. */
    public boolean namesUrl(String url) {
        return urls.contains(Spelling.url(url));
    }

    /** Whether the user named another address of the same host. */
    public boolean namesHost(String url) {
        String host = Spelling.host(url);
        return !host.isEmpty() && hosts.contains(host.startsWith("www.") ? host.substring(4) : host);
    }

    /** Whether that path is one the user named, or lies below one. */
    public boolean namesPath(String path) {
        String wanted = Spelling.value(path);
        String absolute = wanted.startsWith("/") ? wanted : "/" + wanted;
        return paths.stream().anyMatch(p -> absolute.equals(p) || absolute.startsWith(p + "/"));
    }

    /**
     * Whether a mail address or a handle fits a person the user named: at least one of the names that it is made of is one the user wrote, and
     * at most one is not. An address of somebody whose address the user wrote fits only if it is that one.
     */
    public boolean fitsPerson(String address) {
        String value = Spelling.value(address);
        int at = value.indexOf('@');
        String local = at > 0 ? value.substring(0, at) : value;
        int named = 0;
        int others = 0;
        for (String part : local.split("[._+ -]")) {
            if (part.length() > 1 && names.contains(part)) {
                named++;
                if (at > 0 && wroteAnother(value, part)) {
                    return false;
                }
            } else if (part.length() > 1) {
                others++;
            }
        }
        return (named > 0 && others <= 1) || names.stream().anyMatch(n -> n.length() > 2 && joinedNames(local, n));
    }

    private boolean wroteAnother(String address, String name) {
        return odd.stream()
                .filter(written -> written.indexOf('@') > 0 && !written.equals(address))
                .anyMatch(written -> List.of(
                                written.substring(0, written.indexOf('@')).split("[._+ -]"))
                        .contains(name));
    }

    /** {@code bobolive} for Bob Olive. */
    private boolean joinedNames(String local, String name) {
        return local.startsWith(name) && names.contains(local.substring(name.length()));
    }

    /** Whether the user used that word. */
    public boolean says(String word) {
        return words.contains(word.toLowerCase(Locale.ROOT));
    }

    /** Whether the user speaks of something that is opened by its address. */
    public boolean speaksOfLinks() {
        return !Collections.disjoint(words, LINKS);
    }

    /** Whether the user hands over what a text says, and not only where it is: "according to", "based on". */
    public boolean handsOverContent() {
        return texts.stream().anyMatch(t -> HANDED.matcher(t).find());
    }

    /** Whether a text holds something the user wrote that is too odd to stand there by chance: a repository, an address. */
    public boolean speaksOf(String text) {
        String plain = Spelling.plain(text);
        return odd.stream().anyMatch(o -> Spelling.within(plain, o, 0) >= 0);
    }

    /** Whether the user named a repository, as {@code owner/name}. */
    public boolean namesRepository() {
        return texts.stream().anyMatch(t -> REPOSITORY.matcher(t).find());
    }

    /** Whether the user named a repository of that owner, or of that name: servers ask for {@code owner/name} in two arguments. */
    public boolean namesRepositoryPart(String part) {
        String wanted = Spelling.value(part);
        return wanted.indexOf('/') < 0
                && odd.stream().anyMatch(o -> o.startsWith(wanted + "/") || o.endsWith("/" + wanted));
    }

    /** Whether at least half of the words that say something in that text are the user's. */
    public boolean saysMostOf(String text) {
        int said = 0;
        int all = 0;
        for (String word : Sentence.plain(text.length() > 400 ? text.substring(0, 400) : text)) {
            if (word.length() > 2 && !SMALL.contains(word)) {
                all++;
                said += words.contains(word) ? 1 : 0;
            }
        }
        return all == 0 || 2 * said >= all;
    }
}
