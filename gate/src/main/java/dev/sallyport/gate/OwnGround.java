package dev.sallyport.gate;

import dev.sallyport.action.Action;
import dev.sallyport.action.Capability;
import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonArray;
import dev.sallyport.action.json.JsonBoolean;
import dev.sallyport.action.json.JsonNull;
import dev.sallyport.action.json.JsonNumber;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.JsonString;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The gateway's own ground: its data directory, its configuration, the hook files of agent hosts, and its own commands.
 * A gated agent may not touch it through any tool.
 *
 * <p>A text argument counts as touching if, read as a path, it leads there, or if a command mentions it. Paths are compared
 * as the most forgiving reader would: without regard to case, percent-encoding, backslashes and {@code ..}. Plain content
 * (a document that talks about the gateway) does not count. This is a net under the real walls (file modes, another
 * user, another namespace; see the assurance level), not a wall of its own: a symbolic link leads around it.
 *
 * <p>Immutable.
 */
public final class OwnGround {
    /** Longest text that is a path, in UTF-16 code units, once its {@code .} and {@code ..} are resolved. */
    public static final int MAX_PATH_LENGTH = 4096;

    private static final List<String> HOST_FILES = List.of(
            ".claude/settings.json",
            ".claude/settings.local.json",
            ".cursor/hooks.json",
            ".codex/config.toml",
            ".codex/hooks.json",
            ".gemini/settings.json",
            ".copilot/hooks",
            ".opencode/plugin",
            ".config/opencode/plugin",
            ".github/hooks/sallyport.json",
            ".sallyport/");
    /** Names of arguments that hold commands, letters only. */
    private static final Set<String> COMMAND_ARGUMENTS = Set.of(
            "command",
            "commands",
            "commandline",
            "cmd",
            "cmdline",
            "script",
            "code",
            "args",
            "argv",
            "arguments",
            "program",
            "executable",
            "shell",
            "bash",
            "sh",
            "run",
            "exec",
            "input",
            "stdin");
    /** What lies in a data directory, so that a relative path from its parent or from inside it is known. */
    private static final List<String> OWN_FILES =
            List.of("keys/", "policies/", "logs/", "sallyport.db", "gateway.json", "gateway.sock");

    private static final String OWN_COMMAND = "sallyport";
    private static final String FILE_SCHEME = "file:";
    private static final int DECODINGS = 3;
    private static final int ASCII = 128;
    private static final int LONGEST_COMMAND_ARGUMENT =
            COMMAND_ARGUMENTS.stream().mapToInt(String::length).max().orElse(0);

    private static final int LETTERS = 26;
    /** By which letters such a name begins: nearly every other name is told apart by its first. */
    private static final boolean[] BEGINS_COMMAND_ARGUMENT = new boolean[LETTERS];

    static {
        COMMAND_ARGUMENTS.forEach(name -> BEGINS_COMMAND_ARGUMENT[name.charAt(0) - 'a'] = true);
    }

    private final List<String> places;
    /** The places' paths without their first components, so that relative paths into them are known. */
    private final List<String> tails;
    /** Texts of which one must occur in whatever leads here: the quick no. */
    private final List<String> needles;
    /** By which plain characters a needle begins, in either case. */
    private final boolean[] begins = new boolean[ASCII];

    /**
     * Ground with these places.
     *
     * @param paths paths of the data directory and the configuration: absolute, or from {@code ~} or {@code $HOME}
     */
    public OwnGround(List<String> paths) {
        List<String> all = new ArrayList<>();
        List<String> ends = new ArrayList<>();
        Set<String> names = new TreeSet<>();
        for (String path : paths) {
            String place = normal(folded(path));
            all.add(place);
            ends.addAll(tails(place));
            names.add(place.substring(place.lastIndexOf('/') + 1));
        }
        HOST_FILES.forEach(file -> names.add(file.substring(0, file.indexOf('/'))));
        this.places = List.copyOf(all);
        this.tails = List.copyOf(ends);
        this.needles = List.copyOf(names);
        for (String needle : needles) {
            if (!needle.isEmpty() && needle.charAt(0) < ASCII) {
                begins[Character.toLowerCase(needle.charAt(0))] = true;
                begins[Character.toUpperCase(needle.charAt(0))] = true;
            }
        }
    }

    private static List<String> tails(String place) {
        List<String> tails = new ArrayList<>();
        for (int slash = place.indexOf('/'); slash >= 0; slash = place.indexOf('/', slash + 1)) {
            tails.add(place.substring(slash + 1));
        }
        return tails;
    }

    /** Whether the action touches it. Time is linear in the length of the arguments. */
    public boolean touchedBy(Action action, Capability capability) {
        if (action.resource() != null && leadsHere(action.resource())) {
            return true;
        }
        return touchedBy(action.parameters(), capability);
    }

    /** Whether a text in those members, read as an argument of such a call, touches it. */
    public boolean touchedBy(JsonObject members, Capability capability) {
        return anyText(members, capability == Capability.EXEC);
    }

    /** As deep as the parameters; their canonical form was written before, which bounds that. */
    private boolean anyText(Json value, boolean command) {
        return switch (value) {
            case JsonObject o -> anyMember(o, command);
            case JsonArray a -> anyItem(a, command);
            case JsonString s -> touches(s.value(), command);
            case JsonNumber n -> false;
            case JsonBoolean b -> false;
            case JsonNull n -> false;
        };
    }

    private boolean anyMember(JsonObject object, boolean command) {
        for (Map.Entry<String, Json> member : object.members().entrySet()) {
            String name = member.getKey();
            // A name can be a path too: {"files": {"/a/b": "content"}}.
            if (touches(name, command) || anyText(member.getValue(), command || isCommandName(name))) {
                return true;
            }
        }
        return false;
    }

    private boolean anyItem(JsonArray array, boolean command) {
        for (Json item : array.items()) {
            if (anyText(item, command)) {
                return true;
            }
        }
        return false;
    }

    private boolean touches(String text, boolean command) {
        return leadsHere(text) || (command && mentions(text));
    }

    private static boolean isCommandName(String name) {
        int letters = 0;
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c >= ASCII) {
                return isCommandWord(name);
            }
            int letter = (c | 0x20) - 'a';
            if (letter >= 0 && letter < LETTERS) {
                if (letters == 0 && !BEGINS_COMMAND_ARGUMENT[letter]) {
                    return false;
                }
                letters++;
            }
        }
        return letters <= LONGEST_COMMAND_ARGUMENT && letters > 1 && isCommandWord(name);
    }

    private static boolean isCommandWord(String name) {
        StringBuilder letters = new StringBuilder(name.length());
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (Character.isLetter(c)) {
                letters.append(c);
            }
        }
        return COMMAND_ARGUMENTS.contains(letters.toString().toLowerCase(Locale.ROOT));
    }

    /** Read as a path (or a file URL), does the text lead into one of the places? */
    private boolean leadsHere(String text) {
        if (!mayHaveNeedle(text)) {
            return false;
        }
        String folded = folded(text);
        if (!hasNeedle(folded)) {
            return false;
        }
        // Measured once it is resolved: `/./` and `/x/../` could make any path as long, or as many lines, as one likes.
        String path = normal(ProcessPath.shared(withoutScheme(folded.strip())));
        if (path.length() > MAX_PATH_LENGTH || path.indexOf('\n') >= 0) {
            return false;
        }
        return isUnderPlace(path) || isRelativeToPlace(path) || hasHostFile(path);
    }

    /** Whether the folded text may have one; says no without folding it, since nearly every text has none. */
    private boolean mayHaveNeedle(String text) {
        if (needles.getFirst().isEmpty()) {
            return true; // sorted: the empty one, of a place that is the root, would come first
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '%' || c > '~' || (begins[c] && beginsNeedle(text, i))) {
                return true;
            }
        }
        return false;
    }

    private boolean beginsNeedle(String text, int at) {
        for (String needle : needles) {
            if (text.regionMatches(true, at, needle, 0, needle.length())) {
                return true;
            }
        }
        return false;
    }

    private boolean hasNeedle(String folded) {
        for (String needle : needles) {
            if (folded.contains(needle)) {
                return true;
            }
        }
        return false;
    }

    private boolean isUnderPlace(String path) {
        return places.stream().anyMatch(place -> isUnder(path, place));
    }

    /**
     * Whether a relative path leads there from some folder: up and down again into a place, or down through at least two
     * components of its path, or through its last one to a file that lies in a data directory.
     */
    private boolean isRelativeToPlace(String path) {
        if (path.startsWith("/")) {
            return false;
        }
        String down = path;
        while (down.startsWith("../")) {
            down = down.substring("../".length());
        }
        boolean goesUp = down.length() < path.length();
        for (String tail : tails) {
            boolean told = goesUp || tail.indexOf('/') >= 0;
            if (isUnder(down, tail) && (told || isOwnFile(down.substring(tail.length())))) {
                return true;
            }
        }
        return false;
    }

    private static boolean isOwnFile(String rest) {
        return OWN_FILES.stream().anyMatch(file -> rest.startsWith("/" + file));
    }

    private static boolean isUnder(String path, String place) {
        return path.startsWith(place) && (path.length() == place.length() || path.charAt(place.length()) == '/');
    }

    private boolean mentions(String command) {
        String folded = folded(command);
        // What a shell does to quotes and backslashes before it looks for files.
        String unquoted = command.replaceAll("[\"'\\\\]", "");
        String shell = normal(folded(unquoted));
        String flat = normal(folded);
        return places.stream()
                        .anyMatch(place -> folded.contains(place) || flat.contains(place) || shell.contains(place))
                || hasHostFile(flat)
                || hasHostFile(shell)
                || runsOwnCommand(folded)
                || runsOwnCommand(shell);
    }

    private static boolean hasHostFile(String path) {
        if (path.indexOf('.') < 0) {
            return false;
        }
        for (String file : HOST_FILES) {
            for (int at = path.indexOf(file); at >= 0; at = path.indexOf(file, at + 1)) {
                if (at == 0 || isBoundary(path.charAt(at - 1))) {
                    return true;
                }
            }
        }
        return path.endsWith("/.sallyport") || path.equals(".sallyport");
    }

    private static boolean runsOwnCommand(String command) {
        for (int at = command.indexOf(OWN_COMMAND); at >= 0; at = command.indexOf(OWN_COMMAND, at + 1)) {
            int end = at + OWN_COMMAND.length();
            // `dev.sallyport.cli.Main` is the command too.
            boolean starts = at == 0 || isBoundary(command.charAt(at - 1)) || command.charAt(at - 1) == '.';
            boolean ends = end == command.length() || isBoundary(command.charAt(end)) || command.charAt(end) == '.';
            if (starts && ends) {
                return true;
            }
        }
        return false;
    }

    private static boolean isBoundary(char c) {
        return !Character.isLetterOrDigit(c) && c != '_' && c != '-' && c != '.';
    }

    /** The text as file systems compare it that ignore case and composition, decoded, with slashes one way. */
    private static String folded(String text) {
        String plain = text;
        for (int i = 0; i < DECODINGS && plain.indexOf('%') >= 0; i++) {
            plain = decoded(plain);
        }
        plain = plain.replace('\\', '/');
        return isAscii(plain)
                ? plain.toLowerCase(Locale.ROOT)
                : Normalizer.normalize(plain, Normalizer.Form.NFKC)
                        .toUpperCase(Locale.ROOT)
                        .toLowerCase(Locale.ROOT);
    }

    private static boolean isAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) > '~') {
                return false;
            }
        }
        return true;
    }

    /** The text with each {@code %XX} as the byte it stands for; what stands for none stays. */
    static String decoded(String text) {
        byte[] in = text.getBytes(StandardCharsets.UTF_8);
        byte[] out = new byte[in.length];
        int length = 0;
        for (int i = 0; i < in.length; i++) {
            int high = in[i] == '%' && i + 2 < in.length ? Character.digit(in[i + 1], 16) : -1;
            int low = high >= 0 ? Character.digit(in[i + 2], 16) : -1;
            if (low >= 0) {
                out[length++] = (byte) (high << 4 | low);
                i += 2;
            } else {
                out[length++] = in[i];
            }
        }
        return new String(out, 0, length, StandardCharsets.UTF_8);
    }

    /** The path of a file URL, whatever host it names; another text as it is. */
    private static String withoutScheme(String text) {
        if (!text.startsWith(FILE_SCHEME)) {
            return text;
        }
        String rest = text.substring(FILE_SCHEME.length());
        int path = rest.startsWith("//") ? rest.indexOf('/', 2) : 0;
        return path < 0 ? rest : rest.substring(path);
    }

    /** Folds {@code //}, {@code /./} and {@code /x/../}; keeps everything else, so that a command can be searched too. */
    private static String normal(String text) {
        if (text.indexOf('/') < 0) {
            return text;
        }
        List<String> kept = new ArrayList<>();
        String[] parts = text.split("/", -1);
        for (int i = 0; i < parts.length; i++) {
            String part = parts[i];
            boolean inner = i > 0;
            if (part.equals(".") || (inner && part.isEmpty())) {
                continue;
            }
            if (!part.equals("..") || kept.isEmpty() || kept.getLast().equals("..")) {
                kept.add(part);
            } else if (kept.size() > 1 || !kept.getFirst().isEmpty()) {
                // Above the root lies the root: there `..` leads nowhere.
                kept.removeLast();
            }
        }
        return kept.size() == 1 && kept.getFirst().isEmpty() ? "/" : String.join("/", kept);
    }
}
