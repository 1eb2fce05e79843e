package dev.sallyport.connect.mcp.door;

import dev.sallyport.gate.identity.DecisionId;

/** Permission to run one action once. Made by a {@link GateDoor} alone and handed back to it. */
public interface Release {
    /** The decision that released it. */
    DecisionId decision();
}
