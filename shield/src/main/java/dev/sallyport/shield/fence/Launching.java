package dev.sallyport.shield.fence;

import dev.sallyport.text.shell.SimpleCommand;
import dev.sallyport.text.shell.Word;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Words by which a granted program runs another one: who may use {@code git} may not use all there is through it. */
final class Launching {
    /** Settings of git whose value git runs, now or with a later command; as they end, in lower case. */
    private static final List<String> RUN_BY_GIT = List.of(
            ".pager",
            ".editor",
            ".fsmonitor",
            ".sshcommand",
            ".hookspath",
            ".askpass",
            ".gitproxy",
            ".external",
            ".textconv",
            ".clean",
            ".smudge",
            ".process",
            ".driver",
            ".helper",
            ".program",
            ".cmd",
            ".uploadpack",
            ".receivepack",
            "sequence.editor",
            "uploadpack.packobjectshook");

    private static final Set<String> ONLY_READS =
            Set.of("--get", "--get-all", "--list", "-l", "get", "list", "--unset");

    private Launching() {}

    /** Whether a word of the command makes its program run another. */
    static boolean another(SimpleCommand command) {
        String base = command.base().orElse("");
        List<String> words = command.arguments().stream().map(Word::literal).toList();
        return base.equals("git") ? git(words) : words.stream().anyMatch(word -> option(base, word));
    }

    private static boolean option(String base, String word) {
        return switch (base) {
            case "tar" ->
                word.startsWith("--checkpoint-action")
                        || word.startsWith("--to-command")
                        || word.startsWith("--use-compress");
            case "rsync" -> word.equals("-e") || word.startsWith("--rsh");
            case "ssh" -> word.contains("ProxyCommand");
            case "awk", "gawk", "mawk" -> word.contains("system(") || word.contains("| getline");
            case "sort" -> word.startsWith("--compress-program");
            case "rg" -> word.startsWith("--pre");
            case "go" -> word.startsWith("-exec") || word.startsWith("-toolexec");
            case "vi", "vim", "nvim", "less", "more", "man" ->
                word.startsWith("+!") || word.startsWith(":!") || word.equals("-P") || word.startsWith("--pager");
            default -> false;
        };
    }

    private static boolean git(List<String> words) {
        boolean anywhere = words.stream()
                .anyMatch(word -> word.equals("-c")
                        || word.startsWith("--config-env")
                        || word.startsWith("--upload-pack")
                        || word.startsWith("--receive-pack")
                        || word.startsWith("--exec-path=")
                        || word.startsWith("ext::")
                        || word.startsWith("--open-files-in-pager"));
        String verb =
                words.stream().filter(word -> !word.startsWith("-")).findFirst().orElse("");
        return anywhere
                || switch (verb) {
                    case "submodule" -> words.contains("foreach");
                    case "bisect" -> words.contains("run");
                    case "rebase", "archive" ->
                        words.stream().anyMatch(word -> word.startsWith("-x") || word.startsWith("--exec"));
                    case "difftool" ->
                        words.stream().anyMatch(word -> word.startsWith("-x") || word.startsWith("--extcmd"));
                    case "filter-branch" -> true;
                    case "clone" -> words.contains("-u") || words.contains("--config");
                    case "config" -> config(words);
                    default -> false;
                };
    }

    private static boolean config(List<String> words) {
        if (words.stream().anyMatch(ONLY_READS::contains)) {
            return false;
        }
        return words.stream().anyMatch(word -> {
            String low = word.toLowerCase(Locale.ROOT);
            return low.startsWith("!") || RUN_BY_GIT.stream().anyMatch(low::endsWith);
        });
    }
}
