package dev.sallyport.provenance.delegation;

import dev.sallyport.provenance.catalogue.Kind;
import dev.sallyport.provenance.catalogue.Role;
import dev.sallyport.provenance.catalogue.Tier;
import dev.sallyport.provenance.catalogue.ToolEntry;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * What the user's words vouch for in a call of one tool. A value counts in a role if it stands where what fills that role stands, in a
 * clause that is not ruled out. Of two addresses, accounts or numbers the one in the clause that asks for the act is meant: what is
 * only shown, wondered about, read or taken from counts if that clause holds none. Immutable.
 */
public final class Mandate {
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,12}");
    private static final Pattern MAIL = Pattern.compile("[^@\\s]+@[^@\\s]+\\.[^@\\s]+");
    private static final Pattern ACCOUNT =
            Pattern.compile("[a-z]{2}[0-9]{2}[0-9a-z ]{6,36}|0x[0-9a-f]{6,64}|[0-9][0-9 -]{6,30}");
    private static final Pattern CODE = Pattern.compile("[\\p{L}]{1,12}[-_#]?[0-9]{1,12}");

    /** What a value can be taken for. */
    private enum Shape {
        MAIL,
        ACCOUNT,
        NUMBER,
        CODE,
        WORD
    }

    private static final Pattern SPACE = Pattern.compile("\\s+");
    private static final Set<String> OWNING = Set.of("my", "our", "the", "account", "iban", "address", "user");
    private static final Set<String> ANSWERING =
            Set.of("reply", "answer", "respond", "back", "thank", "responding", "replying");
    private static final Pattern FROM = Pattern.compile("(?i).*(?:from|sender|source|debit|origin).*");

    private final List<Clause> clauses;
    private final List<Clause> asking;
    private final Delegation words;
    private final ToolEntry tool;

    Mandate(List<Clause> clauses, Delegation words, ToolEntry tool) {
        Lexicon.Verbs deeds = Lexicon.standard().deeds(tool.acts());
        this.clauses = clauses;
        this.asking = clauses.stream()
                .filter(c -> c.standing() == Clause.Standing.SAID && c.does(deeds) && !(removes(tool) && c.spares()))
                .toList();
        this.words = words;
        this.tool = tool;
    }

    /** Whether the user's words name that value for what the argument decides. */
    public boolean vouches(Role role, String argument, String value) {
        String wanted = Spelling.value(value);
        if (tool.tier().compareTo(Tier.LOCAL) < 0 || wanted.isEmpty() || bare(role)) {
            return words.holds(value);
        }
        boolean found = false;
        boolean mentioned = false;
        for (Clause clause : clauses) {
            for (int at = clause.find(wanted, 0); at >= 0; at = clause.find(wanted, at + 1)) {
                found = true;
                if (!ruledOut(clause) && Position.fits(role, clause, at, wanted)) {
                    boolean meant =
                            clause.standing() == Clause.Standing.SAID && (asking.isEmpty() || asking.contains(clause));
                    if (meant && !(pays(role) && comesFrom(clause, at, argument))) {
                        return true;
                    }
                    mentioned = true;
                }
            }
        }
        return found ? mentioned && !outdone(wanted) : words.holds(value);
    }

    /** Whether the user wrote that address or number, and not as one for this: then no record makes it one. */
    public boolean passesOver(Role role, String argument, String value) {
        String wanted = Spelling.value(value);
        return pays(role)
                && Position.odd(wanted)
                && clauses.stream().anyMatch(c -> c.find(wanted, 0) >= 0)
                && !vouches(role, argument, value);
    }

    /** Whether the user's words hold that value, and only where they rule it out. */
    public boolean refuses(String value) {
        String wanted = Spelling.value(value);
        boolean refused = false;
        for (Clause clause : wanted.isEmpty() ? List.<Clause>of() : clauses) {
            for (int at = clause.find(wanted, 0); at >= 0; at = clause.find(wanted, at + 1)) {
                boolean counts = NUMBER.matcher(wanted).matches() && Position.counts(clause, at, wanted);
                if (!ruledOut(clause) && clause.standing() != Clause.Standing.SHOWN) {
                    return false;
                }
                refused |= ruledOut(clause) && !counts;
            }
        }
        return refused;
    }

    /**
     * Whether the user, who asks for the act, names another one of those there are and leaves nothing open.
     *
     * @param listed whether something is one of those there are
     */
    public boolean meansAnother(Role role, String value, Predicate<String> listed) {
        String wanted = Spelling.value(value);
        Shape shape = shape(wanted);
        // What is neither a name nor numbered is a key, which says nothing of whom or what it stands for.
        boolean key = shape == Shape.WORD && wanted.chars().anyMatch(Character::isDigit);
        if (key
                || asking.isEmpty()
                || words.holds(value)
                || (role == Role.SELECTOR && shape == Shape.WORD)
                || Others.left(asking)
                || Others.hinted(wanted, words)) {
            return false;
        }
        return Others.names(asking).stream()
                .anyMatch(name -> shape(name) == shape && !name.equals(wanted) && listed.test(name));
    }

    /** How an amount of the call stands to those the user gave. */
    public Amounts amounts() {
        return new Amounts(
                clauses.stream().filter(Mandate::said).toList(),
                asking,
                tool.acts().contains("refund-order"));
    }

    private boolean ruledOut(Clause clause) {
        return clause.refused() || (removes(tool) && clause.spares());
    }

    private static boolean removes(ToolEntry tool) {
        return tool.kind() == Kind.REMOVAL;
    }

    private static boolean said(Clause clause) {
        return clause.standing() == Clause.Standing.SAID || clause.standing() == Clause.Standing.WONDERED;
    }

    /** Roles that bear no authority: whatever the user said is the user's. */
    private static boolean bare(Role role) {
        return switch (role) {
            case TITLE, QUERY, DATE, CONTENT, FORM, OTHER -> true;
            case RECIPIENT, URL, PATH, COMMAND, AMOUNT, ACCOUNT, VISIBILITY, PERMISSION, CREDENTIAL, SELECTOR, PLACE ->
                false;
        };
    }

    private static boolean pays(Role role) {
        return role == Role.RECIPIENT || role == Role.ACCOUNT;
    }

    /** Whether what stands there is what something comes from, and the argument is not. */
    private static boolean comesFrom(Clause clause, int at, String argument) {
        int before = clause.before(at);
        for (int i = 0; i < 2 && before >= 0 && OWNING.contains(clause.word(before)); i++) {
            before = clause.before(before);
        }
        boolean from = before >= 0 && clause.word(before).equals("from");
        return from
                && !FROM.matcher(argument).matches()
                && ANSWERING.stream().noneMatch(w -> Spelling.within(clause.plain(), w, 0) >= 0);
    }

    /** Whether a clause that asks for the act holds another value of that shape. */
    private boolean outdone(String wanted) {
        Shape shape = shape(wanted);
        if (shape == Shape.WORD) {
            return false;
        }
        for (Clause clause : asking) {
            for (String token : SPACE.split(clause.plain())) {
                String value = Spelling.value(token);
                int at = value.equals(wanted) || shape(value) != shape ? -1 : clause.find(value, 0);
                boolean counted = at >= 0 && shape == Shape.NUMBER && Position.counts(clause, at, value);
                if (at >= 0 && !counted && !comesFrom(clause, at, "") && sameHead(wanted, clause, at)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static Shape shape(String value) {
        if (MAIL.matcher(value).matches()) {
            return Shape.MAIL;
        }
        if (NUMBER.matcher(value).matches()) {
            return Shape.NUMBER;
        }
        if (ACCOUNT.matcher(value).matches()) {
            return Shape.ACCOUNT;
        }
        return CODE.matcher(value).matches() ? Shape.CODE : Shape.WORD;
    }

    /** Whether both numbers are said of the same kind of things, as far as words before them tell. */
    private boolean sameHead(String wanted, Clause clause, int at) {
        if (shape(wanted) != Shape.NUMBER) {
            return true;
        }
        String other = clause.wordBefore(at);
        for (Clause mentions : clauses) {
            for (int i = mentions.find(wanted, 0); i >= 0; i = mentions.find(wanted, i + 1)) {
                String head = mentions.wordBefore(i);
                boolean things = Position.odd(head) || head.length() < 3 || Position.odd(other) || other.length() < 3;
                if (things || head.startsWith(other) || other.startsWith(head)) {
                    return true;
                }
            }
        }
        return false;
    }
}
