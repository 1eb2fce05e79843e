package dev.sallyport.action;

/** What an action does to the world outside the agent. */
public enum Effect {
    /** Leaves the world as it was. */
    READS,
    /** May change the world: money, data, code, messages. */
    MUTATES;
}
