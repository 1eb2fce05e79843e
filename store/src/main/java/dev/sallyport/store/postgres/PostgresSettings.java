package dev.sallyport.store.postgres;

import dev.sallyport.store.database.FatalHandler;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;

/**
 * Which database to use, and how.
 *
 * @param url as the driver takes it, {@code jdbc:postgresql://host:5432/sallyport?sslmode=verify-full}; never with a password
 * @param passwordFile the file that holds the user's password, read at each connection; empty if the server asks for none
 * @param clock the wall clock on which commits' deadlines are given
 * @param fatal ends the process when nobody can know what the database holds
 * @param silenceMillis after how long without word from the database the store is in trouble, in milliseconds, at least 1000
 */
public record PostgresSettings(
        String url,
        String user,
        Optional<Path> passwordFile,
        InstantSource clock,
        FatalHandler fatal,
        long silenceMillis) {
    /** The usual {@link #silenceMillis}. */
    public static final long SILENCE_MILLIS = 10_000;

    private static final String SCHEME = "jdbc:postgresql:";
    private static final long LEAST_SILENCE_MILLIS = 1_000;

    public PostgresSettings {
        fault(url).ifPresent(what -> {
            throw new IllegalArgumentException("the database's url " + what);
        });
        if (silenceMillis < LEAST_SILENCE_MILLIS) {
            throw new IllegalArgumentException(
                    "silence is at least " + LEAST_SILENCE_MILLIS + " ms, not " + silenceMillis);
        }
    }

    /** Where it is, without parameters. */
    public String name() {
        int query = url.indexOf('?');
        return query < 0 ? url : url.substring(0, query);
    }

    /** What is wrong with a url, without repeating it: it may hold a secret. */
    public static Optional<String> fault(String url) {
        if (!url.startsWith(SCHEME)) {
            return Optional.of("starts with `" + SCHEME + "//`");
        }
        String lower = url.toLowerCase(Locale.ROOT);
        if (lower.contains("password=") || lower.matches("jdbc:postgresql://[^/]*@.*")) {
            return Optional.of("must not hold a password or a user: name the user and a file beside it");
        }
        return Optional.empty();
    }
}
