package dev.sallyport.gate.registry;

/** Whether an agent may act. */
public enum AgentStatus {
    /** Its calls are judged. */
    ACTIVE,
    /** Contained for now: every call is denied until an operator unfreezes it. */
    FROZEN,
    /** Its token is dead for good. */
    REVOKED
}
