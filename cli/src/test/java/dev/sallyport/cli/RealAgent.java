package dev.sallyport.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Agent hosts that run without an account before a model at another address, each let do everything by its own rules. */
@SuppressWarnings("ImmutableEnumChecker") // its lists and maps are those of List.of and Map.of
enum RealAgent {
    GEMINI(
            "gemini",
            List.of("node", "@google/gemini-cli/bundle/gemini.js", "-m", "gemini-2.5-flash", "--yolo", "-p"),
            Map.of("GEMINI_API_KEY", "none", "GEMINI_CLI_TRUST_WORKSPACE", "true", "GOOGLE_GEMINI_BASE_URL", "ADDRESS"),
            Map.of(".gemini/settings.json", """
                    {"security":{"auth":{"selectedType":"gemini-api-key"}},"general":{"enableAutoUpdate":false},\
                    "privacy":{"usageStatisticsEnabled":false}}""")),
    CLAUDE_CODE(
            "claude-code",
            List.of("@anthropic-ai/claude-code-linux-x64/claude", "--dangerously-skip-permissions", "-p"),
            Map.of(
                    "ANTHROPIC_API_KEY", "none",
                    "ANTHROPIC_BASE_URL", "ADDRESS",
                    "CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC", "1",
                    "DISABLE_AUTOUPDATER", "1",
                    // Without it the host refuses to be let do everything by the superuser, who may run the tests.
                    "IS_SANDBOX", "1"),
            Map.of()),
    CODEX(
            "codex",
            List.of(
                    "node",
                    "@openai/codex/bin/codex.js",
                    "exec",
                    "--skip-git-repo-check",
                    "--dangerously-bypass-approvals-and-sandbox"),
            Map.of(),
            Map.of(".codex/config.toml", """
                    model = "gpt-5"
                    model_provider = "local"
                    [model_providers.local]
                    name = "local"
                    base_url = "ADDRESS/v1"
                    wire_api = "responses"
                    """)),
    OPENCODE(
            "opencode",
            List.of("opencode-linux-x64/bin/opencode", "run"),
            Map.of(
                    "OPENCODE_DISABLE_AUTOUPDATE", "1",
                    "OPENCODE_DISABLE_MODELS_FETCH", "1",
                    "OPENCODE_DISABLE_LSP_DOWNLOAD", "1"),
            Map.of(".config/opencode/opencode.json", """
                    {"model":"local/m","small_model":"local/m","autoupdate":false,"share":"disabled","provider":{"local":\
                    {"npm":"@ai-sdk/openai-compatible","name":"local","options":{"baseURL":"ADDRESS/v1","apiKey":"none"},\
                    "models":{"m":{"name":"m","tool_call":true}}}}}""")),
    COPILOT(
            "copilot",
            List.of("node", "@github/copilot/npm-loader.js", "--allow-all-tools", "-p"),
            Map.of(
                    "COPILOT_PROVIDER_BASE_URL", "ADDRESS/v1",
                    "COPILOT_PROVIDER_TYPE", "openai",
                    "COPILOT_PROVIDER_API_KEY", "none",
                    "COPILOT_MODEL", "m",
                    "COPILOT_OFFLINE", "true",
                    "COPILOT_AUTO_UPDATE", "false"),
            Map.of());

    private static final Pattern REVIEWED =
            Pattern.compile("\"key\":\"([^\"]+)\".*?\"currentHash\":\"(sha256:[0-9a-f]{64})\"");
    private static final Path AGENTS = HookSetUp.LAUNCHER.resolveSibling("house/hosts/agents");

    private final String host;
    private final List<String> command;
    private final Map<String, String> environment;
    private final Map<String, String> files;

    /** Texts hold {@code ADDRESS} for the address of the model; files are named below the user's home. */
    RealAgent(String host, List<String> command, Map<String, String> environment, Map<String, String> files) {
        this.host = host;
        this.command = command;
        this.environment = environment;
        this.files = files;
    }

    /** As {@code sallyport install} knows it. */
    String host() {
        return host;
    }

    private static boolean isInPackages(String word) {
        return word.contains("/");
    }

    private Path packages() {
        return AGENTS.resolve(host).resolve("node_modules");
    }

    boolean isHere() {
        return command.stream()
                .filter(RealAgent::isInPackages)
                .allMatch(word -> Files.exists(packages().resolve(word)));
    }

    /** Its settings for that user. */
    void prepare(Path home, URI model) throws IOException {
        for (Map.Entry<String, String> file : files.entrySet()) {
            Path path = home.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.writeString(path, file.getValue().replace("ADDRESS", model.toString()));
        }
    }

    /**
     * What a person does before the host runs a hook: in Codex, trusting it. The host says itself which hooks it found, and by which hash it
     * knows them.
     */
    void review(Path home, Path project) throws IOException {
        if (this != CODEX) {
            return;
        }
        List<String> words = List.of("node", packages().resolve(command.get(1)).toString(), "app-server");
        ProcessBuilder builder = new ProcessBuilder(words).redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().clear();
        builder.environment().putAll(Map.of("HOME", home.toString(), "PATH", System.getenv("PATH")));
        Process server = builder.start();
        try (Writer asks = server.outputWriter();
                BufferedReader says = server.inputReader()) {
            asks.write(
                    "{\"id\":1,\"method\":\"initialize\",\"params\":{\"clientInfo\":{\"name\":\"t\",\"version\":\"1\"}}}\n"
                            + "{\"method\":\"initialized\"}\n"
                            + "{\"id\":2,\"method\":\"hooks/list\",\"params\":{\"cwds\":[\"" + project + "\"]}}\n");
            asks.flush();
            String line = says.readLine();
            while (line != null && !line.startsWith("{\"id\":2,")) {
                line = says.readLine();
            }
            Matcher found = REVIEWED.matcher(String.valueOf(line));
            StringBuilder trusted = new StringBuilder();
            while (found.find()) {
                trusted.append(
                        "\n[hooks.state.\"%s\"]\ntrusted_hash = \"%s\"\n".formatted(found.group(1), found.group(2)));
            }
            if (trusted.isEmpty()) {
                throw new IOException("Codex found no hook: " + line);
            }
            Files.writeString(home.resolve(".codex/config.toml"), trusted, StandardOpenOption.APPEND);
        } finally {
            server.descendants().forEach(ProcessHandle::destroyForcibly);
            server.destroyForcibly();
        }
    }

    /** It at work on that sentence in a folder. */
    ProcessBuilder asked(String sentence, Path home, Path project, URI model) {
        List<String> words = new ArrayList<>(command.stream()
                .map(word -> isInPackages(word) ? packages().resolve(word).toString() : word)
                .toList());
        words.add(sentence);
        Map<String, String> all = new TreeMap<>(Map.of("HOME", home.toString(), "PATH", System.getenv("PATH")));
        environment.forEach((name, value) -> all.put(name, value.replace("ADDRESS", model.toString())));
        ProcessBuilder builder =
                new ProcessBuilder(words).directory(project.toFile()).redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().putAll(all);
        return builder;
    }
}
