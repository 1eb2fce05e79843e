package dev.sallyport.server.console;

import dev.sallyport.gate.registry.Approver;
import dev.sallyport.server.auth.Right;

/** A screen that the navigation leads to; one that is not here does not exist. */
enum Screen {
    FEED("Feed", "/console/feed", "f"),
    APPROVALS("Approvals", "/console/", "a"),
    INCIDENTS("Incidents", "/console/incidents", "i"),
    RECEIPTS("Receipts", "/console/receipts", "r"),
    FLAGGED("What shields flagged", "/console/decisions", "s"),
    RULES("Rules", "/console/rules", "d"),
    SHIELDS("Shields", "/console/shields", "h"),
    POLICIES("Policies", "/console/policies", "y"),
    OBJECTIVES("Objectives", "/console/objectives", "b"),
    REGISTRY("Agents and servers", "/console/registry", "t"),
    PEOPLE("People", "/console/people", "o"),
    VISITS("Console audit", "/console/visits", "v"),
    SETTINGS("Settings", "/console/settings", "e"),
    PASSKEY("You", "/console/passkeys", "p");

    private final String label;
    private final String path;
    private final String key;

    Screen(String label, String path, String key) {
        this.label = label;
        this.path = path;
        this.key = key;
    }

    /** Whether that person's roles let it be seen. */
    boolean isFor(Approver person) {
        return Right.of("GET", path).isOf(person);
    }

    String label() {
        return label;
    }

    String path() {
        return path;
    }

    /** What is pressed after {@code g} to go there. */
    String key() {
        return key;
    }
}
