package dev.sallyport.store.group;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** A statement that changes rows, with its parameters in order. Takes effect at the latest when its group is committed. */
@FunctionalInterface
public interface Write {
    /** Runs it, or keeps it to be run with others of its kind. */
    void run(@Nullable Object... values) throws SQLException;

    /** Makes one from its SQL. */
    @FunctionalInterface
    interface Maker {
        /** A write of that SQL. */
        Write of(String sql) throws SQLException;
    }
}
