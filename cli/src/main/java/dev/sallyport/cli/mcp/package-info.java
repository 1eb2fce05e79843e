/** The MCP door from an agent host's side, and the pins an operator gives its tools. */
@NullMarked
package dev.sallyport.cli.mcp;

import org.jspecify.annotations.NullMarked;
