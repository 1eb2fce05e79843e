package dev.sallyport.provenance.assess;

import dev.sallyport.action.TrustLevel;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.provenance.catalogue.Kind;
import dev.sallyport.provenance.catalogue.Role;
import dev.sallyport.provenance.catalogue.SafeDefaults;
import dev.sallyport.provenance.catalogue.Tier;
import dev.sallyport.provenance.catalogue.ToolEntry;
import dev.sallyport.provenance.catalogue.ToolSchema;
import dev.sallyport.provenance.delegation.Delegation;
import dev.sallyport.provenance.delegation.Mandate;
import dev.sallyport.provenance.delegation.Spelling;
import dev.sallyport.provenance.document.Documents;
import dev.sallyport.provenance.document.Leaf;
import dev.sallyport.provenance.index.HashKey;
import dev.sallyport.provenance.source.Origin;
import dev.sallyport.provenance.source.OriginKind;
import dev.sallyport.provenance.source.Source;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What entered one session through the gateway, and what it says of the next call. Not thread-safe: one writer owns it.
 *
 * <p>A call is assessed before it is released; the result of a call that was refused must never be handed in.
 */
public final class SessionContent {
    private static final Set<Role> NAMING = EnumSet.of(Role.SELECTOR, Role.PLACE, Role.PATH, Role.RECIPIENT, Role.URL);
    private static final Set<Role> LEADING =
            EnumSet.of(Role.SELECTOR, Role.PLACE, Role.PATH, Role.QUERY, Role.TITLE, Role.RECIPIENT, Role.URL);

    /** What was asked for with one of these was not the user's choice. */
    private static final Set<OriginKind> LED = EnumSet.of(OriginKind.UNTRUSTED, OriginKind.MIXED, OriginKind.RECORD);

    /** Folders that are remembered as worked in. */
    private static final int MOST_FOLDERS = 4096;

    /** A shorter word of the user's is too likely to be there by chance to name a source. */
    private static final int SHORTEST_NAME = 3;

    private final List<String> prompts = new ArrayList<>();
    private final Content content;
    private final OwnWrites writes;
    private final SpokenLinks spoken = new SpokenLinks();
    private final UserPaths userPaths = new UserPaths();
    private final Set<String> usedFolders = new HashSet<>();
    private final Set<String> released = new HashSet<>();
    private final Set<String> openedHosts = new HashSet<>();
    private Delegation user = Delegation.of(List.of());
    private long promptChars;

    /**
     * A session without content.
     *
     * @param key drawn by whoever opens the session, unknown to those who write content
     */
    public SessionContent(HashKey key) {
        this.content = new Content(key);
        this.writes = new OwnWrites(key);
    }

    /** Takes in what the user said. Everything the user says in a session counts for all that follows. */
    public void prompt(String text) {
        prompts.add(text);
        promptChars += text.length();
        spoken.add(text);
        userPaths.add(text);
        user = Delegation.of(prompts);
    }

    /** Whether the user's words are known. Without them nothing can be assessed. */
    public boolean hasPrompt() {
        return !prompts.isEmpty();
    }

    /**
     * Takes in what a released call answered.
     *
     * @param trust how far the server as a whole is trusted; kept with the source, no field is believed more for it
     */
    public void result(ToolEntry tool, JsonObject arguments, String text, TrustLevel trust) {
        Origins origins = origins(user.mandate(tool), false);
        List<Leaf> leaves = Documents.read(text);
        boolean named = false;
        boolean led = false;
        List<Argument> given = Argument.of(tool, arguments);
        for (Argument argument : given) {
            OriginKind kind = LEADING.contains(argument.role()) && !argument.number()
                    ? origins.of(argument).kind()
                    : OriginKind.GENERATED;
            boolean telling = Spelling.value(argument.text()).length() >= SHORTEST_NAME;
            named |= NAMING.contains(argument.role()) && kind == OriginKind.USER && telling;
            led |= LED.contains(kind);
            if (argument.role() == Role.URL && kind.compareTo(OriginKind.HOST) <= 0) {
                named = true;
                openedHosts.add(Spelling.host(argument.text()));
            }
        }
        writes.add(tool, given, content.size());
        use(tool, given);
        Source source = new Source(content.size(), kind(tool), tool.name(), trust, Source.Sensitivity.INTERNAL);
        content.add(new Seen(source, tool, named, Content.named(tool, leaves, user), led), leaves);
        released.add(tool.name());
    }

    /** Keeps the folders that a released call worked in: what else is made there stays within them. */
    private void use(ToolEntry tool, List<Argument> given) {
        if (!Paths.judges(tool) || tool.kind() == Kind.REMOVAL || usedFolders.size() > MOST_FOLDERS) {
            return;
        }
        for (Argument argument : given) {
            FilePath path = FilePath.of(argument.text());
            if (argument.role() == Role.PATH
                    && path.absolute()
                    && !path.segments().isEmpty()) {
                usedFolders.add(Paths.text(path));
                if (path.segments().size() > 2) {
                    usedFolders.add(Paths.text(path.folder()));
                }
            }
        }
    }

    private static Source.Kind kind(ToolEntry tool) {
        return switch (tool.records()) {
            case PAGE -> Source.Kind.PAGE;
            case DOCUMENTS -> Source.Kind.FILE;
            case MESSAGES, ROWS -> Source.Kind.RESULT;
        };
    }

    /** What is known of that call before it is released. */
    public Assessment assess(ToolEntry tool, JsonObject arguments) {
        return assess(tool, arguments, false);
    }

    /**
     * What is known of that call before it is released.
     *
     * @param unfinished whether more entered the session than was handed in here. A stranger's text and something for the user alone
     *     are then taken to be in it; a value that is found nowhere is {@link OriginKind#EVICTED}, a link that is found nowhere
     *     is a stranger's, and one of the things listed is {@link OriginKind#CONTESTED}: no answer gets milder by what is missing
     */
    public Assessment assess(ToolEntry tool, JsonObject arguments, boolean unfinished) {
        Mandate mandate = user.mandate(tool);
        Origins origins = origins(mandate, unfinished);
        List<Argument> leaves = Argument.of(tool, arguments);
        leaves.addAll(Outgoing.addresses(tool, leaves));
        Reach reach = new Reach(tool, leaves, new Reach.Known(user, mandate, userPaths, usedFolders), origins);
        Map<Role, Set<OriginKind>> kinds = new EnumMap<>(Role.class);
        List<Judged> judged = new ArrayList<>();
        for (Argument argument : leaves) {
            if (argument.role() != Role.CONTENT && argument.role() != Role.FORM) {
                judged.add(new Judged(argument, reach.of(argument)));
            }
            Untold.judged(argument, tool, origins).ifPresent(judged::add);
        }
        for (Judged one : judged) {
            kinds.computeIfAbsent(one.argument().role(), r -> EnumSet.noneOf(OriginKind.class))
                    .add(one.origin().kind());
        }
        Optional<Origin> link = Cargo.link(leaves, origins, spoken);
        Optional<String> secret = Cargo.secret(leaves, content.secrets(), origins, user);
        CallProvenance facts = new CallProvenance(
                tool.kind(),
                Outgoing.tier(tool, leaves, secret.isPresent()),
                asked(tool, mandate, leaves, kinds),
                kinds,
                link.isPresent(),
                secret.isPresent(),
                unfinished || content.sensitiveRead(),
                unfinished || content.untrustedRead());
        return new Assessment(facts, Reasons.explain(tool, facts, judged, link, secret));
    }

    private CallProvenance.Asked asked(
            ToolEntry tool, Mandate mandate, List<Argument> leaves, Map<Role, Set<OriginKind>> kinds) {
        boolean confirming = !tool.confirms().isEmpty();
        if (confirming && tool.confirms().stream().noneMatch(released::contains)) {
            return CallProvenance.Asked.NONE;
        }
        List<String> acts = acts(tool);
        if (!confirming
                && !acts.isEmpty()
                && !user.asks(acts, leaves.stream().map(Argument::text).toList())) {
            return CallProvenance.Asked.NONE;
        }
        if (Paths.judges(tool)
                && leaves.stream().anyMatch(a -> Judged.AUTHORITY.contains(a.role()) && mandate.refuses(a.text()))) {
            return CallProvenance.Asked.NONE;
        }
        boolean named = kinds.entrySet().stream()
                .filter(e -> Judged.AUTHORITY.contains(e.getKey()))
                .allMatch(e -> e.getValue().equals(EnumSet.of(OriginKind.USER)));
        return named ? CallProvenance.Asked.NAMED : CallProvenance.Asked.KIND;
    }

    /** An entry that names no act is asked for by its name, if it changes more than what is the user's own. */
    private static List<String> acts(ToolEntry tool) {
        if (!tool.acts().isEmpty() || tool.tier().compareTo(Tier.INTERNAL) < 0) {
            return tool.acts();
        }
        return SafeDefaults.of(
                        new ToolSchema(tool.name(), "", List.copyOf(tool.args().keySet())))
                .acts();
    }

    /** Bytes of memory that the content holds, about; the user's words with it. */
    public long memoryBytes() {
        return content.memoryBytes() + writes.memoryBytes() + promptChars * Character.BYTES;
    }

    private Origins origins(Mandate mandate, boolean unfinished) {
        return new Origins(
                new Origins.Said(user, spoken, mandate), new Origins.Heard(content, writes, openedHosts), unfinished);
    }
}
