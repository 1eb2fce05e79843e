package dev.sallyport.gate.registry;

import dev.sallyport.action.json.MalformedJson;
import dev.sallyport.gate.form.Fields;
import dev.sallyport.gate.form.FormBroken;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a policy bundle says of itself in its file {@value #FILE}, which its digest covers like every other file.
 *
 * @param name 1 to 64 of {@code a-z 0-9 . _ -}, beginning with a letter or digit; not {@value #UNNAMED}
 * @param version MAJOR.MINOR.PATCH, a pre-release after a hyphen if there is one (Semantic Versioning 2.0.0, 2 and 9), at most 64
 *     characters
 * @param changes one line on what is new, 1 to 200 printable characters
 */
public record PolicyManifest(String name, String version, String changes) {
    /** The file's name. */
    public static final String FILE = "bundle.json";

    /** What a bundle without a manifest is called. */
    public static final String UNNAMED = "unnamed";

    private static final int CHANGES_LIMIT = 200;
    private static final int DIGEST_PREFIX = 12;
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]{0,63}");
    private static final Pattern VERSION = Pattern.compile("(?=.{1,64}$)(?:0|[1-9]\\d*)(?:\\.(?:0|[1-9]\\d*)){2}"
            + "(?:-(?:0|[1-9]\\d*|\\d*[A-Za-z-][0-9A-Za-z-]*)(?:\\.(?:0|[1-9]\\d*|\\d*[A-Za-z-][0-9A-Za-z-]*))*)?");

    /** @throws IllegalArgumentException if a member is not as it must be */
    public PolicyManifest {
        if (!NAME.matcher(name).matches() || name.equals(UNNAMED)) {
            throw new IllegalArgumentException(
                    "`name` takes 1 to 64 of a-z, 0-9, `.`, `_` and `-`, and not `" + UNNAMED + "`");
        }
        if (!VERSION.matcher(version).matches()) {
            throw new IllegalArgumentException("`version` takes a semantic version such as 1.4.0 or 2.0.0-rc.1");
        }
        if (changes.isBlank()
                || changes.length() > CHANGES_LIMIT
                || changes.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("`changes` takes one line of 1 to " + CHANGES_LIMIT + " characters");
        }
    }

    /**
     * The manifest of a bundle, empty if it brings none.
     *
     * @throws IllegalArgumentException if it does not read, with the member and what it takes
     */
    public static Optional<PolicyManifest> of(PolicySource source) {
        String text = source.files().get(FILE);
        if (text == null) {
            return Optional.empty();
        }
        try {
            Fields fields = Fields.parse(FILE, text.getBytes(StandardCharsets.UTF_8));
            PolicyManifest manifest =
                    new PolicyManifest(fields.text("name"), fields.text("version"), fields.text("changes"));
            fields.end();
            return Optional.of(manifest);
        } catch (FormBroken | MalformedJson broken) {
            throw new IllegalArgumentException(String.valueOf(broken.getMessage()), broken);
        }
    }

    /** Name and version, as receipts write them: {@code payments@1.4.0}. */
    public String label() {
        return name + "@" + version;
    }

    /** How a bundle without a manifest is written: {@value #UNNAMED} and the first digits of its digest. */
    public static String unnamed(String digest) {
        return UNNAMED + "@" + digest.substring(0, Math.min(DIGEST_PREFIX, digest.length()));
    }
}
