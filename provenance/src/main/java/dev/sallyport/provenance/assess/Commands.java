package dev.sallyport.provenance.assess;

import dev.sallyport.provenance.catalogue.Kind;
import dev.sallyport.provenance.catalogue.Role;
import dev.sallyport.provenance.catalogue.Tier;
import dev.sallyport.provenance.catalogue.ToolEntry;
import dev.sallyport.provenance.delegation.Addresses;
import dev.sallyport.provenance.delegation.Delegation;
import dev.sallyport.provenance.source.Basis;
import dev.sallyport.provenance.source.Origin;
import dev.sallyport.provenance.source.OriginKind;
import dev.sallyport.text.decode.Decodings;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Who vouches for a command that the agent made. It stays within what the user handed over if whatever in it could do harm is the
 * user's: each address and each path outside is vouched for, and each program with powers ({@link CommandPowers}) or what it
 * is applied to stands in the user's words. What can't be seen through - encoded, evaluated, put together at run time - is
 * nobody's. Linear in the command.
 */
final class Commands {
    /** Longer commands are not read. */
    static final int LONGEST = 100_000;

    private static final CommandPowers POWERS = CommandPowers.TABLE;

    /** Arguments that hold another language than a shell's. */
    private static final Pattern CODE =
            Pattern.compile("(?i)sql|code|script|query|expression|statement|input|function|python");

    /** Words that open what is no command of a shell. */
    private static final Pattern OPENING = Pattern.compile(
            "(?i)\\s*(?:select|with|insert|update|delete|create|alter|explain|from|import|def|class|const|let|var|async|await|return|function|print)\\b");

    private static final int MOST_NESTED = 3;
    private static final int ENCODED_WORD = 16;
    private static final Pattern URL = Pattern.compile("(?i)\\b[a-z][a-z0-9+.-]{1,11}://[^\\s'\"<>|;)\\]}`]{1,2000}");
    private static final Pattern HOST = Pattern.compile(
            "(?:[^\\s@/]+@)?(?:[0-9]{1,3}(?:\\.[0-9]{1,3}){3}|\\[[0-9a-f:]+]|[\\p{L}\\p{N}_-]+(?:\\.[\\p{L}\\p{N}_-]+)*\\.[a-z]{2,24})(?::.*|/.*)?");
    private static final Pattern PATH_LIKE = Pattern.compile("[~/.\\p{L}\\p{N}$%][\\p{L}\\p{N}_./\\\\~@+:$%{}*?-]*");
    private static final Set<String> NOWHERE =
            Set.of("/dev/null", "/dev/stdin", "/dev/stdout", "/dev/stderr", "/dev/tty", "/");
    private static final Set<String> PROGRAM_FOLDERS =
            Set.of("/bin/", "/usr/bin/", "/usr/local/bin/", "/sbin/", "/usr/sbin/", "/opt/homebrew/bin/");

    /** As what a path is judged that a command takes away. */
    private static final ToolEntry REMOVAL = new ToolEntry(
            "command", Tier.COMMIT, Kind.REMOVAL, List.of(), Map.of(), Map.of(), ToolEntry.Records.ROWS, Set.of());

    private final Delegation user;
    private final Origins origins;
    private final Paths paths;

    Commands(Delegation user, Origins origins, Paths paths) {
        this.user = user;
        this.origins = origins;
        this.paths = paths;
    }

    /** Who vouches for that command, which was found nowhere. */
    Origin of(Argument argument, ToolEntry tool) {
        if (argument.text().length() > LONGEST) {
            return nobodys();
        }
        String seen = FilePath.seen(argument.text());
        boolean other =
                CODE.matcher(argument.name()).find() || OPENING.matcher(seen).lookingAt();
        boolean code = other && Step.ofShell(seen).isEmpty();
        return worst(seen, code, tool, 0).orElse(Origin.of(OriginKind.WITHIN, Basis.CONTEXT));
    }

    private static Origin nobodys() {
        return Origin.of(OriginKind.GENERATED, Basis.CONTEXT);
    }

    private Optional<Origin> worst(String text, boolean code, ToolEntry tool, int nested) {
        String lower = text.toLowerCase(Locale.ROOT);
        if (nested > MOST_NESTED
                || CommandPowers.MASKED.matcher(lower).find()
                || CommandPowers.REACHING.matcher(lower).find()) {
            return Optional.of(nobodys());
        }
        Matcher url = URL.matcher(text);
        while (url.find()) {
            Optional<Origin> stranger = unvouched(url.group());
            if (stranger.isPresent()) {
                return stranger;
            }
        }
        Optional<List<Step>> steps = code ? Optional.of(Step.ofCode(text)) : Step.ofShell(text);
        if (steps.isEmpty()) {
            return Optional.of(nobodys());
        }
        for (Step command : steps.get()) {
            if (!user.holds(String.join(" ", command.words()))) {
                Optional<Origin> held = simple(command, tool, nested);
                if (held.isPresent()) {
                    return held;
                }
            }
        }
        return Optional.empty();
    }

    private Optional<Origin> unvouched(String address) {
        Origin origin = origins.url(address);
        return origin.kind().compareTo(OriginKind.WITHIN) <= 0 ? Optional.empty() : Optional.of(origin);
    }

    private Optional<Origin> simple(Step command, ToolEntry tool, int nested) {
        String program = command.program();
        boolean unseen = command.opaque()
                && !user.says(program)
                && !POWERS.has("shells", program)
                && !POWERS.has("rights", program);
        if (program.startsWith("$")
                || unseen
                || hidden(command)
                || reaches(command, program)
                || powerful(command, program)) {
            return Optional.of(nobodys());
        }
        if (POWERS.has("shells", program) || POWERS.has("interpreters", program)) {
            Optional<Origin> inner = inner(command, program, tool, nested);
            if (inner.isPresent()) {
                return inner;
            }
        }
        return outside(command, program, tool);
    }

    /** Whether a word is the encoding of something, or undoes one. */
    private static boolean hidden(Step command) {
        boolean undoes = switch (command.program()) {
            case "base64", "base32", "basenc" -> command.has("-d", "-D", "--decode", "-di");
            case "xxd" -> command.words().stream().anyMatch(w -> w.startsWith("-") && w.contains("r"));
            case "openssl", "uudecode" -> true;
            default -> false;
        };
        return undoes
                || command.words().stream()
                        .anyMatch(w -> w.length() >= ENCODED_WORD
                                && w.indexOf('/') < 0
                                && !Decodings.of(w).isEmpty());
    }

    /** Whether it speaks with a machine that is not the user's choice. */
    private boolean reaches(Step command, String program) {
        boolean network = POWERS.has("network", program);
        boolean shares = program.equals("git")
                && command.operands().stream()
                        .findFirst()
                        .filter(
                                Set.of("clone", "fetch", "pull", "push", "ls-remote", "submodule", "remote", "archive")
                                        ::contains)
                        .isPresent();
        if (!network && !shares) {
            return false;
        }
        boolean vouched = shares;
        for (String word : command.operands()) {
            boolean address = word.contains("://") || user.holds(word) || user.says(word);
            if (!address && (isHost(word) || (word.indexOf('@') > 0))) {
                if (unvouched(word).isPresent()) {
                    return true;
                }
                address = true;
            }
            vouched |= address;
        }
        return !vouched && !user.says(program);
    }

    private static boolean isHost(String word) {
        return HOST.matcher(word.toLowerCase(Locale.ROOT)).matches()
                && !Addresses.urls(word).isEmpty();
    }

    private boolean powerful(Step command, String program) {
        List<String> operands = command.operands();
        String first = operands.isEmpty() ? "" : operands.getFirst().toLowerCase(Locale.ROOT);
        if (POWERS.exceeds(command, user::says)) {
            return true;
        }
        if (POWERS.has("evaluators", program)) {
            return !user.says(program);
        }
        if (POWERS.has("removers", program) || program.startsWith("mkfs.")) {
            return operands.isEmpty() || !operands.stream().allMatch(this::named);
        }
        if (POWERS.has("enders", program)) {
            return !saysAny(POWERS.set("end_words"));
        }
        if (POWERS.has("rights", program)) {
            return !POWERS.has("showing", first) && !user.says(program) && !said(operands);
        }
        if (POWERS.has("managers", program)) {
            boolean asked = operands.stream().limit(2).anyMatch(user::says);
            return !POWERS.has("showing", first) && !POWERS.knows(command) && !asked && !said(operands);
        }
        if (POWERS.has("fetch_and_run", program)) {
            return !said(operands.stream().limit(1).toList());
        }
        if (POWERS.has("installers", program) && POWERS.has("installing", first)) {
            return !said(operands.stream()
                    .skip(1)
                    .filter(w -> !w.startsWith(".") && !w.endsWith(".txt") && !w.endsWith(".toml"))
                    .toList());
        }
        Set<String> asked = POWERS.statement(program);
        return !asked.isEmpty() && operands.size() > 0 && !saysAny(asked);
    }

    private boolean saysAny(Set<String> words) {
        return words.stream().anyMatch(user::says);
    }

    /** Whether there is nothing that the user did not say. */
    private boolean said(List<String> operands) {
        return operands.stream()
                .allMatch(w -> user.says(w) || user.holds(w) || user.holds(w.replaceFirst("(?<=.)@.*$", "")));
    }

    private boolean named(String operand) {
        return operand.indexOf('*') < 0
                && operand.indexOf('$') < 0
                && origin(operand).kind() == OriginKind.USER;
    }

    private Origin origin(String path) {
        Argument argument = new Argument("path", Role.PATH, path, false);
        return paths.of(argument, origins.of(argument), REMOVAL, false);
    }

    /** A program in the command: it is read as one if it is a shell's; a program read from a pipe is nobody's. */
    private Optional<Origin> inner(Step command, String program, ToolEntry tool, int nested) {
        List<String> words = command.words();
        boolean shell = POWERS.has("shells", program);
        for (int i = 1; i + 1 < words.size(); i++) {
            String option = words.get(i).toLowerCase(Locale.ROOT);
            if (shell && (option.startsWith("-enc") || (option.equals("-e") && program.startsWith("p")))) {
                return Optional.of(nobodys());
            }
            boolean gives = shell ? option.matches("-[a-z]*c|/c|/k|-command") : option.matches("-[a-z]*[cer]");
            if (gives) {
                String inside = String.join(" ", words.subList(i + 1, words.size()));
                return worst(inside, !shell, tool, nested + 1);
            }
        }
        boolean reads = command.operands().isEmpty() && command.piped();
        boolean any = (command.piped() && shell)
                || (reads && !POWERS.has("patterns", program))
                || (shell && command.has("-s"));
        return any ? Optional.of(nobodys()) : Optional.empty();
    }

    /** The first path that leads where the user did not send it. */
    private Optional<Origin> outside(Step command, String program, ToolEntry tool) {
        List<String> words = new ArrayList<>(command.words());
        words.addAll(command.targets());
        int from = words.isEmpty()
                        || PROGRAM_FOLDERS.stream()
                                .anyMatch(f -> words.getFirst().startsWith(f))
                        || !isPath(words.getFirst())
                ? 1
                : 0;
        boolean pattern = POWERS.has("patterns", program);
        for (int i = from; i < words.size(); i++) {
            String word = words.get(i);
            boolean option = word.startsWith("-");
            int assigned = word.indexOf('=');
            String path = assigned > 0
                    ? word.substring(assigned + 1)
                    : option || word.startsWith("@") ? word.replaceFirst("^(?:-[A-Za-z]|@)", "") : word;
            if (pattern && !option && i < command.words().size()) {
                pattern = false;
            } else if (isPath(path) && leaves(path)) {
                Argument argument = new Argument("path", Role.PATH, path, false);
                Origin origin = paths.of(argument, origins.of(argument), tool, true);
                if (origin.kind().compareTo(OriginKind.WITHIN) > 0) {
                    return Optional.of(origin);
                }
            }
        }
        return Optional.empty();
    }

    private static boolean isPath(String word) {
        return word.length() < 1000
                && !word.startsWith("//")
                && !NOWHERE.contains(word)
                && !word.contains("://")
                && PATH_LIKE.matcher(word).matches()
                && (word.indexOf('/') >= 0 || word.indexOf('\\') >= 0 || word.startsWith(".") || word.startsWith("~"));
    }

    /** Whether a word that looks like a path leads out of the folder the command runs in, or to something dangerous in it. */
    private static boolean leaves(String word) {
        FilePath path = FilePath.of(word);
        return path.absolute() || path.climbs() || word.startsWith("$/") || PathHazards.in(path, 0);
    }
}
