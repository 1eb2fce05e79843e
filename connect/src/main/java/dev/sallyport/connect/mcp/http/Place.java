package dev.sallyport.connect.mcp.http;

import dev.sallyport.connect.mcp.door.GateDoor;
import dev.sallyport.connect.mcp.upstream.CommandTarget;
import dev.sallyport.connect.mcp.upstream.HttpTarget;

/**
 * Where one caller's requests go: the gate as this caller has it, and the server behind.
 *
 * @param owner names tenant, agent, server and session of the gate; equal for requests that may share what is known of the server
 */
public record Place(String owner, GateDoor door, Target target) {
    /** The server behind. */
    public sealed interface Target {
        /** An address. */
        record Address(HttpTarget http) implements Target {}

        /** A command. */
        record Command(CommandTarget command) implements Target {}
    }
}
