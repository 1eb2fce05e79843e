package dev.sallyport.store.postgres;

import dev.sallyport.store.database.Fault;
import java.sql.SQLException;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** What an error of PostgreSQL means for the writer, by its SQL state (PostgreSQL 15, appendix A). */
final class PostgresFault {
    private PostgresFault() {}

    /** The meaning of an error that came before the commit was sent: the transaction is void whatever it was. */
    static Fault beforeCommit(SQLException e) {
        String state = e.getSQLState() == null ? "" : e.getSQLState();
        if (state.equals("XX001") || state.equals("XX002")) {
            return Fault.FATAL;
        }
        // Data, constraints, limits: the statement is at fault. Everything else is the server's or the line's.
        boolean statement = state.startsWith("22") || state.startsWith("23") || state.startsWith("54");
        return statement ? Fault.STATEMENT : Fault.UNWRITABLE;
    }

    /** Whether the server itself said that a commit failed, on a connection that goes on: then it did not happen. */
    static boolean saysNotCommitted(SQLException e) {
        ServerErrorMessage message = e instanceof PSQLException answer ? answer.getServerErrorMessage() : null;
        return message != null && "ERROR".equals(message.getSeverity());
    }
}
