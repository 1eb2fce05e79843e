/**
 * The tools a server shows: the hash of what it says of one ({@link dev.sallyport.connect.mcp.tool.ToolShape}), what it was last seen to
 * offer ({@link dev.sallyport.connect.mcp.tool.Observation}), and how that compares with what an operator accepted ({@link
 * dev.sallyport.connect.mcp.tool.Comparison}).
 */
@NullMarked
package dev.sallyport.connect.mcp.tool;

import org.jspecify.annotations.NullMarked;
