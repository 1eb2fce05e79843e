package dev.sallyport.provenance.delegation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.DoublePredicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The amounts of money the user gave, each with the clause it stands in. An amount beside a payee is that payee's; of a payee the user did
 * not write, those of the clauses that ask for a payment count. Less than the user said is within it, more is not.
 */
public final class Amounts {
    private static final Pattern FIGURE = Pattern.compile(
            "(?<![\\p{L}\\p{N}.,:/_#@-])([$€£]?) ?([0-9]{1,3}(?:[,'][0-9]{3})+(?:\\.[0-9]{1,2})?|[0-9]{1,3}(?:\\.[0-9]{3})+(?:,[0-9]{1,2})?|[0-9]{1,12}(?:[.,][0-9]{1,2})?)( ?k| thousand| million)?(?![\\p{L}\\p{N}_:/@-]|[.,][0-9])");
    private static final Pattern IN_WORDS = Pattern.compile(
            "\\b((?:(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|thousand)(?:[ -]|(?= )| and )?){1,8}) ?(?=euro|dollar|pound|buck)");
    private static final Map<String, Integer> NUMBERS = Map.ofEntries(
            Map.entry("one", 1),
            Map.entry("two", 2),
            Map.entry("three", 3),
            Map.entry("four", 4),
            Map.entry("five", 5),
            Map.entry("six", 6),
            Map.entry("seven", 7),
            Map.entry("eight", 8),
            Map.entry("nine", 9),
            Map.entry("ten", 10),
            Map.entry("eleven", 11),
            Map.entry("twelve", 12),
            Map.entry("thirteen", 13),
            Map.entry("fourteen", 14),
            Map.entry("fifteen", 15),
            Map.entry("sixteen", 16),
            Map.entry("seventeen", 17),
            Map.entry("eighteen", 18),
            Map.entry("nineteen", 19),
            Map.entry("twenty", 20),
            Map.entry("thirty", 30),
            Map.entry("forty", 40),
            Map.entry("fifty", 50),
            Map.entry("sixty", 60),
            Map.entry("seventy", 70),
            Map.entry("eighty", 80),
            Map.entry("ninety", 90));
    private static final Set<String> MONEY = Set.of(
            "euro", "euros", "dollar", "dollars", "pound", "pounds", "buck", "bucks", "eur", "usd", "gbp", "chf",
            "cents", "btc", "eth", "francs", "yen", "crowns");
    private static final Set<String> SPENT = Set.of(
            "amount",
            "total",
            "sum",
            "payment",
            "rent",
            "fee",
            "bill",
            "share",
            "budget",
            "price",
            "transfer",
            "limit");
    private static final Set<String> NUMBERED =
            Set.of("number", "no", "nr", "id", "line", "room", "chapter", "version", "section", "gate");

    private static final Pattern STEP =
            Pattern.compile("\\b(?:by|more|less|extra|another|additional|plus|increase|raise|lower|reduce|fewer)\\b");
    private static final Pattern LEAST =
            Pattern.compile("\\b(?:at least|minimum|more than|over|starting at|upwards)\\b");
    private static final Pattern WORKED_OUT = Pattern.compile(
            "(?:%|percent) of\\b|\\b(?:difference|half|third of|quarter of|rest|remaining|remainder|share of|balance)\\b");
    private static final Pattern EACH = Pattern.compile("\\b(?:each|apiece|per|times|every)\\b");
    private static final Pattern PERCENT = Pattern.compile("([0-9]{1,3})(?: ?%| percent)");
    private static final Pattern PART = Pattern.compile("\\band\\b|[,;:(] ?| - ");
    private static final Pattern WHOLE = Pattern.compile("\\b[0-9]{1,3}\\b");

    /** How an amount stands to those the user gave. */
    public enum Standing {
        /** The user gave it, for that payee where there is one. */
        GIVEN,
        /** It follows from what the user gave, or is less. */
        WITHIN,
        /** The user gave none. */
        OPEN,
        /** The user gave another. */
        OTHER
    }

    /** An amount in a clause; a step is added to something known. */
    private record Stated(Clause clause, int at, double value) {}

    private final List<Clause> said;
    private final List<Clause> asking;
    private final boolean refunds;

    /** Of a refund the smallest unit may be meant: it can't be more than what was paid. */
    Amounts(List<Clause> said, List<Clause> asking, boolean refunds) {
        this.refunds = refunds;
        this.said = said;
        this.asking = asking;
    }

    /**
     * How that amount stands to those the user gave.
     *
     * @param payees whom the call names
     * @param known whether the session holds that number: "by 50" is added to one
     */
    public Standing of(double amount, List<String> payees, DoublePredicate known) {
        List<Stated> bound = beside(payees);
        boolean open = false;
        if (bound.isEmpty()) {
            for (Clause clause : asking) {
                List<Stated> here = stated(clause);
                open |= here.isEmpty();
                bound.addAll(here);
            }
        }
        double value = Math.abs(amount);
        if (bound.stream().anyMatch(s -> same(s.value(), value) || (refunds && same(s.value() * 100, value)))) {
            return Standing.GIVEN;
        }
        if (bound.isEmpty() || open || bound.stream().anyMatch(s -> leavesOpen(s.clause()))) {
            return Standing.OPEN;
        }
        return follows(value, bound, known) ? Standing.WITHIN : Standing.OTHER;
    }

    /** Whether the user gives a bound from below, or says how the amount is worked out from others. */
    private static boolean leavesOpen(Clause clause) {
        return LEAST.matcher(clause.plain()).find()
                || WORKED_OUT.matcher(clause.plain()).find();
    }

    private List<Stated> beside(List<String> payees) {
        List<Stated> bound = new ArrayList<>();
        for (String payee : payees) {
            String wanted = Spelling.value(payee);
            for (Clause clause : wanted.isEmpty() ? List.<Clause>of() : said) {
                int at = clause.find(wanted, 0);
                if (at >= 0) {
                    bound.addAll(nearest(clause, at));
                }
            }
        }
        return bound;
    }

    /** The amounts in the same part of the clause, else the one before, else the one behind. */
    private List<Stated> nearest(Clause clause, int at) {
        List<Stated> here = stated(clause);
        int from = 0;
        int to = clause.plain().length();
        Matcher part = PART.matcher(clause.plain());
        while (part.find()) {
            if (part.start() >= at) {
                to = part.start();
                break;
            }
            from = part.end();
        }
        int begin = from;
        int end = to;
        List<Stated> inside =
                here.stream().filter(s -> s.at() >= begin && s.at() < end).toList();
        if (!inside.isEmpty()) {
            return inside;
        }
        List<Stated> before = here.stream().filter(s -> s.at() < at).toList();
        return before.isEmpty() ? here.stream().limit(1).toList() : List.of(before.getLast());
    }

    private static boolean follows(double value, List<Stated> bound, DoublePredicate known) {
        double sum = 0;
        for (Stated stated : bound) {
            String text = stated.clause().plain();
            sum += stated.value();
            boolean step = STEP.matcher(text).find();
            if (step && (known.test(value - stated.value()) || known.test(value + stated.value()))) {
                return true;
            }
            Matcher percent = PERCENT.matcher(text);
            double more = percent.find() ? Integer.parseInt(percent.group(1)) / 100.0 : 0;
            if (value <= stated.value() * (1 + more) + 0.01 || multiple(value, stated)) {
                return true;
            }
        }
        return same(sum, value);
    }

    private static boolean multiple(double value, Stated stated) {
        String text = stated.clause().plain();
        if (!EACH.matcher(text).find()) {
            return false;
        }
        Matcher whole = WHOLE.matcher(text);
        while (whole.find()) {
            if (same(stated.value() * Integer.parseInt(whole.group()), value)) {
                return true;
            }
        }
        return NUMBERS.entrySet().stream()
                .anyMatch(n -> Spelling.within(text, n.getKey(), 0) >= 0 && same(stated.value() * n.getValue(), value));
    }

    private static boolean same(double one, double two) {
        return Math.abs(one - two) < 0.005;
    }

    private List<Stated> stated(Clause clause) {
        List<Stated> found = new ArrayList<>();
        Matcher figure = FIGURE.matcher(clause.plain());
        while (figure.find()) {
            int at = figure.start(2);
            if (isMoney(clause, figure)) {
                found.add(new Stated(clause, at, value(figure.group(2)) * scale(figure.group(3))));
            }
        }
        Matcher words = IN_WORDS.matcher(clause.plain());
        while (words.find()) {
            found.add(new Stated(clause, words.start(), spoken(words.group(1))));
        }
        return found;
    }

    /** Whether the figure says how much money: by a currency, by its cents, or bare where a payment is asked for. */
    private boolean isMoney(Clause clause, Matcher figure) {
        String behind = clause.word(figure.end());
        boolean sign = !figure.group(1).isEmpty()
                || (figure.end() < clause.plain().length()
                        && "$€£".indexOf(clause.plain().charAt(figure.end())) >= 0);
        if (sign || MONEY.contains(behind)) {
            return true;
        }
        String before = clause.wordBefore(figure.start());
        boolean numbered = NUMBERED.contains(before) || (Lexicon.standard().isThing(before) && !SPENT.contains(before));
        boolean counts = Position.counts(clause, figure.start(2), figure.group(2));
        boolean cents = figure.group(2).matches(".*[.,][0-9]{2}");
        return !numbered && !counts && (cents || asking.contains(clause));
    }

    private static double scale(String suffix) {
        return suffix == null ? 1 : suffix.contains("million") ? 1_000_000 : 1_000;
    }

    private static double value(String figure) {
        String plain = figure.replace("'", "");
        if (plain.matches("[0-9]{1,3}(?:\\.[0-9]{3})+(?:,[0-9]{1,2})?")) {
            plain = plain.replace(".", "").replace(',', '.');
        } else if (plain.matches("[0-9]+,[0-9]{1,2}")) {
            plain = plain.replace(',', '.');
        }
        return Double.parseDouble(plain.replace(",", ""));
    }

    private static double spoken(String words) {
        double all = 0;
        double group = 0;
        for (String word : words.split("[ -]+")) {
            if (word.equals("hundred")) {
                group = Math.max(1, group) * 100;
            } else if (word.equals("thousand")) {
                all += Math.max(1, group) * 1000;
                group = 0;
            } else {
                group += NUMBERS.getOrDefault(word, 0);
            }
        }
        return all + group;
    }
}
