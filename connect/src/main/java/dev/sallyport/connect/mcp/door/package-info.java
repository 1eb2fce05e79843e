/**
 * What the proxy needs of the gate: {@link dev.sallyport.connect.mcp.door.GateDoor} judges for one connection and answers with a {@link
 * dev.sallyport.connect.mcp.door.Verdict}; {@link dev.sallyport.connect.mcp.door.OpenDoor} is that over the real gate.
 */
@NullMarked
package dev.sallyport.connect.mcp.door;

import org.jspecify.annotations.NullMarked;
