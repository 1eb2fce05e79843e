package dev.sallyport.server.catalogue;

import dev.sallyport.provenance.catalogue.ToolEntry;
import java.time.LocalDate;
import java.util.List;

/**
 * What is known of one public MCP server. The words of the header are documented in {@code spec/catalogue}; they tell an
 * operator what to expect and decide nothing. The tools' entries decide.
 *
 * @param identity where it comes from: {@code npm:}, {@code pypi:}, {@code docker:}, {@code github:} or {@code url:}
 * @param auth what its upstream wants of it
 * @param credentials how it gets that
 * @param stability when its tools may change
 * @param source what the tool list was taken from
 * @param coverage whether all of its tools are described
 * @param verified how the list was seen
 * @param listed the day the list was written down
 * @param tools at least one; no two with one name
 */
public record ServerEntry(
        String name,
        String title,
        String identity,
        List<String> capability,
        String auth,
        String credentials,
        String stability,
        String source,
        String coverage,
        String verified,
        LocalDate listed,
        List<ToolEntry> tools) {
    public ServerEntry {
        capability = List.copyOf(capability);
        tools = List.copyOf(tools);
    }
}
