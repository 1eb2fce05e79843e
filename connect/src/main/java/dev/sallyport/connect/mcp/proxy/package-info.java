/**
 * The MCP proxy: one {@link dev.sallyport.connect.mcp.proxy.McpProxy} per connection reads the frames of both sides and writes to both
 * through an {@link dev.sallyport.connect.mcp.proxy.Outlet}. What it does not change keeps its bytes; what acts goes through the gate.
 *
 * <p>Read in this order: {@link dev.sallyport.connect.mcp.proxy.McpProxy}, {@code ClientSide}, {@code ServerSide}, {@code Requests},
 * {@code Gating} and {@code GatedCall}, {@code ToolBook}.
 */
@NullMarked
package dev.sallyport.connect.mcp.proxy;

import org.jspecify.annotations.NullMarked;
