package dev.sallyport.store.database;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The store can't be opened, read, copied or restored; the message says what, where and what to do. */
public final class StoreProblem extends RuntimeException {
    /** What is wrong; the wire name is stable. */
    public enum Code {
        /** Another process has the data directory. */
        DATA_LOCKED,
        /** There is no database where one was expected. */
        DATABASE_MISSING,
        /** There is a database where none was expected. */
        DATABASE_EXISTS,
        /** The file is a database, but not one of Sallyport's, or no database at all. */
        NOT_A_STORE,
        /** The database was written by a newer version. */
        SCHEMA_NEWER,
        /** What is stored contradicts itself: a chain does not end where it should, or a hash differs. */
        CHAIN_BROKEN,
        /** The database server is set up so that it may lose what it acknowledged. */
        NOT_DURABLE,
        /** The file system or the database refused. */
        UNREADABLE;

        /** The stable lower-case code. */
        public String wire() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final Code code;

    /** A problem without a technical cause. */
    public StoreProblem(Code code, String message) {
        this(code, message, null);
    }

    /** A problem with the exception that showed it. */
    public StoreProblem(Code code, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.code = code;
    }

    /** What is wrong. */
    public Code code() {
        return code;
    }
}
