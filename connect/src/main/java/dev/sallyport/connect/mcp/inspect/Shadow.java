package dev.sallyport.connect.mcp.inspect;

import dev.sallyport.gate.registry.PinnedTool;
import dev.sallyport.text.normal.Fold;

/** When one tool's name shadows another's. */
public final class Shadow {
    private Shadow() {}

    /**
     * Whether a tool of one server can be taken for a tool of another: their names read alike, and they are not the same tool under two
     * keys. What the protocol itself names is nobody's.
     */
    public static boolean shadows(PinnedTool tool, PinnedTool other) {
        return tool.name().indexOf('/') < 0
                && !tool.schemaHash().equals(other.schemaHash())
                && read(tool.name()).equals(read(other.name()));
    }

    /** A name as it is read: without case, look-alikes and what separates its words. */
    static String read(String name) {
        StringBuilder out = new StringBuilder(name.length());
        name.codePoints().forEach(c -> {
            String folded = Fold.of(c);
            if (!folded.equals("_") && !folded.equals("-") && !folded.equals(" ") && !folded.equals(".")) {
                out.append(folded);
            }
        });
        return out.toString();
    }
}
