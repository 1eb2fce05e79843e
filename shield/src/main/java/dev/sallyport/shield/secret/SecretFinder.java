package dev.sallyport.shield.secret;

import dev.sallyport.text.decode.Stretches;
import dev.sallyport.text.match.Words;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * Finds secrets in a text, in one pass for the fixed words of issuers, names and carriers, and a second for stretches that are written otherwise
 * or are personal data. Immutable, safe for many threads, linear.
 */
public final class SecretFinder {
    /** What a word leads to. */
    private interface Look {
        void at(String text, int end, List<Secret> into);
    }

    private static final double EXAMPLE = 0.3;
    private static final SecretFinder BUNDLED = load();

    private final Words words;
    private final Look[][] looks;
    private final Words tokens;
    private final TokenRule[][] rules;

    private SecretFinder(List<TokenRule> table) {
        Map<String, List<TokenRule>> byAnchor = new LinkedHashMap<>();
        table.forEach(rule -> byAnchor.computeIfAbsent(
                        rule.anchor().toLowerCase(java.util.Locale.ROOT), anchor -> new ArrayList<>())
                .add(rule));
        this.tokens = new Words(List.copyOf(byAnchor.keySet()));
        this.rules = byAnchor.values().stream()
                .map(of -> of.toArray(TokenRule[]::new))
                .toArray(TokenRule[][]::new);
        Map<String, List<Look>> all = new LinkedHashMap<>();
        byAnchor.forEach((anchor, of) -> of.forEach(
                rule -> add(all, anchor, (text, end, into) -> rule.at(text, end).ifPresent(into::add))));
        Assignments.WORDS.forEach(word -> add(
                all, word, (text, end, into) -> Assignments.at(text, end, "").ifPresent(into::add)));
        Assignments.SERVICES.forEach(word -> add(
                all, word, (text, end, into) -> Assignments.at(text, end, word).ifPresent(into::add)));
        for (String header :
                List.of("authorization", "x-api-key", "apikey", "api-key", "private-token", "x-auth-token")) {
            add(all, header, (text, end, into) -> Carriers.header(text, end).ifPresent(into::add));
        }
        add(all, "bearer ", (text, end, into) -> Carriers.bearer(text, end).ifPresent(into::add));
        add(all, "://", (text, end, into) -> Carriers.userinfo(text, end).ifPresent(into::add));
        add(all, " -u ", (text, end, into) -> Carriers.user(text, end).ifPresent(into::add));
        add(all, " --user", (text, end, into) -> Carriers.user(text, end).ifPresent(into::add));
        add(
                all,
                PrivateKeys.BEGIN,
                (text, end, into) -> PrivateKeys.armoured(text, end).ifPresent(into::add));
        add(
                all,
                PrivateKeys.PUTTY,
                (text, end, into) -> PrivateKeys.putty(text, end).ifPresent(into::add));
        add(all, ClusterSecrets.KIND, ClusterSecrets::around);
        this.words = new Words(List.copyOf(all.keySet()));
        this.looks = all.values().stream().map(of -> of.toArray(Look[]::new)).toArray(Look[][]::new);
    }

    private static void add(Map<String, List<Look>> all, String word, Look look) {
        all.computeIfAbsent(word.toLowerCase(java.util.Locale.ROOT), w -> new ArrayList<>())
                .add(look);
    }

    /** The one with the rules that come with this program. */
    public static SecretFinder bundled() {
        return BUNDLED;
    }

    private static SecretFinder load() {
        try (InputStream file = Objects.requireNonNull(SecretFinder.class.getResourceAsStream("tokens.tsv"));
                BufferedReader lines = new BufferedReader(new InputStreamReader(file, StandardCharsets.UTF_8))) {
            return new SecretFinder(lines.lines()
                    .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                    .map(TokenRule::of)
                    .toList());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** How many forms of issuers it knows. */
    public int forms() {
        return java.util.Arrays.stream(rules).mapToInt(of -> of.length).sum();
    }

    /** Everything in a text, in its order; none overlaps another. */
    public List<Secret> in(String text) {
        List<Secret> found = new ArrayList<>();
        words.find(text, (word, end) -> {
            for (Look look : looks[word]) {
                look.at(text, end, found);
            }
            return true;
        });
        Stretches.in(text, (from, to, behind) -> hidden(behind, from, to, found));
        Personal.in(text, found);
        return found.isEmpty() ? List.of() : known(text, apart(found));
    }

    /** What everybody has is an example, whatever its form. */
    private static List<Secret> known(String text, List<Secret> found) {
        return found.stream()
                .map(one -> one.isCredential() && Published.holds(text.substring(one.from(), one.to()))
                        ? new Secret(one.kind(), one.from(), one.to(), EXAMPLE, Secret.Tier.EXAMPLE)
                        : one)
                .toList();
    }

    /** The same, of the value of a member or variable of that name. */
    public List<Secret> in(String name, String text) {
        return in(name, () -> SecretNames.sort(name), text);
    }

    /** The same, for a name whose sort is asked for only where the value may be a secret's. */
    List<Secret> in(String name, Supplier<SecretNames.Sort> sorted, String text) {
        List<Secret> found = in(text);
        if (found.isEmpty() && text.length() >= Assignments.SHORTEST && text.length() <= 4096 && !text.isBlank()) {
            SecretNames.Sort sort = sorted.get();
            double confidence = Assignments.confidence(name, sort, text, true);
            if (confidence > 0) {
                String kind = sort == SecretNames.Sort.PASSWORD ? "password" : "assigned-secret";
                return known(text, List.of(new Secret(kind, 0, text.length(), confidence, Secret.Tier.LIKELY)));
            }
        }
        return found;
    }

    /** A stretch that hides a credential of a known form is found as a whole. */
    private void hidden(String behind, int from, int to, List<Secret> into) {
        tokens.find(behind, (word, end) -> {
            for (TokenRule rule : rules[word]) {
                var secret = rule.at(behind, end);
                if (secret.isPresent() && secret.get().tier() == Secret.Tier.CERTAIN) {
                    into.add(new Secret(rule.kind(), from, to, 0.96, Secret.Tier.CERTAIN));
                    return false;
                }
            }
            return true;
        });
    }

    /** Overlapping finds become one, over all their characters, named by the surest, then the longest, then the first by name. */
    private static List<Secret> apart(List<Secret> found) {
        found.sort(Comparator.comparingInt(Secret::from).thenComparingInt(Secret::to));
        List<Secret> apart = new ArrayList<>();
        Secret held = found.getFirst();
        for (Secret next : found.subList(1, found.size())) {
            if (next.from() >= held.to()) {
                apart.add(held);
                held = next;
            } else {
                held = joined(held, next);
            }
        }
        apart.add(held);
        return List.copyOf(apart);
    }

    private static Secret joined(Secret one, Secret other) {
        Comparator<Secret> surest = Comparator.comparing((Secret secret) -> secret.tier(), Comparator.reverseOrder())
                .thenComparingDouble(Secret::confidence)
                .thenComparingInt(secret -> secret.to() - secret.from())
                .thenComparing(Secret::kind, Comparator.reverseOrder());
        Secret best = surest.compare(one, other) >= 0 ? one : other;
        // An example or an address of mail does not widen a credential.
        boolean equalRank = one.isCredential() == other.isCredential();
        int from = equalRank ? Math.min(one.from(), other.from()) : best.from();
        int to = equalRank ? Math.max(one.to(), other.to()) : best.to();
        return new Secret(best.kind(), from, to, best.confidence(), best.tier());
    }
}
