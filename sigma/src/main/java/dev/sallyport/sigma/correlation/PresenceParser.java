package dev.sallyport.sigma.correlation;

import dev.sallyport.sigma.yaml.Node;
import dev.sallyport.sigma.yaml.Refused;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Parses the condition of a temporal correlation: rule names, {@code and}, {@code or}, {@code not}, parentheses, and {@code all of},
 * {@code any of}, {@code N of} with {@code them} or a pattern with stars. {@code not} binds closest, then {@code and}.
 */
final class PresenceParser {
    private static final int MAX_WORDS = 256;
    private static final int MAX_DEPTH = 32;
    private static final int MAX_CHOICES = 256;

    private final String file;
    private final Node.Scalar text;
    private final List<Correlation.Reference> rules;
    private final List<String> words;
    private int at;
    private int depth;

    PresenceParser(String file, Node.Scalar text, List<Correlation.Reference> rules) {
        this.file = file;
        this.text = text;
        this.rules = rules;
        this.words = words(text.source());
    }

    Presence parse() {
        if (words.size() > MAX_WORDS) {
            throw refused("the condition has more than " + MAX_WORDS + " words");
        }
        Presence presence = either();
        if (at < words.size()) {
            throw refused("`" + words.get(at) + "` is not expected in the condition");
        }
        return presence;
    }

    private static List<String> words(String text) {
        String spaced = text.replace("(", " ( ").replace(")", " ) ").strip();
        return spaced.isEmpty() ? List.of() : List.of(spaced.split("\\s+"));
    }

    private Presence either() {
        List<Presence> parts = new ArrayList<>(List.of(both()));
        while (takes("or")) {
            parts.add(both());
        }
        return parts.size() == 1 ? parts.getFirst() : new Presence.Some(parts);
    }

    private Presence both() {
        List<Presence> parts = new ArrayList<>(List.of(one()));
        while (takes("and")) {
            parts.add(one());
        }
        return parts.size() == 1 ? parts.getFirst() : new Presence.Every(parts);
    }

    private Presence one() {
        if (++depth > MAX_DEPTH) {
            throw refused("the condition is nested deeper than " + MAX_DEPTH);
        }
        Presence presence = inside();
        depth--;
        return presence;
    }

    private Presence inside() {
        if (takes("not")) {
            return one().negated();
        }
        if (takes("(")) {
            Presence presence = either();
            if (!takes(")")) {
                throw refused("a parenthesis is not closed");
            }
            return presence;
        }
        if (at >= words.size()) {
            throw refused("the condition ends where a rule's name is expected");
        }
        String word = words.get(at++);
        return takes("of") ? of(word) : new Presence.Present(place(word));
    }

    private Presence of(String quantity) {
        if (at >= words.size()) {
            throw refused("`of` needs `them` or a pattern");
        }
        String pattern = words.get(at++);
        List<Presence> meant = new ArrayList<>();
        for (int i = 0; i < rules.size(); i++) {
            if (pattern.equalsIgnoreCase("them") || fits(pattern, rules.get(i).name())) {
                meant.add(new Presence.Present(i));
            }
        }
        if (meant.isEmpty()) {
            throw unresolved(pattern);
        }
        return switch (quantity.toLowerCase(Locale.ROOT)) {
            case "all" -> new Presence.Every(meant);
            case "any" -> new Presence.Some(meant);
            default -> atLeast(number(quantity, meant.size()), meant, 0);
        };
    }

    private int number(String quantity, int most) {
        boolean digits = quantity.length() <= 2 && quantity.chars().allMatch(c -> c >= '0' && c <= '9');
        int number = digits ? Integer.parseInt(quantity) : 0;
        if (number < 1 || number > most) {
            throw refused("`" + quantity + " of` is all, any, or 1 to " + most);
        }
        return number;
    }

    private int choices;

    private Presence atLeast(int number, List<Presence> of, int from) {
        if (number == 1) {
            return new Presence.Some(of.subList(from, of.size()));
        }
        List<Presence> ways = new ArrayList<>();
        for (int i = from; i <= of.size() - number; i++) {
            if (++choices > MAX_CHOICES) {
                throw refused("`of` stands for more than " + MAX_CHOICES + " choices: use {gte: N} instead");
            }
            ways.add(new Presence.Every(List.of(of.get(i), atLeast(number - 1, of, i + 1))));
        }
        return new Presence.Some(ways);
    }

    private static boolean fits(String pattern, String name) {
        int star = pattern.indexOf('*');
        if (star < 0) {
            return pattern.equals(name);
        }
        String head = pattern.substring(0, star);
        String tail = pattern.substring(star + 1);
        return tail.indexOf('*') < 0
                && name.length() >= head.length() + tail.length()
                && name.startsWith(head)
                && name.endsWith(tail);
    }

    private int place(String word) {
        for (int i = 0; i < rules.size(); i++) {
            if (rules.get(i).name().equals(word)) {
                return i;
            }
        }
        throw unresolved(word);
    }

    private boolean takes(String word) {
        boolean here = at < words.size() && words.get(at).equalsIgnoreCase(word);
        if (here) {
            at++;
        }
        return here;
    }

    private Refused refused(String reason) {
        return new Refused("bad_condition", file, text.place(), reason);
    }

    private Refused unresolved(String word) {
        return new Refused(
                "unresolved_rule_reference", file, text.place(), "`" + word + "` in the condition is not in `rules`");
    }
}
