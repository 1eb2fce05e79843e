/**
 * MCP clients that come over HTTP. {@link dev.sallyport.connect.mcp.http.McpSessions} takes requests and says what to answer, without knowing
 * the HTTP server: {@link dev.sallyport.connect.mcp.http.Fields} is what it reads of one, {@link
 * dev.sallyport.connect.mcp.http.HttpAnswer} what it wants said. What may pass is decided in {@link dev.sallyport.connect.mcp.proxy}.
 */
@NullMarked
package dev.sallyport.connect.mcp.http;

import org.jspecify.annotations.NullMarked;
