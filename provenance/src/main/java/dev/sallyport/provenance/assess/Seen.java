package dev.sallyport.provenance.assess;

import dev.sallyport.provenance.catalogue.ToolEntry;
import dev.sallyport.provenance.source.Source;
import java.util.Set;

/**
 * What is known of one source beside its content.
 *
 * @param byArguments whether the user named what was asked for: the file, the channel, the address
 * @param records the records in it that the user named, by a field that is not free text
 * @param led whether it was asked for with what only a stranger wrote
 */
record Seen(Source source, ToolEntry tool, boolean byArguments, Set<String> records, boolean led) {
    Seen {
        records = Set.copyOf(records);
    }

    /** Whether the user named the record that leaf belongs to, or all of it. */
    boolean named(String path) {
        if (byArguments) {
            return true;
        }
        for (String record : records) {
            if (path.startsWith(record)
                    && path.length() > record.length()
                    && ".[".indexOf(path.charAt(record.length())) >= 0) {
                return true;
            }
        }
        return false;
    }

    boolean messages() {
        return tool.records() == ToolEntry.Records.MESSAGES;
    }

    /** Whether it is what a tool that changes things answered. */
    boolean acknowledges() {
        return switch (tool.tier()) {
            case READ, READ_OUT -> false;
            case LOCAL, INTERNAL, OUTWARD, COMMIT -> true;
        };
    }
}
