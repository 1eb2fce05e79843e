package dev.sallyport.shield.canary;

import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;

/** Makes canaries. Immutable; as safe for several threads as its random source. */
public final class CanaryMint {
    private static final String BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private static final String LETTERS_AND_DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private static final int CORE = 16;
    private static final int SECRET = 40;

    private final RandomGenerator random;
    private final String urlBase;

    /**
     * @param random unpredictable outside tests
     * @param urlBase what a canary address begins with, such as {@code https://files.example.com/s/}; a server of the operator's, or one that
     *     does not exist
     */
    public CanaryMint(RandomGenerator random, String urlBase) {
        this.random = random;
        this.urlBase = urlBase;
    }

    /** A new canary of that kind. */
    public Canary mint(CanaryKind kind, String id) {
        String core = word(BASE32, CORE);
        return switch (kind) {
            case FILE -> one(id, kind, core, "# recovery codes, do not share\nprimary: " + core + "\n");
            case ENVIRONMENT -> one(id, kind, core, "INTERNAL_SERVICE_TOKEN=" + core);
            case CLOUD_KEY -> {
                String secret = word(LETTERS_AND_DIGITS, SECRET);
                String text =
                        "[backup]\naws_access_key_id = AKIA" + core + "\naws_secret_access_key = " + secret + "\n";
                yield new Canary(id, kind, List.of(core, secret), text);
            }
            case URL -> one(id, kind, core.toLowerCase(Locale.ROOT), urlBase + core.toLowerCase(Locale.ROOT));
            case DOCUMENT ->
                one(
                        id,
                        kind,
                        core,
                        "The archive of the second review is kept apart from the others. Quote the reference " + core
                                + " when you ask for it.");
            case TOKEN -> one(id, kind, core, "CANARY-" + core);
        };
    }

    private static Canary one(String id, CanaryKind kind, String core, String text) {
        return new Canary(id, kind, List.of(core), text);
    }

    private String word(String alphabet, int length) {
        StringBuilder word = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            word.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return word.toString();
    }
}
