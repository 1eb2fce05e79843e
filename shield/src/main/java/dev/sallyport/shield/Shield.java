package dev.sallyport.shield;

import java.util.List;

/**
 * A detector. It looks at one thing that passes and says what it finds; what follows from that is not its business.
 *
 * <p>Takes time linear in the length of the subject, whatever is in it, and touches no network and no clock but the context's. Safe for
 * use by many threads. A shield that throws is recorded as unassessed, never as clean.
 */
public interface Shield {
    /** Its name and version; moves whenever equal subjects could be found otherwise. */
    ShieldVersion version();

    /** Whether it has anything to say of such a subject; one that has not is not recorded as having run. */
    boolean concerns(Subject subject);

    /** What it finds, worst first or in the order of the text; empty if nothing. */
    List<Finding> inspect(Subject subject, Context context);
}
