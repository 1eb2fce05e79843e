package dev.sallyport.provenance.catalogue;

import java.util.List;

/**
 * What a server says of one of its tools. Claims: they describe, and never loosen.
 *
 * @param parameters the names of its arguments
 */
public record ToolSchema(String name, String description, List<String> parameters) {
    public ToolSchema {
        parameters = List.copyOf(parameters);
    }
}
