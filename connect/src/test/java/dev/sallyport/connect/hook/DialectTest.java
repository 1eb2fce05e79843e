package dev.sallyport.connect.hook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.action.Capability;
import dev.sallyport.action.Effect;
import dev.sallyport.action.json.JsonLimits;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.Numbers;
import dev.sallyport.action.json.StrictJson;
import dev.sallyport.gate.form.Fields;
import dev.sallyport.gate.form.FormBroken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each host's documents, by the examples in {@code spec/hook}. */
class DialectTest {
    private static final Path EXAMPLES =
            Path.of(System.getProperty("sallyport.root", "..")).resolve("spec/hook");

    private static final Ruling FLAGGED = new Ruling.Pass(
            List.of("canary flagged this: review later"),
            Optional.of(new Review(URI.create("https://gate.example"), "dec_1", Optional.of("canary:planted"))));

    static List<Path> examples() throws IOException {
        try (Stream<Path> files = Files.walk(EXAMPLES)) {
            return files.filter(f -> f.toString().endsWith(".json")).sorted().toList();
        }
    }

    private static JsonObject json(Path file) throws IOException {
        return (JsonObject) StrictJson.parse(Files.readAllBytes(file), JsonLimits.DEFAULT, Numbers.ROUNDED);
    }

    private static Dialect dialect(Path file) {
        return Host.byWire(
                        Objects.requireNonNull(file.getParent()).getFileName().toString())
                .orElseThrow()
                .dialect();
    }

    @ParameterizedTest
    @MethodSource("examples")
    void a_document_is_heard_and_answered_as_the_example_says(Path file) throws IOException {
        Fields example = Fields.of("example", json(file));
        Dialect dialect = dialect(file);
        Optional<String> named = example.optionalText("event");
        String heard = "refused";
        String event = named.orElseGet(dialect::usual);
        Optional<HookEvent.Target> target = Optional.empty();
        try {
            HookEvent read = dialect.read(named, example.object("document").whole());
            event = read.name();
            switch (read) {
                case HookEvent.Before b -> {
                    heard = "before";
                    target = Optional.of(b.target());
                }
                case HookEvent.After a -> {
                    heard = "after";
                    target = Optional.of(a.target());
                    assertTrue(a.whole() && !a.texts().isEmpty());
                }
                case HookEvent.Prompt p -> heard = "prompt";
                case HookEvent.Aside a -> heard = "aside";
            }
        } catch (FormBroken refused) {
            assertFalse(String.valueOf(refused.getMessage()).isEmpty());
        }
        assertEquals(example.text("heard"), heard);
        assertEquals(example.optionalText("tool"), target.map(t -> t.tool() + "/" + t.action()));
        assertEquals(example.object("denied").whole(), dialect.answer(event, new Ruling.Refuse("code", "why")));
        assertEquals(example.object("passed").whole(), dialect.answer(event, new Ruling.Pass()));
        assertEquals(example.object("flagged").whole(), dialect.answer(event, FLAGGED));
    }

    @Test
    void what_a_shield_flagged_is_shown_only_by_hosts_that_show_messages_and_changes_no_answer() throws IOException {
        for (Path file : examples()) {
            Fields example = Fields.of("example", json(file));
            boolean shows = Set.of(Host.CLAUDE_CODE, Host.CODEX, Host.GEMINI).stream()
                    .anyMatch(host -> host.dialect().equals(dialect(file)));
            assertEquals(
                    shows
                            ? Set.of("systemMessage")
                            : example.object("passed").whole().members().keySet(),
                    example.object("flagged").whole().members().keySet(),
                    file::toString);
        }
    }

    @Test
    void what_was_flagged_by_a_shield_that_came_to_no_end_or_in_no_known_decision_names_no_command() {
        List<String> lines = List.of("canary could not look at this: review later");
        Review review = new Review(URI.create("http://127.0.0.1:7171"), "dec_1", Optional.empty());
        assertEquals(
                Optional.of("Sallyport: " + lines.getFirst()
                        + "; if it is wrong, say so at http://127.0.0.1:7171/console/decisions/dec_1"),
                new Ruling.Pass(lines, Optional.of(review)).line());
        assertEquals(Optional.of("Sallyport: " + lines.getFirst()), new Ruling.Pass(lines, Optional.empty()).line());
        assertEquals(Optional.empty(), new Ruling.Pass(List.of(), Optional.of(review)).line());
    }

    @Test
    void every_host_has_examples_of_what_decides_and_of_what_only_tells() throws IOException {
        for (Host host : Host.values()) {
            List<String> heard = examples().stream()
                    .filter(f -> dialect(f).equals(host.dialect()))
                    .map(f -> {
                        try {
                            return Fields.of("example", json(f)).text("heard");
                        } catch (IOException e) {
                            throw new UncheckedIOException(e);
                        }
                    })
                    .toList();
            assertTrue(heard.containsAll(List.of("before", "after", "prompt")), host.wire());
        }
    }

    @Test
    void a_failure_refuses_wherever_a_host_would_else_run_something() {
        for (Host host : Host.values()) {
            Dialect dialect = host.dialect();
            assertTrue(dialect.refusesAt(Optional.empty()), host.wire());
            assertTrue(dialect.refusesAt(Optional.of("SomethingNew")), host.wire());
            dialect.deciding().forEach(e -> assertTrue(dialect.refusesAt(Optional.of(e)), e));
            dialect.telling().forEach(e -> assertFalse(dialect.refusesAt(Optional.of(e)), e));
            assertTrue(dialect.deciding().contains(dialect.usual()), host.wire());
        }
    }

    @Test
    void every_hosts_shell_changes_things_and_nothing_that_reads_writes() {
        for (Host host : Host.values()) {
            assertTrue(HostTools.of(host).stream().anyMatch(t -> t.capability() == Capability.EXEC), host.wire());
            HostTools.of(host).stream()
                    .filter(t -> t.capability() == Capability.WRITE)
                    .forEach(t -> assertEquals(Effect.MUTATES, t.effect(), t.name()));
        }
    }
}
