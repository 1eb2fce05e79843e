package dev.sallyport.connect.mcp.http;

import java.util.List;
import java.util.Optional;

/** The header fields of a request, asked for by name in any case. */
@FunctionalInterface
public interface Fields {
    /** All values of the fields of that name, in order. */
    List<String> all(String name);

    /**
     * The one value of a field that may stand there once.
     *
     * @throws Disagreement when there are several, since two readers could choose differently
     */
    default Optional<String> one(String name) throws Disagreement {
        List<String> values = all(name);
        if (values.size() > 1) {
            throw new Disagreement("the field " + name + " is there " + values.size() + " times");
        }
        return values.stream().findFirst().map(String::strip);
    }
}
