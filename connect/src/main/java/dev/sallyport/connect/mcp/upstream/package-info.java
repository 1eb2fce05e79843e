/**
 * The servers behind the MCP proxy, as whoever carries frames sees them: {@link dev.sallyport.connect.mcp.upstream.Upstream} takes what the
 * proxy lets pass, {@link dev.sallyport.connect.mcp.upstream.Hears} hears what comes back. A server is an address
 * ({@link dev.sallyport.connect.mcp.upstream.HttpUpstream}) or a command ({@link dev.sallyport.connect.mcp.upstream.ProcessUpstream}).
 */
@NullMarked
package dev.sallyport.connect.mcp.upstream;

import org.jspecify.annotations.NullMarked;
