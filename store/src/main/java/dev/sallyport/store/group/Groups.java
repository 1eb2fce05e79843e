package dev.sallyport.store.group;

import java.sql.SQLException;
import java.util.List;

/**
 * Writes groups of commits in one transaction with one sync each. Either every commit of the group is settled and the new
 * state published, or an exception says what is known. Writer thread only.
 */
public interface Groups {
    /** Nothing was written; a later attempt may succeed. */
    final class NotWritable extends Exception {
        /** With what people are told. */
        public NotWritable(String why, Throwable cause) {
            super(why, cause);
        }
    }

    /** Nobody knows what was written, and nobody will. */
    final class Lost extends Exception {
        /** With what people are told. */
        public Lost(String why, Throwable cause) {
            super(why, cause);
        }
    }

    /** Nobody knows yet whether the group was written: {@link #resolve} finds out. No commit of it may be answered before. */
    final class Unknown extends Exception {
        /** With what people are told. */
        public Unknown(String why, Throwable cause) {
            super(why, cause);
        }
    }

    /** One commit of the group can't be written, whatever the disk does. */
    final class Misfit extends Exception {
        private final transient RuntimeException problem;

        /** With what the commit's caller is told, if it is the only one of its group. */
        public Misfit(RuntimeException problem) {
            super(problem);
            this.problem = problem;
        }

        RuntimeException problem() {
            return problem;
        }
    }

    /** Writes the group. */
    void write(List<Pending> group) throws NotWritable, Misfit, Lost, Unknown;

    /**
     * Whether the group of the last {@link Unknown} was written after all; if so its answers stand as they were settled.
     *
     * @throws NotWritable if nobody can tell yet
     * @throws Lost if the database holds a part of it
     */
    default boolean resolve() throws NotWritable, Lost {
        throw new IllegalStateException("there is no group in doubt");
    }

    /**
     * Writes nothing, but looks whether anything could be written; called now and then while nobody commits.
     *
     * @throws NotWritable if nothing could be, saying why
     * @throws Lost if something acknowledged may be gone
     */
    default void look() throws NotWritable, Lost {}

    /** Called after a group's answers were handed on, with roughly how many bytes it wrote. */
    default void between(long bytes) throws SQLException {}
}
