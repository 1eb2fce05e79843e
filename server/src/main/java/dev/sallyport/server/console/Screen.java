package dev.sallyport.server.console;

/** A screen that the navigation leads to; one that is not here does not exist. */
enum Screen {
    FEED("Feed", "/console/feed", "f"),
    APPROVALS("Approvals", "/console/", "a"),
    INCIDENTS("Incidents", "/console/incidents", "i"),
    RECEIPTS("Receipts", "/console/receipts", "r"),
    FLAGGED("What shields flagged", "/console/decisions", "s"),
    RULES("Rules", "/console/rules", "d"),
    SHIELDS("Shields", "/console/shields", "h"),
    POLICIES("Policies", "/console/policies", "o"),
    OBJECTIVES("Objectives", "/console/objectives", "b"),
    PASSKEY("Passkey", "/console/passkeys", "p");

    private final String label;
    private final String path;
    private final String key;

    Screen(String label, String path, String key) {
        this.label = label;
        this.path = path;
        this.key = key;
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
