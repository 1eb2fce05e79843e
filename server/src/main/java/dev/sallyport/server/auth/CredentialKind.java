package dev.sallyport.server.auth;

import java.util.Optional;

/** What a credential is for; the middle of its text, so that a person who finds one knows whom to warn. */
public enum CredentialKind {
    /** Agents, pins, policies, containment; never approvals. */
    OPERATOR("op"),
    /** Registers agents; reads and consumes their approvals. */
    ENROLMENT("en"),
    /** One agent. */
    AGENT("ag"),
    /** One preview, and nothing besides. */
    PREVIEW("pv"),
    /** One person who approves. */
    PERSON("pe"),
    /** Lets one person set a credential, once. */
    ENROLMENT_CODE("ec");

    private final String mark;

    CredentialKind(String mark) {
        this.mark = mark;
    }

    /** The text every credential of this kind begins with. */
    public String prefix() {
        return "sp_" + mark + "_";
    }

    /** Whether a header field holds what looks like a credential of this install. */
    public static boolean isIn(String field) {
        for (CredentialKind kind : values()) {
            if (field.contains(kind.prefix())) {
                return true;
            }
        }
        return false;
    }

    /** The kind of that credential, if it looks like one. */
    static Optional<CredentialKind> of(String credential) {
        for (CredentialKind kind : values()) {
            if (credential.startsWith(kind.prefix())) {
                return Optional.of(kind);
            }
        }
        return Optional.empty();
    }
}
