/** The described MCP servers: whether a folder of descriptions is well-formed, and what is known of one. */
@NullMarked
package dev.sallyport.cli.catalogue;

import org.jspecify.annotations.NullMarked;
