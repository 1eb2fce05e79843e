package dev.sallyport.provenance.assess;

import dev.sallyport.action.TrustLevel;
import dev.sallyport.provenance.catalogue.Role;
import dev.sallyport.provenance.catalogue.ToolEntry;
import dev.sallyport.provenance.delegation.Spelling;
import dev.sallyport.provenance.index.HashKey;
import dev.sallyport.provenance.index.Match;
import dev.sallyport.provenance.index.SessionIndex;
import dev.sallyport.provenance.source.FieldClass;
import dev.sallyport.provenance.source.Source;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * What the session itself wrote into records. A value that comes back from a record keeps the origin it had when it was written there: a
 * trusted field vouches for it only if it held the value before. Names and places of what was made are the agent's own, and not kept
 * here. Owned by one writer.
 */
final class OwnWrites {
    /** Bytes of what was written that are kept. Beyond, whatever is read after the first write may be the session's own. */
    static final long CAP_BYTES = 2L << 20;

    private static final Set<Role> NAMES = EnumSet.of(Role.PATH, Role.PLACE, Role.SELECTOR, Role.AMOUNT, Role.DATE);
    private static final int SHORTEST = 4;

    private final SessionIndex written;
    private int first = Integer.MAX_VALUE;

    OwnWrites(HashKey key) {
        this.written = new SessionIndex(key, CAP_BYTES);
    }

    /**
     * Takes in what a released call wrote.
     *
     * @param number of the source that the call's answer is
     */
    void add(ToolEntry tool, List<Argument> arguments, int number) {
        if (!Paths.judges(tool)) {
            return;
        }
        Source source = new Source(
                number, Source.Kind.RESULT, tool.name(), TrustLevel.UNTRUSTED_EXTERNAL, Source.Sensitivity.INTERNAL);
        for (Argument argument : arguments) {
            if (!NAMES.contains(argument.role()) && argument.text().length() >= SHORTEST) {
                written.add(source, argument.name(), Spelling.plain(argument.text()), FieldClass.EXT);
                first = Math.min(first, number);
            }
        }
    }

    /** The number of the first source in which that value may be what the session wrote. */
    int since(String value) {
        if (first == Integer.MAX_VALUE) {
            return first;
        }
        if (written.evicted()) {
            return first;
        }
        int since = Integer.MAX_VALUE;
        for (Match match : written.matches(value)) {
            if (Origins.covers(match, value)) {
                since = Math.min(since, match.source().number());
            }
        }
        return since;
    }

    long memoryBytes() {
        return written.memoryBytes();
    }
}
