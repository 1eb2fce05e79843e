package dev.sallyport.gate.registry;

import java.util.Locale;
import java.util.Optional;

/** What a person of an install is there for. What each may do stands in one table, {@code server.auth.Right}. */
public enum Role {
    /** Sees what happens; contents of held calls excepted. */
    VIEWER,
    /** Handles incidents, and stops agents that they concern. */
    ANALYST,
    /** Answers held calls of the person's groups, in person. */
    APPROVER,
    /** Agents, servers, policies, shields and people; never approvals. */
    OPERATOR,
    /** Sees everything and changes nothing. */
    AUDITOR;

    /** The word for it in forms, receipts and configurations. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The role of that word. */
    public static Optional<Role> byWire(String word) {
        for (Role role : values()) {
            if (role.wire().equals(word)) {
                return Optional.of(role);
            }
        }
        return Optional.empty();
    }
}
