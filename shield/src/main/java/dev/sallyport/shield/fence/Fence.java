package dev.sallyport.shield.fence;

import dev.sallyport.action.Capability;
import dev.sallyport.shield.Leaf;
import dev.sallyport.shield.Subject;
import dev.sallyport.shield.file.SecretFiles;
import dev.sallyport.text.form.UrlForm;
import dev.sallyport.text.shell.Reading;
import dev.sallyport.text.shell.Redirection;
import dev.sallyport.text.shell.SimpleCommand;
import dev.sallyport.text.shell.Word;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Whether a call keeps within its grants. For a shell line every simple command must be granted, whatever runs it: behind {@code ;}, in a
 * pipe, in a substitution, under {@code xargs}. A file that a redirection writes needs a grant to write it. What can't be read is not granted, unless
 * the shell is granted whole.
 */
final class Fence {
    /** Agent hosts, as calls of their own tools name them. */
    private static final Set<String> HOSTS = Set.of("claude-code", "codex", "copilot", "cursor", "gemini", "opencode");

    private static final Set<String> WRITERS = Set.of("write", "edit", "multiedit", "notebookedit");
    private static final Set<String> FILES =
            Set.of("file_path", "path", "notebook_path", "filename", "file", "target_file", "uri");

    /** What changes nothing beyond the line itself. */
    private static final Set<String> HARMLESS = Set.of(
            "cd", "true", "false", ":", "pwd", "echo", "printf", "test", "[", "exit", "return", "set", "shift", "local",
            "read");

    /** What only runs what is looked at by itself. */
    private static final Set<String> CARRIERS = Set.of(
            "env",
            "timeout",
            "nice",
            "nohup",
            "time",
            "command",
            "stdbuf",
            "bash",
            "sh",
            "xargs",
            "find",
            "caffeinate",
            "zsh",
            "dash");

    private static final Set<String> VARIABLES = Set.of(
            "PATH",
            "LD_PRELOAD",
            "LD_LIBRARY_PATH",
            "DYLD_INSERT_LIBRARIES",
            "BASH_ENV",
            "ENV",
            "IFS",
            "PROMPT_COMMAND",
            "PYTHONPATH",
            "PYTHONSTARTUP",
            "NODE_OPTIONS",
            "GIT_SSH",
            "GIT_SSH_COMMAND",
            "GIT_EXTERNAL_DIFF",
            "GIT_PAGER",
            "PAGER",
            "EDITOR",
            "VISUAL",
            "GIT_EDITOR",
            "PERL5OPT",
            "RUBYOPT",
            "JAVA_TOOL_OPTIONS",
            "SHELLOPTS");

    private final List<Grant> grants;

    Fence(List<Grant> grants) {
        this.grants = grants;
    }

    /**
     * Why a call is not granted; empty if it is.
     *
     * @return a word for it, from a closed list
     */
    Optional<String> refuses(Subject.Call call) {
        List<String> names = names(call);
        List<Grant> denials = named(names, true);
        List<Grant> granted = named(names, false);
        if (denials.stream().anyMatch(grant -> grant.limit().isEmpty())) {
            return Optional.of("denied");
        }
        if (granted.isEmpty()) {
            return Optional.of("tool-not-granted");
        }
        if (call.line().isPresent()) {
            return line(call.line().get(), granted, denials);
        }
        if (denials.stream().anyMatch(grant -> covers(grant.limit().orElse(""), call))) {
            return Optional.of("denied");
        }
        if (granted.stream().anyMatch(grant -> grant.limit().isEmpty())) {
            return Optional.empty();
        }
        boolean covered =
                granted.stream().anyMatch(grant -> covers(grant.limit().orElse(""), call));
        return covered ? Optional.empty() : Optional.of("limit-exceeded");
    }

    /** Whether a grant that says what exactly covers the call. */
    boolean grantsExactly(Subject.Call call) {
        return call.line().isEmpty()
                && named(names(call), false).stream()
                        .anyMatch(grant -> grant.limit().isPresent()
                                && covers(grant.limit().get(), call));
    }

    private List<Grant> named(List<String> names, boolean denies) {
        return grants.stream()
                .filter(grant -> grant.denies() == denies && grant.names(names))
                .toList();
    }

    private static List<String> names(Subject.Call call) {
        List<String> names = new ArrayList<>(List.of(
                call.tool(),
                "mcp__" + call.tool() + "__" + call.action(),
                "mcp__" + call.tool(),
                call.tool() + "." + call.action(),
                call.tool() + "/" + call.action()));
        // A server may call its tool Read: only a host's own tools go by their bare names.
        if (HOSTS.contains(call.tool()) || call.tool().equals(call.action())) {
            names.add(call.action());
        }
        int server = call.action().startsWith("mcp__") ? call.action().indexOf("__", "mcp__".length()) : -1;
        if (server > 0) {
            names.add(call.action().substring(0, server));
        }
        if (call.capability() == Capability.EXEC && call.line().isPresent()) {
            // Hosts name their shell differently; skills write Bash.
            names.add("Bash");
        }
        return names;
    }

    private static boolean covers(String limit, Subject.Call call) {
        if (limit.startsWith("domain:")) {
            List<String> hosts = values(call, Set.of("url", "uri", "href", "host")).stream()
                    .map(url -> UrlForm.hostOf(url.contains("://") ? url : "http://" + url)
                            .orElse(""))
                    .toList();
            return !hosts.isEmpty()
                    && hosts.stream()
                            .allMatch(host -> isOf(
                                    host, limit.substring("domain:".length()).strip()));
        }
        List<String> paths = values(call, FILES);
        if (!paths.isEmpty()) {
            return paths.stream().allMatch(path -> covers(limit, path));
        }
        List<String> texts = call.leaves().stream()
                .filter(leaf -> !leaf.isName())
                .map(Leaf::text)
                .toList();
        return !texts.isEmpty() && texts.stream().anyMatch(text -> Globs.matches(limit, text, false));
    }

    private static boolean isOf(String host, String domain) {
        String plain = domain.startsWith("*.") ? domain.substring(2) : domain;
        String lower = plain.toLowerCase(Locale.ROOT);
        return host.equals(lower) || host.endsWith("." + lower);
    }

    /** A relative pattern covers a file by the end of its path, but never one where a machine or its secrets are kept. */
    private static boolean covers(String limit, String path) {
        String pattern =
                limit.startsWith("//") ? limit.substring(1) : limit.startsWith("./") ? limit.substring(2) : limit;
        if (path.indexOf('\0') >= 0) {
            return false;
        }
        String plain = Path.of(path.replace('\\', '/')).normalize().toString();
        boolean absolute = plain.startsWith("/");
        if (plain.startsWith("..") || pattern.startsWith("/") || pattern.startsWith("~") || !absolute) {
            return Globs.path(pattern, plain);
        }
        return !SecretFiles.isSecret(plain) && !Powers.isSystem(plain) && Globs.path("/**/" + pattern, plain);
    }

    private static List<String> values(Subject.Call call, Set<String> members) {
        return call.leaves().stream()
                .filter(leaf -> !leaf.isName() && members.contains(leaf.member().toLowerCase(Locale.ROOT)))
                .map(Leaf::text)
                .toList();
    }

    private Optional<String> line(Reading reading, List<Grant> granted, List<Grant> denials) {
        boolean whole = granted.stream().anyMatch(grant -> grant.limit().isEmpty());
        if (!(reading instanceof Reading.Read line)) {
            return whole && denials.isEmpty() ? Optional.empty() : Optional.of("unreadable");
        }
        for (SimpleCommand command : line.commands()) {
            boolean denied =
                    denials.stream().anyMatch(grant -> covers(grant.limit().orElse(""), command, true));
            if (denied || (command.opaque() && !denials.isEmpty())) {
                return Optional.of("denied");
            }
            Optional<String> why = whole ? Optional.empty() : command(command, granted);
            if (why.isPresent()) {
                return why;
            }
        }
        return Optional.empty();
    }

    private Optional<String> command(SimpleCommand command, List<Grant> granted) {
        for (Redirection redirection : command.redirections()) {
            if (redirection.writes() && !mayWrite(redirection.target())) {
                return Optional.of("write-not-granted");
            }
        }
        if (command.assignments().stream().anyMatch(a -> VARIABLES.contains(a.name()))) {
            return Optional.of("environment-changed");
        }
        if (command.words().isEmpty()) {
            return Optional.empty();
        }
        String base = command.base().orElse("");
        boolean free = HARMLESS.contains(base) && command.program().orElse("").equals(base);
        boolean carries =
                CARRIERS.contains(base) && command.words().size() > 1 && !command.opaque() && !deletes(command);
        boolean covered =
                granted.stream().anyMatch(grant -> covers(grant.limit().orElse(""), command, false));
        if (covered && !command.opaque()) {
            return Launching.another(command) ? Optional.of("option-runs-commands") : Optional.empty();
        }
        return free || (carries && !base.equals("find")) ? Optional.empty() : Optional.of("command-not-granted");
    }

    private static boolean deletes(SimpleCommand command) {
        return command.arguments().stream().anyMatch(w -> w.is("-delete"));
    }

    private boolean mayWrite(Word target) {
        return grants.stream()
                .filter(grant ->
                        !grant.denies() && WRITERS.contains(grant.tool().toLowerCase(Locale.ROOT)))
                .anyMatch(grant -> grant.limit().isEmpty()
                        || target.text()
                                .filter(path -> covers(grant.limit().get(), path))
                                .isPresent());
    }

    /**
     * Whether a limit such as {@code git *}, {@code npm run test:*} or {@code git status} covers a simple command.
     *
     * @param maybe whether a word that is not known counts as any
     */
    private static boolean covers(String limit, SimpleCommand command, boolean maybe) {
        if (command.words().isEmpty() || (command.words().getFirst().dynamic() && !maybe)) {
            return false;
        }
        StringBuilder line = new StringBuilder();
        for (Word word : command.words()) {
            // A word that is not known matches a star and nothing else.
            line.append(line.isEmpty() ? "" : " ").append(word.literal()).append(word.dynamic() ? "\0" : "");
        }
        String text = line.toString();
        String pattern = limit.startsWith("/") || maybe ? limit : limit.strip();
        String alone = maybe && text.startsWith("/")
                ? text.substring(Math.max(
                        0,
                        text.indexOf(' ') < 0
                                ? text.lastIndexOf('/') + 1
                                : text.lastIndexOf('/', text.indexOf(' ')) + 1))
                : text;
        if (pattern.endsWith(":*")) {
            String prefix = pattern.substring(0, pattern.length() - 2);
            boolean begins = alone.startsWith(prefix);
            return begins && (alone.length() == prefix.length() || " :".indexOf(alone.charAt(prefix.length())) >= 0);
        }
        if (pattern.endsWith(" *") && alone.equals(pattern.substring(0, pattern.length() - 2))) {
            return true;
        }
        return Globs.matches(pattern, alone, false);
    }
}
