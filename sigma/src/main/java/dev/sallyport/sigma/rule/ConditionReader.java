package dev.sallyport.sigma.rule;

import dev.sallyport.sigma.pattern.Glob;
import dev.sallyport.sigma.pattern.Part;
import dev.sallyport.sigma.yaml.Place;
import dev.sallyport.sigma.yaml.Refused;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * Reads a condition over search identifiers.
 *
 * <pre>
 * or    = and { "or" and }
 * and   = not { "and" not }
 * not   = { "not" } unit
 * unit  = "(" or ")" | ("1" | "any" | "all") "of" ("them" | PATTERN) | IDENTIFIER
 * </pre>
 *
 * <p>A pattern is an identifier in which {@code *} stands for any characters; {@code them} is every identifier that does not begin with an
 * underscore. Operators may be written in capitals.
 */
final class ConditionReader {
    /** The most characters of a condition. */
    static final int MAX_LENGTH = 10_000;

    /** The deepest nesting of parentheses. */
    static final int MAX_DEPTH = 50;

    /** How often a condition may name searches once its patterns are written out. */
    static final int MAX_REFERENCES = 10_000;

    private final Refusals refusals;
    private final Place place;
    private final Map<String, Expression> searches;
    private final List<String> tokens = new ArrayList<>();
    private int next;
    private int references;

    ConditionReader(Refusals refusals, Place place, Map<String, Expression> searches) {
        this.refusals = refusals;
        this.place = place;
        this.searches = searches;
    }

    Expression read(String condition) {
        if (condition.length() > MAX_LENGTH) {
            throw refused("bad_condition", "a condition has at most " + MAX_LENGTH + " characters");
        }
        scan(condition);
        if (tokens.isEmpty()) {
            throw refused("missing_condition", "the condition is empty");
        }
        Expression expression = or(0);
        if (next < tokens.size()) {
            throw refused("bad_condition", "`" + tokens.get(next) + "` stands where `and`, `or` or the end belongs");
        }
        return expression;
    }

    private void scan(String condition) {
        int at = 0;
        while (at < condition.length()) {
            char c = condition.charAt(at);
            int end = at + 1;
            if (isName(c)) {
                while (end < condition.length() && isName(condition.charAt(end))) {
                    end++;
                }
                tokens.add(condition.substring(at, end));
            } else if (c == '(' || c == ')') {
                tokens.add(Character.toString(c));
            } else if (c != ' ' && c != '\t' && c != '\n' && c != '\r') {
                throw refused("bad_condition", "a condition holds no `" + c + "`");
            }
            at = end;
        }
    }

    private static boolean isName(char c) {
        return Strings.isWord(c) || c == '-' || c == '*' || c == '.';
    }

    private Expression or(int depth) {
        List<Expression> of = new ArrayList<>();
        do {
            of.add(and(depth));
        } while (take("or"));
        return of.size() == 1 ? of.getFirst() : new Expression.Or(of);
    }

    private Expression and(int depth) {
        List<Expression> of = new ArrayList<>();
        do {
            of.add(not(depth));
        } while (take("and"));
        return of.size() == 1 ? of.getFirst() : new Expression.And(of);
    }

    private Expression not(int depth) {
        int count = 0;
        while (take("not")) {
            count++;
        }
        if (depth + count > MAX_DEPTH) {
            throw refused("bad_condition", "a condition is nested at most " + MAX_DEPTH + " deep");
        }
        Expression unit = unit(depth);
        for (int i = 0; i < count; i++) {
            unit = new Expression.Not(unit);
        }
        return unit;
    }

    private Expression unit(int depth) {
        if (next >= tokens.size()) {
            throw refused("bad_condition", "the condition ends where a search belongs");
        }
        String token = tokens.get(next++);
        if (token.equals("(")) {
            if (depth >= MAX_DEPTH) {
                throw refused("bad_condition", "a condition is nested at most " + MAX_DEPTH + " deep");
            }
            Expression inner = or(depth + 1);
            if (!take(")")) {
                throw refused("bad_condition", "a parenthesis is not closed");
            }
            return inner;
        }
        String quantifier = token.toLowerCase(Locale.ROOT);
        boolean quantified = quantifier.equals("1") || quantifier.equals("any") || quantifier.equals("all");
        if (quantified && next < tokens.size() && tokens.get(next).equalsIgnoreCase("of")) {
            next++;
            return quantified(quantifier.equals("all"));
        }
        return named(token);
    }

    private Expression quantified(boolean all) {
        if (next >= tokens.size()) {
            throw refused("bad_condition", "the condition ends where a pattern belongs");
        }
        String pattern = tokens.get(next++);
        List<Expression> of = new ArrayList<>();
        for (String name : searches.keySet()) {
            boolean meant = pattern.equalsIgnoreCase("them") ? !name.startsWith("_") : fits(pattern, name);
            if (meant) {
                of.add(reference(name));
            }
        }
        if (of.isEmpty()) {
            throw refused("pattern_matches_nothing", "no search identifier fits `" + pattern + "`");
        }
        if (of.size() == 1) {
            return of.getFirst();
        }
        return all ? new Expression.And(of) : new Expression.Or(of);
    }

    /** Whether a name fits a pattern of characters and stars. */
    static boolean fits(String pattern, String name) {
        return Glob.of(starred(pattern), true).matches(name);
    }

    private static List<Part> starred(String pattern) {
        Strings.Builder parts = new Strings.Builder();
        for (int i = 0; i < pattern.length(); i++) {
            if (pattern.charAt(i) == '*') {
                parts.add(Part.Wildcard.MANY);
            } else {
                parts.add(pattern.charAt(i));
            }
        }
        return parts.build();
    }

    private Expression named(String token) {
        if (searches.containsKey(token)) {
            return reference(token);
        }
        if (token.equals(")") || isOperator(token)) {
            throw refused("bad_condition", "`" + token + "` stands where a search belongs");
        }
        throw refused("unknown_search_identifier", "no search identifier is called `" + token + "`");
    }

    private Expression reference(String name) {
        if (++references > MAX_REFERENCES) {
            throw refused("bad_condition", "a condition names at most " + MAX_REFERENCES + " searches");
        }
        return new Expression.Named(name, Objects.requireNonNull(searches.get(name)));
    }

    private static boolean isOperator(String token) {
        String lower = token.toLowerCase(Locale.ROOT);
        return lower.equals("and") || lower.equals("or") || lower.equals("not");
    }

    private boolean take(String word) {
        boolean there = next < tokens.size()
                && tokens.get(next).equalsIgnoreCase(word)
                && !searches.containsKey(tokens.get(next));
        if (there) {
            next++;
        }
        return there;
    }

    private Refused refused(String code, String reason) {
        return refusals.at(place, code, reason);
    }
}
