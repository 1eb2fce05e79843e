package dev.sallyport.cli.hook;

import dev.sallyport.connect.hook.Host;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where hosts keep their configuration.
 *
 * @param home the user's home
 * @param project the project's folder, for a hook of that project alone
 */
record Places(Path home, Optional<Path> project) {
    /** The file that tells a host of its hooks, in the project if there is one, else in the home. */
    Path hooks(Host host) {
        return switch (host) {
            case CLAUDE_CODE -> base().resolve(".claude/settings.json");
            case CURSOR -> base().resolve(".cursor/hooks.json");
            case CODEX -> base().resolve(".codex/hooks.json");
            case GEMINI -> base().resolve(".gemini/settings.json");
            case COPILOT ->
                project.map(p -> p.resolve(".github/hooks/sallyport.json"))
                        .orElse(home.resolve(".copilot/hooks/sallyport.json"));
            case OPENCODE ->
                project.map(p -> p.resolve(".opencode/plugin/sallyport.js"))
                        .orElse(home.resolve(".config/opencode/plugin/sallyport.js"));
        };
    }

    /** The folder by which a host is known to be used here. */
    Path mark(Host host) {
        return switch (host) {
            case CLAUDE_CODE -> base().resolve(".claude");
            case CURSOR -> base().resolve(".cursor");
            case CODEX -> base().resolve(".codex");
            case GEMINI -> base().resolve(".gemini");
            case COPILOT -> project.map(p -> p.resolve(".github/copilot")).orElse(home.resolve(".copilot"));
            case OPENCODE -> project.map(p -> p.resolve(".opencode")).orElse(home.resolve(".config/opencode"));
        };
    }

    private Path base() {
        return project.orElse(home);
    }
}
