package dev.sallyport.provenance.catalogue;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * An entry for a tool nobody described, from its name and its arguments' names. Every result field is {@code ext}. A server's
 * own hints (read-only, harmless) are not read: they could only loosen. A name that begins with a verb of reading counts as a
 * read only when no argument bears authority.
 */
public final class SafeDefaults {
    private static final Set<String> READS = Set.of(
            "get",
            "list",
            "read",
            "search",
            "find",
            "view",
            "show",
            "fetch",
            "check",
            "describe",
            "query",
            "count",
            "lookup");
    private static final Set<String> REMOVES =
            Set.of("delete", "remove", "drop", "purge", "destroy", "erase", "clear", "cancel", "revoke", "wipe");
    private static final Set<String> SENDS = Set.of(
            "send", "post", "publish", "message", "email", "mail", "reply", "forward", "notify", "comment", "tweet",
            "share");
    private static final Set<String> PAYS = Set.of(
            "pay",
            "transfer",
            "wire",
            "charge",
            "refund",
            "checkout",
            "purchase",
            "buy",
            "order",
            "withdraw",
            "donate");
    private static final Set<String> RUNS =
            Set.of("run", "exec", "execute", "eval", "shell", "bash", "spawn", "deploy");
    private static final Set<String> GRANTS =
            Set.of("invite", "grant", "permit", "authorize", "assign", "collaborator", "permission", "role", "member");

    private static final List<Map.Entry<Role, Set<String>>> ROLES = List.of(
            Map.entry(
                    Role.URL,
                    Set.of("url", "uri", "link", "href", "endpoint", "host", "website", "webhook", "address_url")),
            Map.entry(
                    Role.RECIPIENT,
                    Set.of(
                            "recipient",
                            "recipients",
                            "to",
                            "cc",
                            "bcc",
                            "email",
                            "emails",
                            "attendee",
                            "attendees",
                            "participant",
                            "participants",
                            "invitee",
                            "username",
                            "user",
                            "member",
                            "owner",
                            "assignee",
                            "phone",
                            "iban",
                            "payee")),
            Map.entry(
                    Role.PATH,
                    Set.of(
                            "path",
                            "file",
                            "filename",
                            "filepath",
                            "directory",
                            "dir",
                            "folder",
                            "destination",
                            "source")),
            Map.entry(Role.COMMAND, Set.of("command", "cmd", "script", "code", "sql", "shell", "expression")),
            Map.entry(Role.AMOUNT, Set.of("amount", "price", "total", "quantity")),
            Map.entry(
                    Role.CREDENTIAL,
                    Set.of("password", "secret", "token", "key", "otp", "pin", "credential", "passphrase")),
            Map.entry(Role.ACCOUNT, Set.of("account")),
            Map.entry(Role.VISIBILITY, Set.of("visibility", "public", "private")),
            Map.entry(Role.PERMISSION, Set.of("permission", "permissions", "role", "scope", "access")),
            Map.entry(
                    Role.PLACE,
                    Set.of("channel", "room", "repo", "repository", "project", "board", "list", "workspace")),
            Map.entry(Role.SELECTOR, Set.of("id", "ids", "number", "name")),
            Map.entry(Role.QUERY, Set.of("query", "q", "search", "filter", "keyword")),
            Map.entry(Role.DATE, Set.of("date", "day", "time", "start", "end", "when")),
            Map.entry(Role.TITLE, Set.of("title", "subject", "label")));

    private SafeDefaults() {}

    /** What can be said of a tool by its schema alone. */
    public static ToolEntry of(ToolSchema schema) {
        List<String> words = words(schema.name());
        Map<String, Role> args = new HashMap<>();
        for (String parameter : schema.parameters()) {
            args.put(parameter, role(parameter));
        }
        Kind kind = kind(words, args);
        return new ToolEntry(
                schema.name(),
                tier(kind, args),
                kind,
                List.of("~" + String.join(" ", words)),
                args,
                Map.of(),
                args.containsValue(Role.URL) ? ToolEntry.Records.PAGE : ToolEntry.Records.ROWS,
                Set.of());
    }

    private static Kind kind(List<String> words, Map<String, Role> args) {
        if (args.containsValue(Role.COMMAND) || any(words, RUNS)) {
            return Kind.COMMAND;
        }
        if (reads(words)) {
            return Kind.NONE;
        }
        if (any(words, PAYS) || (args.containsValue(Role.AMOUNT) && args.containsValue(Role.RECIPIENT))) {
            return Kind.MONEY;
        }
        if (args.containsValue(Role.CREDENTIAL)) {
            return Kind.CREDENTIAL;
        }
        if (any(words, GRANTS) || args.containsValue(Role.PERMISSION)) {
            return Kind.ACCESS;
        }
        if (any(words, REMOVES)) {
            return Kind.REMOVAL;
        }
        if (any(words, SENDS) || args.containsValue(Role.RECIPIENT)) {
            return Kind.MESSAGE;
        }
        return args.containsValue(Role.PATH) ? Kind.FILE : Kind.RECORD;
    }

    private static Tier tier(Kind kind, Map<String, Role> args) {
        return switch (kind) {
            case MONEY, ACCESS, CREDENTIAL, REMOVAL, COMMAND, PURCHASE -> Tier.COMMIT;
            case MESSAGE, PUBLISH, INVITATION, CODE -> Tier.OUTWARD;
            case RECORD, FILE -> args.containsValue(Role.URL) ? Tier.OUTWARD : Tier.INTERNAL;
            case NONE -> args.containsValue(Role.URL) ? Tier.READ_OUT : Tier.READ;
        };
    }

    private static boolean reads(List<String> words) {
        return !words.isEmpty() && READS.contains(words.getFirst());
    }

    private static boolean any(List<String> words, Set<String> of) {
        return words.stream().anyMatch(of::contains);
    }

    private static Role role(String parameter) {
        List<String> words = words(parameter);
        for (Map.Entry<Role, Set<String>> role : ROLES) {
            if (any(words, role.getValue())) {
                return role.getKey();
            }
        }
        return Role.CONTENT;
    }

    /** The words of a name in any of the usual spellings. */
    static List<String> words(String name) {
        String spaced = name.replaceAll("([a-z0-9])([A-Z])", "$1 $2").replaceAll("[^\\p{L}\\p{N}]+", " ");
        return List.of(spaced.strip().toLowerCase(Locale.ROOT).split(" "));
    }
}
