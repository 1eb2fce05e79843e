/**
 * JSON-RPC 2.0 frames as MCP sends them: {@link dev.sallyport.connect.mcp.frame.FrameReader} turns a line into a {@link
 * dev.sallyport.connect.mcp.frame.Frame}, {@link dev.sallyport.connect.mcp.frame.Skim} finds where its members stand so that what
 * nobody changes keeps its bytes, {@link dev.sallyport.connect.mcp.frame.Reply} writes the gateway's own answers.
 */
@NullMarked
package dev.sallyport.connect.mcp.frame;

import org.jspecify.annotations.NullMarked;
