package dev.sallyport.cli.catalogue;

import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonArray;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.JsonString;
import dev.sallyport.cli.terminal.Complaint;
import dev.sallyport.cli.terminal.Exit;
import dev.sallyport.cli.terminal.Terminal;
import dev.sallyport.cli.verb.Verb;
import dev.sallyport.provenance.catalogue.Field;
import dev.sallyport.provenance.catalogue.SafeDefaults;
import dev.sallyport.provenance.catalogue.ToolEntry;
import dev.sallyport.provenance.catalogue.ToolSchema;
import dev.sallyport.server.catalogue.ServerEntry;
import dev.sallyport.server.catalogue.ServerFiles;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code catalogue show}: what is known of one MCP server, or of one of its tools. A tool nobody described is shown as it is judged. */
@Command
public final class CatalogueShowVerb extends Verb {
    @Parameters(paramLabel = "SERVER[/TOOL]", description = "a described server, and one of its tools")
    private String what = "";

    @Option(
            names = "--args",
            split = ",",
            paramLabel = "NAME",
            description = "arguments of a tool that nobody described")
    private List<String> arguments = List.of();

    /** On that terminal. */
    public CatalogueShowVerb(Terminal terminal) {
        super(terminal);
    }

    @Override
    protected Exit run() {
        int slash = what.indexOf('/');
        String name = slash < 0 ? what : what.substring(0, slash);
        Optional<ServerEntry> server = ServerFiles.named(name);
        if (slash < 0) {
            shown(server.orElseThrow(() -> Complaint.usage(
                    "no_such_server", "no described server `" + name + "`; `catalogue check` lists them")));
            return Exit.OK;
        }
        String tool = what.substring(slash + 1);
        if (tool.isBlank()) {
            throw Complaint.usage("no_such_tool", "`" + what + "` names no tool behind the slash");
        }
        Optional<ToolEntry> entry = server.stream()
                .flatMap(s -> s.tools().stream())
                .filter(t -> t.name().equals(tool))
                .findFirst();
        shown(entry.orElseGet(() -> SafeDefaults.of(new ToolSchema(tool, "", arguments))), entry.isPresent());
        return Exit.OK;
    }

    private void shown(ServerEntry server) {
        row(
                JsonObject.builder()
                        .put("server", server.name())
                        .put("title", server.title())
                        .put("package", server.identity())
                        .put("capability", list(server.capability()))
                        .put("auth", server.auth())
                        .put("credentials", server.credentials())
                        .put("stability", server.stability())
                        .put("coverage", server.coverage())
                        .put("verified", server.verified())
                        .put("source", server.source())
                        .put("date", server.listed().toString())
                        .build(),
                server.name() + ": " + server.title() + "\n  from " + server.identity() + ", can "
                        + String.join(", ", server.capability()) + "\n  auth " + server.auth() + ", credentials "
                        + server.credentials() + ", tools " + server.stability() + "\n  tool list " + server.coverage()
                        + ", " + server.verified() + " " + server.listed() + ": " + server.source());
        server.tools().forEach(tool -> shown(tool, true));
    }

    private void shown(ToolEntry tool, boolean described) {
        Map<String, String> args = new TreeMap<>();
        tool.args().forEach((name, role) -> args.put(name, role.wire()));
        Map<String, String> fields = new TreeMap<>();
        tool.fields().forEach((name, field) -> fields.put(name, words(field)));
        row(
                JsonObject.builder()
                        .put("tool", tool.name())
                        .put("described", described)
                        .put("tier", tool.tier().wire())
                        .put("kind", tool.kind().wire())
                        .put("acts", list(tool.acts()))
                        .put("args", object(args))
                        .put("result", object(fields))
                        .build(),
                "  " + tool.name() + (described ? "" : " (nobody described it: by its name and arguments)") + ": "
                        + tool.tier().wire() + ", " + tool.kind().wire() + "; args " + args
                        + (fields.isEmpty() ? "; result is not believed" : "; result " + fields));
    }

    private static String words(Field field) {
        return field.fieldClass().wire() + " " + field.shape().wire() + (field.secret() ? " secret" : "");
    }

    private static JsonArray list(Collection<String> words) {
        return new JsonArray(words.stream().<Json>map(JsonString::new).toList());
    }

    private static JsonObject object(Map<String, String> words) {
        JsonObject.Builder object = JsonObject.builder();
        words.forEach(object::put);
        return object.build();
    }
}
