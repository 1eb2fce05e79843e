package dev.sallyport.server.console;

import dev.sallyport.gate.registry.Role;
import dev.sallyport.gate.registry.Roles;

/** What people of each role look for first: links beside the searches that somebody saved. */
final class RoleSearches {
    private RoleSearches() {}

    private record Search(String name, String query) {}

    private static Search of(Role role) {
        return switch (role) {
            case VIEWER -> new Search("The last hour", "since:1h");
            case ANALYST -> new Search("Refused in the last hour", "decision:deny since:1h");
            case APPROVER -> new Search("Answers of today", "event:approval* since:1d");
            case OPERATOR -> new Search("Changes of this week", "event:registry.changed since:7d");
            case AUDITOR -> new Search("What people did", "person:*");
        };
    }

    /** The links for those roles. */
    static void links(Roles roles, StringBuilder out) {
        if (roles.all().isEmpty()) {
            return;
        }
        out.append("<p class=\"row noprint\"><span class=\"muted\">For your roles:</span>");
        roles.all().stream()
                .sorted()
                .map(RoleSearches::of)
                .forEach(search -> out.append("<a href=\"")
                        .append(Html.of(SavedSearches.path(search.query())))
                        .append("\">")
                        .append(search.name())
                        .append("</a>"));
        out.append("</p>\n");
    }
}
