package dev.sallyport.server.console;

import dev.sallyport.gate.registry.Approver;
import dev.sallyport.server.auth.Right;

/** A screen that the navigation leads to; one that is not here does not exist. */
enum Screen {
    FEED("Feed", "/console/feed", "f", Group.DAILY),
    APPROVALS("Approvals", "/console/", "a", Group.DAILY),
    INCIDENTS("Incidents", "/console/incidents", "i", Group.DAILY),
    RECEIPTS("Receipts", "/console/receipts", "r", Group.DAILY),
    FLAGGED("What shields flagged", "/console/decisions", "s", Group.DAILY),
    RULES("Rules", "/console/rules", "d", Group.CONTROLS),
    SHIELDS("Shields", "/console/shields", "h", Group.CONTROLS),
    POLICIES("Policies", "/console/policies", "y", Group.CONTROLS),
    OBJECTIVES("Objectives", "/console/objectives", "b", Group.CONTROLS),
    CAMPAIGNS("Campaigns", "/console/campaigns", "c", Group.CONTROLS),
    FINDINGS("Code findings", "/console/findings", "n", Group.CONTROLS),
    REGISTRY("Agents and servers", "/console/registry", "t", Group.HOUSE),
    PEOPLE("People", "/console/people", "o", Group.HOUSE),
    VISITS("Console audit", "/console/visits", "v", Group.HOUSE),
    SETTINGS("Settings", "/console/settings", "e", Group.HOUSE),
    PASSKEY("You", "/console/passkeys", "p", Group.HOUSE);

    /** What belongs together in the navigation, in its order. */
    enum Group {
        DAILY("Daily work"),
        CONTROLS("Controls"),
        HOUSE("House");

        private final String label;

        Group(String label) {
            this.label = label;
        }

        String label() {
            return label;
        }
    }

    private final String label;
    private final String path;
    private final String key;
    private final Group group;

    Screen(String label, String path, String key, Group group) {
        this.label = label;
        this.path = path;
        this.key = key;
        this.group = group;
    }

    Group group() {
        return group;
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
