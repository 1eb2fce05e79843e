package dev.sallyport.mailroom;

import java.io.IOException;

/** Where a tool that takes long says how far it is. */
@FunctionalInterface
interface Progress {

    /** For a client that asked for no reports. */
    Progress NONE = (done, total, words) -> {};

    /** Says that {@code done} of {@code total} steps are behind; {@code done} grows with each report. */
    void report(int done, int total, String words) throws IOException;
}
