package dev.sallyport.connect.model;

import dev.sallyport.connect.mcp.frame.Skim;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/** Puts another value in the place of one, and leaves every other byte of a document as it came. */
final class Splice {
    private Splice() {}

    /**
     * The document with another value for the member at that path.
     *
     * @param document strict JSON that has the member
     */
    static byte[] replaced(byte[] document, byte[] value, String... path) {
        Skim.Span span = find(document, path).orElseThrow(() -> ModelRefusal.malformed("it lacks `" + path[0] + "`"));
        ByteArrayOutputStream out = new ByteArrayOutputStream(document.length + value.length);
        out.write(document, 0, span.start());
        out.writeBytes(value);
        out.write(document, span.end(), document.length - span.end());
        return out.toByteArray();
    }

    /** Where the member at that path stands, if it is there. */
    static Optional<Skim.Span> find(byte[] document, String... path) {
        Optional<Skim.Span> here = Optional.of(Skim.all(document));
        for (String name : path) {
            here = here.flatMap(span -> Skim.members(document, span)).map(members -> at(members, name));
        }
        return here;
    }

    private static Skim.@org.jspecify.annotations.Nullable Span at(Map<String, Skim.Span> members, String name) {
        return members.get(name);
    }

    static byte[] number(int value) {
        return Integer.toString(value).getBytes(StandardCharsets.US_ASCII);
    }
}
