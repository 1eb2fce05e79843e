package dev.sallyport.provenance.assess;

import dev.sallyport.provenance.delegation.Delegation;
import dev.sallyport.provenance.delegation.Spelling;
import dev.sallyport.text.decode.Decodings;
import dev.sallyport.text.normal.Fold;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What entered a session that is for the user alone, findable in what leaves: as it is, in other case, with anything between its
 * characters, turned around, in two halves, as base64, hexadecimal, ROT13, numbers of characters, digits in words, behind other encodings.
 * Forms are compared by letters and digits alone. Work is linear in what leaves: forms are found by their first characters. At most
 * {@value #MOST} values are kept; a session that holds more says that every text carries one. Owned by one writer.
 */
final class Secrets {
    /** So many values are kept. */
    static final int MOST = 4096;

    /** What is shorter stands anywhere by chance. */
    private static final int SHORTEST = 6;

    private static final int HALVED = 8;
    private static final int LONGEST = 4000;
    private static final int LONGEST_ENCODED = 400;
    private static final int FILTER = 1 << 14;

    /** Words in a field's name that say nothing of what it holds. */
    private static final Set<String> HOLLOW = Set.of("number", "account", "user", "name", "info", "code", "data");

    private static final Map<String, String> DIGITS = Map.of(
            "zero", "0", "one", "1", "two", "2", "three", "3", "four", "4", "five", "5", "six", "6", "seven", "7",
            "eight", "8", "nine", "9");

    /** A form to find: its first half, and its second, where the secret is looked for in two. */
    private record Form(String text, String second, Secret of) {}

    private record Secret(String plain, String field) {}

    private final Map<String, List<Form>> forms = new HashMap<>();
    private final Map<String, Secret> kept = new HashMap<>();
    private final boolean[] filter = new boolean[FILTER];
    private boolean overflown;

    /** Takes a value in, with the name of its field. */
    void add(String text, String field) {
        String plain = Spelling.value(text);
        String compact = compact(text);
        if (compact.length() < SHORTEST || kept.containsKey(plain)) {
            return;
        }
        if (kept.size() >= MOST) {
            overflown = true;
            return;
        }
        Secret secret = new Secret(plain, field);
        kept.put(plain, secret);
        put(compact, "", secret);
        put(new StringBuilder(compact).reverse().toString(), "", secret);
        put(rot13(compact), "", secret);
        if (compact.length() >= HALVED) {
            int half = compact.length() / 2;
            put(compact.substring(0, half), compact.substring(half), secret);
            put(compact.substring(half), compact.substring(0, half), secret);
        }
        String raw = text.strip();
        if (raw.length() <= LONGEST_ENCODED) {
            Stream.of(raw, raw.toLowerCase(Locale.ROOT), raw.toUpperCase(Locale.ROOT), compact)
                    .distinct()
                    .forEach(one -> encoded(one, secret));
        }
    }

    private void encoded(String raw, Secret secret) {
        byte[] bytes = raw.getBytes(StandardCharsets.UTF_8);
        put(compact(HexFormat.of().formatHex(bytes)), "", secret);
        put(compact(Base64.getEncoder().withoutPadding().encodeToString(bytes)), "", secret);
        String twice = Base64.getEncoder().encodeToString(bytes);
        put(
                compact(Base64.getEncoder().withoutPadding().encodeToString(twice.getBytes(StandardCharsets.UTF_8))),
                "",
                secret);
        StringBuilder codes = new StringBuilder();
        raw.chars().forEach(codes::append);
        put(codes.toString(), "", secret);
    }

    private void put(String form, String second, Secret secret) {
        String text = form.length() > LONGEST ? form.substring(0, LONGEST) : form;
        int shortest = second.isEmpty() ? SHORTEST : HALVED / 2;
        if (text.length() >= shortest) {
            String begin = text.substring(0, HALVED / 2);
            forms.computeIfAbsent(begin, b -> new ArrayList<>(1)).add(new Form(text, second, secret));
            filter[slot(begin, 0)] = true;
        }
    }

    private static int slot(String text, int at) {
        int hash = 0;
        for (int i = at; i < at + HALVED / 2; i++) {
            hash = hash * 31 + text.charAt(i);
        }
        return (hash ^ (hash >>> 14)) & (FILTER - 1);
    }

    /** The name of the first field in what leaves that the user neither wrote out nor spoke of. */
    Optional<String> in(String text, Delegation user) {
        if (overflown) {
            return Optional.of("data");
        }
        if (kept.isEmpty()) {
            return Optional.empty();
        }
        Optional<String> found = within(compact(text), user);
        if (found.isEmpty()) {
            String spelled = digits(text);
            found = spelled.isEmpty() ? found : within(spelled, user);
        }
        if (found.isEmpty()) {
            List<String> behind = new ArrayList<>(Decodings.of(text));
            behind.add(Decodings.within(text));
            for (String decoded : behind) {
                found = found.isEmpty() && !decoded.isEmpty() ? within(compact(decoded), user) : found;
            }
        }
        return found;
    }

    private Optional<String> within(String said, Delegation user) {
        for (int i = 0; i + HALVED / 2 <= said.length(); i++) {
            if (filter[slot(said, i)]) {
                for (Form form : forms.getOrDefault(said.substring(i, i + HALVED / 2), List.of())) {
                    boolean there = said.startsWith(form.text(), i) && said.contains(form.second());
                    if (there
                            && !user.holds(form.of().plain())
                            && !asks(form.of().field(), user)) {
                        return Optional.of(form.of().field());
                    }
                }
            }
        }
        return Optional.empty();
    }

    private static boolean asks(String field, Delegation user) {
        for (String word : Spelling.plain(field).split("[^\\p{L}]+")) {
            if (word.length() > 2 && !HOLLOW.contains(word) && user.says(word)) {
                return true;
            }
        }
        return false;
    }

    /** Letters and digits, folded. */
    private static String compact(String text) {
        StringBuilder compact = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            if (c < 0x80) {
                if (Character.isLetterOrDigit(c)) {
                    compact.append((char) Character.toLowerCase(c));
                }
            } else {
                Fold.of(c)
                        .chars()
                        .filter(Character::isLetterOrDigit)
                        .forEach(f -> compact.append((char) Character.toLowerCase(f)));
            }
        });
        return compact.toString();
    }

    /** The same with digits that are written as words; empty if there are none. */
    private static String digits(String text) {
        StringBuilder spelled = new StringBuilder();
        boolean any = false;
        for (String word : Spelling.plain(text).split("[^\\p{L}\\p{N}]+")) {
            String digit = DIGITS.get(word);
            any |= digit != null;
            spelled.append(digit == null ? word : digit);
        }
        return any ? compact(spelled.toString()) : "";
    }

    private static String rot13(String text) {
        StringBuilder turned = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            turned.append(c >= 'a' && c <= 'z' ? (char) ('a' + (c - 'a' + 13) % 26) : c);
        }
        return turned.toString();
    }

    /** How many values are kept. */
    int size() {
        return kept.size();
    }
}
