package dev.sallyport.server.catalogue;

import dev.sallyport.provenance.catalogue.Role;
import dev.sallyport.provenance.catalogue.Tier;
import dev.sallyport.provenance.catalogue.ToolEntry;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** A file about one MCP server: a {@code server} header and its {@code tools}. As strict as the entries are. */
final class ServerReader {
    private static final Set<String> HEADER =
            Set.of("name", "title", "package", "capability", "auth", "credentials", "stability", "tool-list");
    private static final Set<String> LIST = Set.of("coverage", "verified", "source", "date");
    private static final Set<String> CAPABILITIES =
            Set.of("read", "write", "http", "events", "session", "ui", "exec", "env", "tool", "log");
    private static final Set<String> AUTH =
            Set.of("none", "key", "token", "oauth", "password", "connection", "ambient");
    private static final Set<String> CREDENTIALS = Set.of("none", "environment", "argument", "file", "client");
    private static final Set<String> STABILITY = Set.of("versioned", "flagged", "remote", "moving");
    private static final Set<String> COVERAGE = Set.of("complete", "partial");
    private static final Set<String> VERIFIED = Set.of("installed", "code", "readme", "recalled");
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,39}");
    private static final Pattern IDENTITY = Pattern.compile("(?:npm|pypi|docker|github|url):\\S{1,200}");

    private final Located document;

    private ServerReader(Located document) {
        this.document = document;
    }

    static ServerEntry read(String file, String yaml) {
        return new ServerReader(Located.of(file, yaml)).read();
    }

    private ServerEntry read() {
        members("", Set.of("server", "tools"));
        members("/server", HEADER);
        members("/server/tool-list", LIST);
        List<ToolEntry> tools =
                EntryReader.entries(document, "/tools", document.root().path("tools"));
        described(tools);
        return new ServerEntry(
                matching("/server/name", NAME, "a name in small letters, digits and hyphens"),
                text("/server/title"),
                matching("/server/package", IDENTITY, "`npm:`, `pypi:`, `docker:`, `github:` or `url:` and a name"),
                capabilities(),
                word("/server/auth", AUTH),
                word("/server/credentials", CREDENTIALS),
                word("/server/stability", STABILITY),
                text("/server/tool-list/source"),
                word("/server/tool-list/coverage", COVERAGE),
                word("/server/tool-list/verified", VERIFIED),
                date("/server/tool-list/date"),
                tools);
    }

    private void members(String pointer, Set<String> known) {
        JsonNode node = document.root().at(pointer);
        if (!node.isObject()) {
            throw document.refused(
                    pointer, (pointer.isEmpty() ? "the file" : "`" + last(pointer) + "`") + " is no mapping");
        }
        for (String member : node.propertyNames()) {
            if (!known.contains(member)) {
                throw document.refused(
                        pointer + "/" + member, "unknown member `" + member + "`; there are " + sorted(known));
            }
        }
        for (String member : known) {
            if (!node.has(member)) {
                throw document.refused(pointer, "no `" + member + "`");
            }
        }
    }

    /** One entry for each tool, and of a tool that changes things what it is asked for by. */
    private void described(List<ToolEntry> tools) {
        Set<String> names = new HashSet<>();
        for (ToolEntry tool : tools) {
            if (!names.add(tool.name())) {
                throw document.refused("/tools", "tool `" + tool.name() + "` is described twice");
            }
            boolean reads = tool.tier() == Tier.READ || tool.tier() == Tier.READ_OUT;
            boolean asked = !tool.acts().isEmpty() || !tool.confirms().isEmpty();
            if (!reads && !asked && tool.tier() != Tier.LOCAL) {
                throw document.refused(
                        place(tool),
                        "tool `" + tool.name() + "` reaches beyond the user, but no `acts` say what asks for it");
            }
            if (tool.tier() == Tier.READ
                    && tool.args().containsValue(Role.URL)
                    && tool.args().containsValue(Role.CONTENT)) {
                throw document.refused(
                        place(tool), "tool `" + tool.name() + "` sends content to an address; that is no `read`");
            }
        }
    }

    private String place(ToolEntry tool) {
        JsonNode list = document.root().path("tools");
        for (int i = 0; i < list.size(); i++) {
            JsonNode named = list.get(i).path("tool");
            boolean here = named.isString() && named.asString().equals(tool.name());
            for (JsonNode one : named) {
                here |= one.asString("").equals(tool.name());
            }
            if (here) {
                return "/tools/" + i;
            }
        }
        return "/tools";
    }

    private List<String> capabilities() {
        List<String> words = new ArrayList<>();
        for (JsonNode item : document.root().at("/server/capability")) {
            String word = item.asString("");
            if (!CAPABILITIES.contains(word)) {
                throw document.refused(
                        "/server/capability",
                        "`" + word + "` is no known capability; there are " + sorted(CAPABILITIES));
            }
            words.add(word);
        }
        if (words.isEmpty()) {
            throw document.refused("/server/capability", "`capability` is no list of at least one");
        }
        return words;
    }

    private String text(String pointer) {
        String text = document.root().at(pointer).asString("");
        if (text.isBlank()) {
            throw document.refused(pointer, "`" + last(pointer) + "` is empty");
        }
        return text;
    }

    private String matching(String pointer, Pattern pattern, String what) {
        String text = text(pointer);
        if (!pattern.matcher(text).matches()) {
            throw document.refused(pointer, "`" + text + "` is not " + what);
        }
        return text;
    }

    private String word(String pointer, Set<String> known) {
        String word = text(pointer);
        if (!known.contains(word)) {
            throw document.refused(
                    pointer, "`" + word + "` is no known " + last(pointer) + "; there are " + sorted(known));
        }
        return word;
    }

    private LocalDate date(String pointer) {
        try {
            return LocalDate.parse(text(pointer));
        } catch (DateTimeException wrong) {
            throw document.refused(pointer, "`" + text(pointer) + "` is no date like 2026-01-31");
        }
    }

    private static String last(String pointer) {
        return pointer.substring(pointer.lastIndexOf('/') + 1);
    }

    private static String sorted(Set<String> words) {
        return String.join(", ", words.stream().sorted().toList());
    }
}
