package dev.sallyport.cli.judge;

import dev.sallyport.action.canonical.Canon;
import dev.sallyport.action.canonical.Scheme;
import dev.sallyport.action.json.JsonLimits;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.cli.terminal.Complaint;
import dev.sallyport.cli.terminal.Exit;
import dev.sallyport.cli.terminal.Terminal;
import dev.sallyport.cli.verb.Verb;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code canon}: JSON on standard input, its canonical bytes on standard output, nothing added. */
@Command
public final class CanonVerb extends Verb {
    @Option(names = "--scheme", paramLabel = "S", description = "sallyport-jcs-2 (default), aegis-jcs-1 or rfc8785")
    private String scheme = Scheme.SALLYPORT_JCS_2.id();

    @Option(names = "--hash", description = "print the action hash instead of the bytes")
    private boolean hash;

    /** On that terminal. */
    public CanonVerb(Terminal terminal) {
        super(terminal);
    }

    @Override
    protected Exit run() {
        Scheme known = Scheme.byId(scheme).orElseThrow(this::unknownScheme);
        byte[] document = terminal().readInput(JsonLimits.DEFAULT.bytes());
        byte[] answer = Canon.run(document, known, hash ? Canon.Output.HASH : Canon.Output.BYTES);
        if (json()) {
            String text = new String(answer, StandardCharsets.UTF_8);
            terminal()
                    .json(JsonObject.builder()
                            .put("scheme", scheme)
                            .put(hash ? "hash" : "canonical", text)
                            .build());
            return Exit.OK;
        }
        terminal().out().write(answer, 0, answer.length);
        if (hash) {
            terminal().out().println();
        }
        terminal().out().flush();
        return Exit.OK;
    }

    private Complaint unknownScheme() {
        String known = Arrays.stream(Scheme.values()).map(Scheme::id).collect(Collectors.joining(", "));
        return Complaint.usage("unknown_scheme", "canon: no scheme `" + scheme + "`: use one of " + known);
    }
}
