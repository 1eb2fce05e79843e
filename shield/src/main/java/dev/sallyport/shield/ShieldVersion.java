package dev.sallyport.shield;

import java.util.Arrays;
import java.util.regex.Pattern;

/**
 * A shield's name and its version by semver.org, as receipts and telemetry name it: {@code canary@1.0.0}.
 *
 * @param name lower case, digits and hyphens, up to 40 characters
 * @param version three numbers
 */
public record ShieldVersion(String name, String version) implements Comparable<ShieldVersion> {
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,39}");
    private static final Pattern VERSION = Pattern.compile("\\d{1,4}\\.\\d{1,4}\\.\\d{1,4}");

    /**
     * @throws IllegalArgumentException if either has another form
     */
    public ShieldVersion {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "a shield's name is lower case, up to 40 characters, not `" + name + "`");
        }
        if (!VERSION.matcher(version).matches()) {
            throw new IllegalArgumentException("a shield's version is three numbers, not `" + version + "`");
        }
    }

    /**
     * Reads {@code name@version}.
     *
     * @throws IllegalArgumentException if it has another form
     */
    public static ShieldVersion parse(String wire) {
        int at = wire.indexOf('@');
        if (at < 0) {
            throw new IllegalArgumentException("a shield is written name@version, not `" + wire + "`");
        }
        return new ShieldVersion(wire.substring(0, at), wire.substring(at + 1));
    }

    /** {@code name@version}. */
    public String wire() {
        return name + "@" + version;
    }

    /** By name, then by version, number by number. */
    @Override
    public int compareTo(ShieldVersion other) {
        int byName = name.compareTo(other.name);
        return byName != 0 ? byName : Arrays.compare(numbers(), other.numbers());
    }

    private int[] numbers() {
        return Pattern.compile("\\.")
                .splitAsStream(version)
                .mapToInt(Integer::parseInt)
                .toArray();
    }
}
