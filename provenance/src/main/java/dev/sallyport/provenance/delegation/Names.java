package dev.sallyport.provenance.delegation;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The names of people in a text, as far as capitals and neighbours tell. A word that the lexicon knows as a verb or a thing ("Share",
 * "Invoice") is a name only behind what leads to a person, a word behind an article or "on" never is.
 */
final class Names {
    private static final Pattern NAME = Pattern.compile("\\p{Lu}[\\p{L}'-]*");

    /** Capitalised, but nobody's name. */
    private static final Set<String> NONE =
            Set.of(("i please can could the my a an if it is are am do what when where who how which also then after "
                            + "before hey hi hello thanks thank you your we he she they this that for find check make use read "
                            + "send add create delete perform visit invite post write sort summarize note tell give don't not "
                            + "be january february march april may june july august september october november december monday "
                            + "tuesday wednesday thursday friday saturday sunday iban id dm url cv pdf usd eur ")
                    .trim()
                    .split(" "));

    /** Where people meet and work, and no people. */
    private static final Set<String> SERVICES = Set.of(
            "slack",
            "github",
            "gitlab",
            "gmail",
            "google",
            "outlook",
            "dropbox",
            "paypal",
            "venmo",
            "notion",
            "jira",
            "linear",
            "trello",
            "asana",
            "discord",
            "telegram",
            "whatsapp",
            "signal",
            "zoom",
            "teams",
            "stripe",
            "spotify",
            "netflix",
            "amazon",
            "airbnb",
            "uber",
            "excel",
            "word",
            "drive",
            "docs",
            "sheets",
            "calendar",
            "confluence",
            "figma",
            "hubspot",
            "salesforce");

    /** Behind one of these stands somebody. */
    private static final Set<String> LEADING = Set.of(
            "to",
            "with",
            "for",
            "from",
            "by",
            "and",
            "or",
            "cc",
            "tell",
            "send",
            "pay",
            "invite",
            "ask",
            "email",
            "mail",
            "message",
            "text",
            "call",
            "remind",
            "notify",
            "give",
            "let",
            "thank",
            "forward",
            "show",
            "add",
            "user",
            "friend",
            "colleague",
            "mr",
            "mrs",
            "ms",
            "dr",
            "boss",
            "manager",
            "wife",
            "husband",
            "brother",
            "sister",
            "is",
            "named",
            "called");

    private static final Set<String> PLACED = Set.of("on", "at", "via", "using", "through", "into", "inside");
    private static final Set<String> ARTICLES =
            Set.of("the", "a", "an", "our", "your", "this", "that", "each", "every");

    private Names() {}

    static Set<String> in(String text) {
        Set<String> names = new HashSet<>();
        Matcher matcher = NAME.matcher(text);
        int after = -1;
        while (matcher.find()) {
            String found = matcher.group().toLowerCase(Locale.ROOT);
            String name = found.endsWith("'s") ? found.substring(0, found.length() - 2) : Spelling.value(found);
            boolean follows =
                    after >= 0 && text.substring(after, matcher.start()).isBlank();
            if (!NONE.contains(name)
                    && !SERVICES.contains(name)
                    && (follows || somebody(text, matcher.start(), name))) {
                names.add(name);
                after = matcher.end();
            }
        }
        return names;
    }

    private static boolean somebody(String text, int at, String name) {
        if (at > 0 && Character.isLetterOrDigit(text.charAt(at - 1))) {
            return false;
        }
        Clause clause = Clause.of(text.substring(Math.max(0, text.lastIndexOf('\n', at)), at), Clause.Standing.SHOWN);
        String before = clause.wordBefore(clause.plain().length());
        boolean common = Lexicon.standard().isVerb(name) || Lexicon.standard().isThing(name);
        if (opens(text, at)) {
            return !common;
        }
        if (PLACED.contains(before) || ARTICLES.contains(before)) {
            return false;
        }
        return !common || LEADING.contains(before);
    }

    private static boolean opens(String text, int at) {
        int before = at - 1;
        while (before >= 0 && text.charAt(before) == ' ') {
            before--;
        }
        return before < 0 || ".!?;:\n\r\t\"(-*".indexOf(text.charAt(before)) >= 0;
    }
}
