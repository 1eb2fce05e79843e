package dev.sallyport.shield.packages.name;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds which well-known name another name could be taken for. A name costs one pass over the known names of about its length, most of which two bit
 * counts rule out. Immutable.
 */
public final class Squats {
    /** Longest name that is compared; longer ones are nobody's slip. */
    public static final int MAX_CHARS = 100;

    /** Only these first ranks are worth two slips, or a word put on. */
    private static final int HEAD = 2_000;

    /** Shortest name in which two slips still show where it came from. */
    private static final int TWO_SLIPS_CHARS = 7;

    private static final int SHORTEST = 3;

    private final Ecosystem ecosystem;
    private final Map<String, Integer> ranks = new HashMap<>();
    private final Map<String, Integer> squeezed = new HashMap<>();
    private final Map<String, Integer> skeletons = new HashMap<>();
    private final Map<String, Integer> orders = new HashMap<>();
    private final Map<String, Integer> scopes = new HashMap<>();
    private final List<List<Known>> byLength = new ArrayList<>();
    private final List<String> names;

    private record Known(String name, String plain, long letters, int rank) {}

    /**
     * @param names normal names, best known first
     */
    public Squats(Ecosystem ecosystem, List<String> names) {
        this.ecosystem = ecosystem;
        this.names = List.copyOf(names);
        for (int i = 0; i <= MAX_CHARS; i++) {
            byLength.add(new ArrayList<>());
        }
        for (int rank = 0; rank < names.size(); rank++) {
            add(names.get(rank), rank);
        }
    }

    private void add(String name, int rank) {
        ranks.putIfAbsent(name, rank);
        String plain = Looks.squeezed(name);
        squeezed.putIfAbsent(plain, rank);
        skeletons.putIfAbsent(Looks.skeleton(plain), rank);
        if (Looks.words(name).length > 1) {
            orders.putIfAbsent(Looks.sorted(name), rank);
        }
        int slash = name.indexOf('/');
        if (ecosystem == Ecosystem.NPM && slash > 0) {
            scopes.putIfAbsent(name.substring(0, slash), rank);
        }
        if (plain.length() <= MAX_CHARS && plain.length() >= SHORTEST) {
            byLength.get(plain.length()).add(new Known(name, plain, Looks.letters(plain), rank));
        }
    }

    /** Whether it is one of the known names itself. */
    public boolean knows(String normal) {
        return ranks.containsKey(normal);
    }

    /** What the name could be taken for, the likeliest; empty if it is a known name itself or like none. */
    public Optional<Squat> find(String normal) {
        if (normal.length() > MAX_CHARS || ranks.containsKey(normal)) {
            return Optional.empty();
        }
        String folded = ecosystem.normal(Looks.folded(normal));
        if (!folded.equals(normal)) {
            return Optional.of(foreign(folded));
        }
        List<Squat> found = new ArrayList<>();
        alike(normal, found);
        slips(normal, found);
        combined(normal, found);
        scoped(normal, found);
        return found.stream().max(Comparator.comparingDouble(Squat::strength));
    }

    private Squat foreign(String folded) {
        Integer rank = ranks.get(folded);
        if (rank != null) {
            return new Squat(Squat.Kind.HOMOGLYPH, names.get(rank), 1);
        }
        return find(folded)
                .map(near -> new Squat(Squat.Kind.HOMOGLYPH, near.target(), Math.max(0.95, near.strength())))
                .orElse(new Squat(Squat.Kind.HOMOGLYPH, folded, 0.95));
    }

    private void alike(String normal, List<Squat> found) {
        String plain = Looks.squeezed(normal);
        Integer same = squeezed.get(plain);
        if (same != null) {
            boolean scope = names.get(same).startsWith("@") != normal.startsWith("@");
            found.add(squat(scope ? Squat.Kind.SCOPE : Squat.Kind.DELIMITER, same, plain.length()));
            return;
        }
        Integer look = skeletons.get(Looks.skeleton(plain));
        if (look != null && !names.get(look).startsWith("@")) {
            boolean end = differsInLastDigitOnly(plain, Looks.squeezed(names.get(look)));
            found.add(squat(end ? Squat.Kind.NUMERAL : Squat.Kind.HOMOGLYPH, look, plain.length()));
        }
        Integer order = Looks.words(normal).length > 1 ? orders.get(Looks.sorted(normal)) : null;
        if (order != null) {
            found.add(squat(Squat.Kind.WORD_ORDER, order, plain.length()));
        }
    }

    private static boolean differsInLastDigitOnly(String a, String b) {
        int end = a.length() - 1;
        return a.length() == b.length() && a.regionMatches(0, b, 0, end) && Character.isDigit(b.charAt(end));
    }

    private void slips(String normal, List<Squat> found) {
        String plain = Looks.squeezed(normal);
        long letters = Looks.letters(plain);
        for (int length = Math.max(SHORTEST, plain.length() - 2);
                length <= Math.min(MAX_CHARS, plain.length() + 2);
                length++) {
            for (Known known : byLength.get(length)) {
                if (Long.bitCount(known.letters ^ letters) <= 4 && sameScope(normal, known.name)) {
                    slip(plain, known, found);
                }
            }
        }
    }

    /** A slip inside one scope, or between names that have none: a whole other scope is no slip. */
    private static boolean sameScope(String a, String b) {
        boolean scoped = a.startsWith("@");
        if (scoped != b.startsWith("@")) {
            return false;
        }
        if (!scoped) {
            return true;
        }
        // An owner of a scope may name things as they please in it: only a slip in the scope itself misleads.
        int own = a.indexOf('/');
        int other = b.indexOf('/');
        return own > 0 && other > 0 && a.substring(own).equals(b.substring(other));
    }

    private void slip(String plain, Known known, List<Squat> found) {
        Slips.one(plain, known.plain)
                .map(kind -> squat(kind, known.rank, Math.min(plain.length(), known.plain.length())))
                .ifPresentOrElse(found::add, () -> {
                    if (mayHoldTwo(plain, known) && Slips.two(plain, known.plain)) {
                        found.add(squat(Squat.Kind.TWO_SLIPS, known.rank, known.plain.length()));
                    }
                });
    }

    private static boolean mayHoldTwo(String plain, Known known) {
        return known.rank < HEAD
                && Math.min(plain.length(), known.plain.length()) >= TWO_SLIPS_CHARS
                && plain.charAt(0) == known.plain.charAt(0);
    }

    private void combined(String normal, List<Squat> found) {
        for (String core : Affixes.cores(ecosystem, normal)) {
            Integer rank = ranks.get(core);
            if (rank == null) {
                rank = squeezed.get(Looks.squeezed(core));
            }
            if (rank != null
                    && rank < HEAD
                    && core.length() >= 5
                    && !names.get(rank).equals(normal)) {
                found.add(squat(Squat.Kind.COMBOSQUAT, rank, core.length()));
            }
        }
    }

    private void scoped(String normal, List<Squat> found) {
        int slash = normal.indexOf('/');
        if (ecosystem == Ecosystem.GO) {
            owners(normal, found);
        } else if (ecosystem == Ecosystem.MAVEN) {
            groups(normal, found);
        }
        if (ecosystem != Ecosystem.NPM || slash < 2 || scopes.containsKey(normal.substring(0, slash))) {
            return;
        }
        String scope = normal.substring(1, slash);
        scopes.forEach((known, rank) -> {
            if (rank < HEAD && scope.length() > 4) {
                Slips.one(scope, known.substring(1))
                        .ifPresent(kind -> found.add(new Squat(Squat.Kind.SCOPE, known, kind.base() * 0.95)));
            }
        });
    }

    /** The same artifact in a group that another top-level domain would own: {@code org.} for {@code com.} and the like. */
    private void groups(String artifact, List<Squat> found) {
        String own = belowTop(artifact);
        for (int rank = 0; !own.isEmpty() && rank < names.size(); rank++) {
            if (own.equals(belowTop(names.get(rank)))) {
                found.add(new Squat(Squat.Kind.SCOPE, names.get(rank), Squat.Kind.SCOPE.base()));
            }
        }
    }

    private static String belowTop(String artifact) {
        int dot = artifact.indexOf('.');
        return dot > 0 && dot < artifact.indexOf(':') ? artifact.substring(dot) : "";
    }

    /** The same repository at an owner whose name contains the known one's, or is contained in it. */
    private void owners(String module, List<Squat> found) {
        String[] own = module.split("/", -1);
        for (int rank = 0; own.length >= 3 && rank < names.size(); rank++) {
            String[] known = names.get(rank).split("/", -1);
            if (known.length >= 3 && own[0].equals(known[0]) && own[2].equals(known[2]) && own[1].length() > 3) {
                String longer = own[1].length() > known[1].length() ? own[1] : known[1];
                String shorter = longer.equals(own[1]) ? known[1] : own[1];
                if (!longer.equals(shorter) && shorter.length() > 3 && longer.startsWith(shorter)) {
                    found.add(new Squat(Squat.Kind.SCOPE, names.get(rank), Squat.Kind.SCOPE.base()));
                }
            }
        }
    }

    private Squat squat(Squat.Kind kind, int rank, int length) {
        double byLength = switch (length) {
            case 0, 1, 2, 3 -> 0.5;
            case 4 -> 0.7;
            case 5 -> 0.85;
            case 6 -> 0.95;
            default -> 1;
        };
        double byRank = rank < 1_000 ? 1 : rank < 5_000 ? 0.95 : rank < 10_000 ? 0.9 : 0.8;
        return new Squat(kind, names.get(rank), kind.base() * byLength * byRank);
    }
}
