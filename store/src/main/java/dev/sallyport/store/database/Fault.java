package dev.sallyport.store.database;

import java.sql.SQLException;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** What an error of SQLite means for the writer. */
public enum Fault {
    /** Nothing was written and a later attempt may succeed: disk full, read-only, no descriptor left. */
    UNWRITABLE,
    /** One statement was refused because of what it says; the others may be written without it. */
    STATEMENT,
    /** Nobody knows what the disk holds, or what it holds is broken: a failed sync, a failed read, corruption. */
    FATAL;

    /** The meaning of an error; one that is not known to be harmless is fatal. */
    public static Fault of(SQLException e) {
        return e instanceof SQLiteException sqlite ? of(sqlite.getResultCode()) : FATAL;
    }

    private static Fault of(SQLiteErrorCode code) {
        return switch (code) {
            // Raised before anything of the transaction counts: frames without a commit frame are void.
            case SQLITE_FULL,
                    SQLITE_IOERR_WRITE,
                    SQLITE_IOERR_NOMEM,
                    SQLITE_IOERR_SHMOPEN,
                    SQLITE_IOERR_SHMSIZE,
                    SQLITE_IOERR_SHMMAP,
                    SQLITE_IOERR_SHMLOCK,
                    SQLITE_IOERR_LOCK,
                    SQLITE_IOERR_GETTEMPPATH,
                    SQLITE_NOMEM,
                    SQLITE_BUSY,
                    SQLITE_BUSY_RECOVERY,
                    SQLITE_BUSY_SNAPSHOT,
                    SQLITE_BUSY_TIMEOUT,
                    SQLITE_LOCKED,
                    SQLITE_READONLY,
                    SQLITE_READONLY_DBMOVED,
                    SQLITE_READONLY_DIRECTORY,
                    SQLITE_READONLY_CANTINIT,
                    SQLITE_READONLY_CANTLOCK,
                    SQLITE_PERM,
                    SQLITE_CANTOPEN -> UNWRITABLE;
            case SQLITE_TOOBIG,
                    SQLITE_CONSTRAINT,
                    SQLITE_CONSTRAINT_CHECK,
                    SQLITE_CONSTRAINT_DATATYPE,
                    SQLITE_CONSTRAINT_NOTNULL,
                    SQLITE_CONSTRAINT_PRIMARYKEY,
                    SQLITE_CONSTRAINT_ROWID,
                    SQLITE_CONSTRAINT_UNIQUE,
                    SQLITE_MISMATCH,
                    SQLITE_RANGE -> STATEMENT;
            default -> FATAL;
        };
    }
}
