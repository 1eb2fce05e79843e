/**
 * What the gateway holds for an MCP server and its agents do not: a {@link dev.sallyport.connect.mcp.secret.ServerPlan} is what the operator
 * configured, {@link dev.sallyport.connect.mcp.secret.ServerSecrets} resolves it for one agent's connection, when something is sent.
 */
@NullMarked
package dev.sallyport.connect.mcp.secret;

import org.jspecify.annotations.NullMarked;
