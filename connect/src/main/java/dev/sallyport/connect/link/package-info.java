/**
 * The link between the shim, which an agent host starts as if it were the MCP server, and the gateway: whole frames of both sides over one
 * Unix domain socket. {@link dev.sallyport.connect.link.StdioShim} is the one end, {@link dev.sallyport.connect.link.LinkListener} the
 * other; the shim decides nothing.
 */
@NullMarked
package dev.sallyport.connect.link;

import org.jspecify.annotations.NullMarked;
