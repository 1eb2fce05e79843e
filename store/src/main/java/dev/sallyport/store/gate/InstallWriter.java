package dev.sallyport.store.gate;

import dev.sallyport.store.database.StoreProblem;
import java.sql.Connection;
import java.sql.SQLException;

/** The transactions that write the install log, apart from those that write receipts. Thread-safe. */
public interface InstallWriter extends AutoCloseable {
    /** The statements of one transaction. */
    @FunctionalInterface
    interface Work {
        /** Runs them; the transaction is begun and ended by the writer. */
        void on(Connection connection) throws SQLException;
    }

    /**
     * Runs the work while nobody else writes the install log, whatever gateway, and returns when it is durable. The work
     * sees everything that was written before.
     *
     * @throws StoreProblem {@code unreadable} if it is not known to be written; to say the same again does no harm
     */
    void alone(Work work);

    @Override
    void close();
}
