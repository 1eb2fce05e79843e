package dev.sallyport.provenance.catalogue;

import dev.sallyport.provenance.source.FieldClass;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * An entry for a tool nobody described, from its name and its arguments' names; an argument whose name tells nothing is left out, and
 * its values are judged by what they look like ({@link LeafRoles}). A server's own hints (read-only, harmless) are
 * not read: they could only loosen. A name that begins or ends with a verb of reading counts as a read only when no argument
 * bears authority. Every result field is {@code ext}, but for identifiers in listings of a tool that a person accepted.
 */
public final class SafeDefaults {
    private static final Set<String> READS =
            setOf("get list read search find view show fetch check describe query count lookup "
                    + "retrieve browse inspect preview compare calculate compute estimate track explain status analyze analyse summarize "
                    + "whoami scan validate render diff history");
    private static final Set<String> CHANGES =
            setOf("create add update set change edit modify write put post make insert save "
                    + "mark move apply enable disable start stop submit upload import export schedule register assign rename book "
                    + "reserve cancel close open approve reject merge sync configure install");
    private static final Set<String> REMOVES =
            setOf("delete remove drop purge destroy erase clear cancel revoke wipe trash void "
                    + "terminate uninstall unpublish discard truncate expire archive");
    private static final Set<String> SENDS =
            setOf("send post publish message email mail reply forward notify comment tweet share "
                    + "sms broadcast announce contact dm");
    private static final Set<String> PAYS =
            setOf("pay transfer wire charge refund withdraw donate payment payout remit tip");
    private static final Set<String> BUYS = setOf("checkout purchase buy order book reserve");
    private static final Set<String> RUNS = setOf("run exec execute eval shell bash spawn deploy");
    private static final Set<String> GRANTS =
            setOf("invite grant permit authorize assign collaborator permission permissions role "
                    + "member unlock impersonate");

    /** Beside a verb that writes a record these words make the record itself an access or a way out. */
    private static final Set<String> REACHING =
            setOf("user member access collaborator attendee participant permission webhook rule "
                    + "filter forward redirect alias recipient invite subscriber admin");

    /** What is fetched as a stranger left it: its own structure says nothing. */
    private static final Set<String> RAW =
            setOf("file files page document content web url site html blob object attachment raw "
                    + "resource resources text body transcript notes feed");

    private static final Set<String> BRANCHES = setOf("pull request branch commit pr mr");

    private static final Set<String> PARTICLES = setOf("off on up down out in back");
    private static final Set<String> SMALL = setOf("to from in of for by with on at the a an api");

    /** What a user asks for when a tool runs whatever it is given. */
    private static final List<String> QUERIED = List.of(
            "~!run query sql statement migration script",
            "~!update row record table entry status column user customer order value",
            "~!insert row record table entry",
            "~!delete row record table entry user",
            "~!create table index column view");

    private static final Field LISTED = new Field(FieldClass.ID, Shape.ID, false);

    private SafeDefaults() {}

    /** What can be said of a tool by its schema alone. */
    public static ToolEntry of(ToolSchema schema) {
        return entry(schema, Map.of());
    }

    /**
     * The same of a tool that a person accepted: what a listing calls an identifier, in that shape, is one of the things listed. Who
     * can be listed there is not known, so it never says more than that.
     */
    static ToolEntry accepted(ToolSchema schema) {
        List<String> words = words(schema.name());
        boolean plain = schema.parameters().stream()
                .flatMap(p -> RoleNames.of(p, words).stream())
                .noneMatch(r -> r == Role.URL || r == Role.COMMAND || r == Role.PATH);
        boolean lists = reads(words) && plain && !any(words, RAW);
        return entry(schema, lists ? Map.of(ToolEntry.IDENTIFIERS, LISTED) : Map.of());
    }

    /** What an argument of that name decides, where nobody says it; empty if its name tells nothing. */
    static Optional<Role> role(String tool, String parameter) {
        return RoleNames.of(parameter, words(tool));
    }

    private static ToolEntry entry(ToolSchema schema, Map<String, Field> fields) {
        List<String> words = words(schema.name());
        Map<String, Role> args = new HashMap<>();
        for (String parameter : schema.parameters()) {
            RoleNames.of(parameter, words).ifPresent(role -> args.put(parameter, role));
        }
        if (args.containsValue(Role.RECIPIENT) && keeps(words)) {
            args.replaceAll((name, role) -> role == Role.RECIPIENT ? Role.OTHER : role);
        }
        Kind kind = kind(words, args);
        if (kind != Kind.MONEY) {
            // An account that is no place for money is one of the things there are.
            args.replaceAll((name, role) ->
                    role == Role.ACCOUNT && any(words(name), Set.of("id", "name")) ? Role.SELECTOR : role);
        }
        return new ToolEntry(
                schema.name(),
                tier(kind, args),
                kind,
                acts(words, kind, args),
                args,
                fields,
                args.containsValue(Role.URL) ? ToolEntry.Records.PAGE : ToolEntry.Records.ROWS,
                Set.of(),
                true);
    }

    /** The acts its name speaks of: its verb and its things, of a serious one strictly. */
    private static List<String> acts(List<String> words, Kind kind, Map<String, Role> args) {
        boolean serious = switch (kind) {
            case MONEY, ACCESS, CREDENTIAL, REMOVAL, COMMAND -> true;
            case MESSAGE, PUBLISH, INVITATION, PURCHASE, RECORD, FILE, CODE, NONE -> false;
        };
        List<String> ordered = new ArrayList<>(words);
        String last = words.getLast();
        if (words.size() > 1 && !CHANGES.contains(words.getFirst()) && acting(last) && !acting(words.getFirst())) {
            ordered.addFirst(ordered.removeLast());
        }
        if (ordered.size() > 1 && PARTICLES.contains(ordered.get(1))) {
            ordered.set(0, ordered.get(0) + "_" + ordered.remove(1));
        }
        ordered.removeAll(SMALL);
        boolean inside = kind == Kind.RECORD || kind == Kind.FILE;
        String act = (serious ? "~!" : inside ? "~?" : "~") + String.join(" ", ordered.isEmpty() ? words : ordered);
        List<String> acts = new ArrayList<>(List.of(act));
        if (kind == Kind.COMMAND && args.containsValue(Role.COMMAND)) {
            acts.addAll(QUERIED);
        }
        return acts;
    }

    private static boolean acting(String word) {
        return CHANGES.contains(word)
                || REMOVES.contains(word)
                || SENDS.contains(word)
                || GRANTS.contains(word)
                || RUNS.contains(word)
                || word.equals("accept");
    }

    /**
     * Whether it writes down how somebody new is reached and does not reach anybody: a contact, a lead. To change what is known of
     * somebody is to send what comes later elsewhere.
     */
    static boolean keeps(List<String> words) {
        boolean writes = Set.of("create", "add", "save", "insert", "new").contains(words.getFirst());
        return writes
                && any(
                        words,
                        Set.of(
                                "lead",
                                "contact",
                                "customer",
                                "prospect",
                                "company",
                                "record",
                                "person",
                                "supplier",
                                "vendor"))
                && !any(words, SENDS)
                && !any(words, REACHING);
    }

    private static Kind kind(List<String> words, Map<String, Role> args) {
        if (args.containsValue(Role.COMMAND) || any(words, RUNS)) {
            return Kind.COMMAND;
        }
        if (reads(words)) {
            return Kind.NONE;
        }
        boolean someone = args.entrySet().stream()
                .anyMatch(a -> a.getValue() == Role.RECIPIENT
                        || (a.getValue() == Role.ACCOUNT && !any(words(a.getKey()), Set.of("id", "name"))));
        if (any(words, PAYS) || (args.containsValue(Role.AMOUNT) && someone)) {
            return Kind.MONEY;
        }
        if (BUYS.contains(words.getFirst())) {
            return Kind.PURCHASE;
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
        if (words.getFirst().equals("install") || (words.getFirst().equals("merge") && any(words, BRANCHES))) {
            return Kind.CODE;
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
        boolean changes = words.stream().anyMatch(CHANGES::contains);
        return READS.contains(words.getFirst()) || (READS.contains(words.getLast()) && !changes && !any(words, RUNS));
    }

    private static boolean any(List<String> words, Set<String> of) {
        return words.stream().anyMatch(of::contains);
    }

    private static List<String> words(String name) {
        return RoleNames.words(name);
    }

    private static Set<String> setOf(String words) {
        return RoleNames.setOf(words);
    }
}
