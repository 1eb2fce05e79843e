package dev.sallyport.server.feed;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which rows somebody wants: {@code tool:github -decision:allow since:1h merge*}. Words before a colon name a column; several of one column are
 * alternatives, and what stands after a minus must not be. A word alone is looked for in every column. {@code *} stands for anything, letters
 * count without their case. What is no column's name is a word alone, so every text is a query. Immutable.
 */
public final class FeedQuery {
    /** The longest text of a query. */
    public static final int LONGEST = 1_000;

    private static final int MOST_TERMS = 50;
    private static final Pattern TOKEN =
            Pattern.compile("(-?)(?:([a-z]{2,10}):)?(?:\"([^\"]{0,1000})\"|([^\\s\"]{1,1000}))");
    private static final Pattern AGO = Pattern.compile("([0-9]{1,5})([smhd])");

    /** One condition. */
    record Term(Optional<Column> column, boolean not, String wanted) {
        boolean holds(String value) {
            String low = value.toLowerCase(Locale.ROOT);
            return column.isPresent() ? fits(wanted, low) : low.contains(wanted) || fits(wanted, low);
        }
    }

    private final String text;
    private final List<Term> terms;
    private final long since;

    private FeedQuery(String text, List<Term> terms, long since) {
        this.text = text;
        this.terms = List.copyOf(terms);
        this.since = since;
    }

    /**
     * Reads it.
     *
     * @param nowMillis from when on {@code since:} counts back
     * @throws IllegalArgumentException if it is longer than {@value #LONGEST} characters
     */
    public static FeedQuery parse(String text, long nowMillis) {
        if (text.length() > LONGEST) {
            throw new IllegalArgumentException("a query has up to " + LONGEST + " characters");
        }
        List<Term> terms = new ArrayList<>();
        long since = 0;
        Matcher token = TOKEN.matcher(text);
        while (token.find() && terms.size() < MOST_TERMS) {
            String word = Optional.ofNullable(token.group(2)).orElse("");
            String value = Optional.ofNullable(token.group(3)).orElse(String.valueOf(token.group(4)));
            Optional<Column> column = Column.byWire(word);
            Matcher ago = AGO.matcher(value);
            if (word.equals("since") && ago.matches()) {
                since = nowMillis - Long.parseLong(ago.group(1)) * unit(ago.group(2));
            } else {
                String wanted = column.isPresent() || word.isEmpty() ? value : word + ":" + value;
                terms.add(new Term(column, !token.group(1).isEmpty(), wanted.toLowerCase(Locale.ROOT)));
            }
        }
        return new FeedQuery(text, terms, since);
    }

    private static long unit(String letter) {
        return switch (letter) {
            case "s" -> 1_000L;
            case "m" -> 60_000L;
            case "h" -> 3_600_000L;
            default -> 86_400_000L;
        };
    }

    /** The query as it was written. */
    public String text() {
        return text;
    }

    List<Term> terms() {
        return terms;
    }

    /** Rows before that moment are not wanted. */
    long since() {
        return since;
    }

    /** Whether the row is wanted. */
    public boolean matches(FeedRow row) {
        if (row.timeMillis() < since) {
            return false;
        }
        for (Column column : Column.values()) {
            if (!allows(column, row.value(column))) {
                return false;
            }
        }
        return terms.stream()
                .filter(term -> term.column().isEmpty())
                .allMatch(term -> term.not() != row.values().stream().anyMatch(term::holds));
    }

    /** Whether the terms of that column let the value pass. */
    boolean allows(Column column, String value) {
        boolean asked = false;
        boolean found = false;
        for (Term term : terms) {
            if (term.column().filter(column::equals).isPresent()) {
                boolean holds = term.holds(value);
                if (term.not() && holds) {
                    return false;
                }
                asked |= !term.not();
                found |= !term.not() && holds;
            }
        }
        return !asked || found;
    }

    boolean asksFor(Column column) {
        return terms.stream()
                .anyMatch(term -> term.column().filter(column::equals).isPresent());
    }

    /** Whether the value is that text, where a star stands for anything but no value at all; linear in the value for each star. */
    private static boolean fits(String wanted, String value) {
        if (value.isEmpty()) {
            return wanted.isEmpty();
        }
        if (wanted.indexOf('*') < 0) {
            return wanted.equals(value);
        }
        String[] parts = wanted.split("\\*", -1);
        String last = parts[parts.length - 1];
        if (!value.startsWith(parts[0])
                || value.length() < parts[0].length() + last.length()
                || !value.endsWith(last)) {
            return false;
        }
        int at = parts[0].length();
        int end = value.length() - last.length();
        for (int i = 1; i < parts.length - 1; i++) {
            int found = value.indexOf(parts[i], at);
            if (found < 0 || found + parts[i].length() > end) {
                return false;
            }
            at = found + parts[i].length();
        }
        return true;
    }
}
