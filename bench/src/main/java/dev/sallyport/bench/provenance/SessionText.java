package dev.sallyport.bench.provenance;

import dev.sallyport.action.TrustLevel;
import dev.sallyport.provenance.index.SessionIndex;
import dev.sallyport.provenance.source.FieldClass;
import dev.sallyport.provenance.source.Source;
import dev.sallyport.provenance.source.Source.Kind;
import dev.sallyport.provenance.source.Source.Sensitivity;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/**
 * Made-up results of tools: mails of a paragraph or three with sender, date and subject, payments with account, amount and
 * link. Words follow Zipf's law over 40,000 of one to four syllables. The same seed makes the same text. Confined to one thread.
 */
final class SessionText {
    private static final int VOCABULARY = 40_000;
    private static final String[] ONSETS = "b c d f g h j k l m n p r s t v w z st tr pl sh ch br gr".split(" ");
    private static final String[] VOWELS = "a e i o u ai ee ou ea".split(" ");
    private static final String[] CODAS = {"", "", "n", "r", "s", "l", "t", "nd", "ck", "ng", "st", "m"};
    private static final int ROWS = 12;

    private final SplittableRandom random;
    private final String[] words;
    private final List<String> seen = new ArrayList<>();

    SessionText(long seed) {
        this.random = new SplittableRandom(seed);
        this.words = new String[VOCABULARY];
        for (int i = 0; i < VOCABULARY; i++) {
            words[i] = made(1 + (i > 200 ? random.nextInt(3) : 0) + (i > 8000 ? 1 : 0));
        }
    }

    /** Fills an index with at least so many characters; answers how many they are. {@code also} sees each leaf's text. */
    long fill(SessionIndex index, long characters, Consumer<String> also) {
        long total = 0;
        for (int result = 0; total < characters; result++) {
            Source source =
                    new Source(result, Kind.RESULT, "mail/list", TrustLevel.UNTRUSTED_EXTERNAL, Sensitivity.INTERNAL);
            for (int row = 0; row < ROWS; row++) {
                String at = "$.rows[" + row + "].";
                boolean mail = random.nextInt(2) == 0;
                total += leaf(index, source, at + (mail ? "from" : "payee"), mail ? address() : name(), also);
                total += leaf(index, source, at + "date", date(), also);
                total += leaf(index, source, at + (mail ? "subject" : "iban"), mail ? text(6) : account(), also);
                total += leaf(index, source, at + (mail ? "link" : "amount"), mail ? link() : amount(), also);
                total += leaf(index, source, at + "body", text(mail ? 150 : 12), also);
            }
        }
        return total;
    }

    /** Values as arguments have them: an address, a link, an account and a sentence; every second one stands in the session. */
    List<String> arguments(int count) {
        List<String> arguments = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            boolean known = i % 2 == 0;
            String old = seen.get(random.nextInt(seen.size()));
            arguments.add(
                    switch (i / 2 % 4) {
                        case 0 -> known ? like(old, "@") : address();
                        case 1 -> known ? like(old, "://") : link();
                        case 2 -> known ? like(old, "DE") : account();
                        default -> known ? cut(like(old, ". ")) : cut(text(60));
                    });
        }
        return arguments;
    }

    private long leaf(SessionIndex index, Source source, String path, String text, Consumer<String> also) {
        index.add(source, path, text, FieldClass.EXT);
        also.accept(text);
        if (seen.size() < 20_000) {
            seen.add(text);
        } else if (random.nextInt(50) == 0) {
            seen.set(random.nextInt(seen.size()), text);
        }
        return text.length();
    }

    private String like(String first, String part) {
        String found = first;
        for (int i = 0; i < 500 && !found.contains(part); i++) {
            found = seen.get(random.nextInt(seen.size()));
        }
        return found;
    }

    private String cut(String text) {
        int from = text.length() > 200 ? random.nextInt(text.length() - 200) : 0;
        return text.substring(from, Math.min(text.length(), from + 200));
    }

    private String text(int most) {
        StringBuilder text = new StringBuilder();
        for (int i = 2 + random.nextInt(most); i > 0; i--) {
            text.append(word()).append(random.nextInt(12) == 0 ? ". " : " ");
        }
        return text.toString();
    }

    /** The n-th commonest word with a chance of about 1/n. */
    private String word() {
        return words[(int) Math.min(VOCABULARY - 1.0, Math.pow(VOCABULARY, random.nextDouble()) - 1)];
    }

    private String made(int syllables) {
        StringBuilder word = new StringBuilder();
        for (int i = 0; i < syllables; i++) {
            word.append(ONSETS[random.nextInt(ONSETS.length)])
                    .append(VOWELS[random.nextInt(VOWELS.length)])
                    .append(CODAS[random.nextInt(CODAS.length)]);
        }
        return word.toString();
    }

    private String address() {
        return word() + "." + word() + random.nextInt(1000) + "@" + word() + ".example.com";
    }

    private String name() {
        return word() + " " + word();
    }

    private String link() {
        return "https://www." + word() + ".example.org/" + word() + "/" + random.nextInt(1_000_000);
    }

    private String account() {
        return String.format(
                Locale.ROOT, "DE%02d%018d", random.nextInt(100), random.nextLong(1_000_000_000_000_000_000L));
    }

    private String amount() {
        return String.format(Locale.ROOT, "%d.%02d", random.nextInt(10_000), random.nextInt(100));
    }

    private String date() {
        return String.format(Locale.ROOT, "2026-%02d-%02d", 1 + random.nextInt(12), 1 + random.nextInt(28));
    }
}
