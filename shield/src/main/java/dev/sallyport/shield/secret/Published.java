package dev.sallyport.shield.secret;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** Credentials that everybody has, because their issuers print them in manuals, samples and emulators. Known by hash alone. Immutable. */
final class Published {
    private static final int BYTES = 8;
    private static final Map<Integer, Set<String>> BY_LENGTH = load();

    private Published() {}

    /** Whether that is one. */
    static boolean holds(String value) {
        Set<String> known = BY_LENGTH.get(value.length());
        return known != null && known.contains(start(value));
    }

    /** The first bytes of its SHA-256, in hex. */
    static String start(String value) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(value.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, BYTES);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static Map<Integer, Set<String>> load() {
        try (InputStream file = Objects.requireNonNull(Published.class.getResourceAsStream("published.tsv"));
                BufferedReader lines = new BufferedReader(new InputStreamReader(file, StandardCharsets.UTF_8))) {
            return lines.lines()
                    .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                    .map(line -> line.split("\t", -1))
                    .collect(Collectors.groupingBy(
                            cells -> Integer.parseInt(cells[0]),
                            HashMap::new,
                            Collectors.mapping(cells -> cells[1], Collectors.toUnmodifiableSet())));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
