package dev.sallyport.server.trail;

/** What a check of an audit trail found. */
public sealed interface AuditVerdict {
    /**
     * Nothing was changed, removed or exchanged.
     *
     * @param lines how many were read
     * @param behind how many receipts have no line yet: a crash lost them, or the trail was looked at while it was written;
     *     the next start fills them in
     * @param keyed whether the macs were checked; without the key only receipts and their order were
     */
    record Whole(long lines, int files, long behind, boolean keyed) implements AuditVerdict {}

    /**
     * It is not what was written.
     *
     * @param line counted from 1; 0 for the file as a whole
     */
    record Fault(String code, String file, long line, String message) implements AuditVerdict {}
}
