package dev.sallyport.store.crash;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What {@code strace -f -y -xx} saw of a process: its changes to files, its syncs, its acknowledgements, in order. A call
 * has a line at which it began and one at which it returned; other threads' calls may lie between.
 */
final class Trace {
    /** The calls to trace. */
    static final String CALLS =
            "openat,pwrite64,pwritev,write,writev,fsync,fdatasync,ftruncate,fallocate,unlink,unlinkat,rename,renameat,renameat2";

    /** One call. */
    record Event(int began, int ended, What what) {}

    /** What a call did, if it succeeded. */
    sealed interface What {
        /** A file was opened that may have been created by it. */
        record Create(String path) implements What {}

        /** Bytes were handed to the kernel. */
        @SuppressWarnings("ArrayRecordComponent") // never compared
        record Write(String path, long offset, byte[] bytes) implements What {}

        /** A file was cut or extended. */
        record Truncate(String path, long size) implements What {}

        /** A name was removed. */
        record Unlink(String path) implements What {}

        /** Everything written to a file, or every name made in a directory, before it began is on the disk. */
        record Sync(String path) implements What {}

        /** The process told somebody. */
        record Told(String text) implements What {}
    }

    /** A call that the tracer did not let through, and the line that says so. */
    record NotMade(int line, String path) {}

    private record Begun(int line, String call, String arguments) {}

    /** Ends the line of a call that was not made. */
    private static final String INSTEAD = "(INJECTED)";

    private static final Pattern WHOLE = Pattern.compile("^(\\d+) +(\\w+)\\((.*)\\) += (-?\\d+).*$");
    private static final Pattern BEGUN = Pattern.compile("^(\\d+) +(\\w+)\\((.*) <unfinished \\.\\.\\.>$");
    private static final Pattern RESUMED = Pattern.compile("^(\\d+) +<\\.\\.\\. (\\w+) resumed>(.*)\\) += (-?\\d+).*$");
    private static final Pattern TEXT = Pattern.compile("[<\"]((?:\\\\x[0-9a-f]{2})*)[>\"]");

    private final List<Event> events = new ArrayList<>();
    private final Map<String, Begun> begun = new HashMap<>();
    private final List<NotMade> notMade = new ArrayList<>();
    private int lines;

    /** Reads a trace. */
    static Trace read(Path file) throws IOException {
        Trace trace = new Trace();
        try (BufferedReader in = Files.newBufferedReader(file, StandardCharsets.US_ASCII)) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                trace.line(line);
            }
        }
        return trace;
    }

    /** The calls that succeeded, in the order in which they began. */
    List<Event> events() {
        return events.stream()
                .sorted(java.util.Comparator.comparingInt(Event::began))
                .toList();
    }

    /** The calls that the tracer did not let through. */
    List<NotMade> notMade() {
        return notMade;
    }

    /** Where the process last told somebody something; the first line if it never did. */
    static int lastTold(List<Event> events) {
        return events.stream()
                .filter(event -> event.what() instanceof What.Told)
                .mapToInt(Event::began)
                .max()
                .orElse(0);
    }

    private void line(String line) {
        int at = lines++;
        if (line.endsWith(INSTEAD)) {
            Begun before = begun.remove(line.substring(0, line.indexOf(' ')));
            texts(before == null ? line : before.arguments()).stream()
                    .findFirst()
                    .ifPresent(path -> notMade.add(new NotMade(at, text(path))));
            return;
        }
        Matcher whole = WHOLE.matcher(line);
        Matcher start = BEGUN.matcher(line);
        Matcher end = RESUMED.matcher(line);
        if (end.matches()) {
            Begun before = begun.remove(end.group(1));
            if (before != null && before.call().equals(end.group(2))) {
                add(before.line(), at, before.call(), before.arguments() + end.group(3), Long.parseLong(end.group(4)));
            }
        } else if (start.matches()) {
            begun.put(start.group(1), new Begun(at, start.group(2), start.group(3)));
        } else if (whole.matches()) {
            add(at, at, whole.group(2), whole.group(3), Long.parseLong(whole.group(4)));
        }
    }

    private void add(int from, int to, String call, String arguments, long result) {
        if (result >= 0) {
            what(call, arguments, result).ifPresent(what -> events.add(new Event(from, to, what)));
        }
    }

    private static Optional<What> what(String call, String arguments, long result) {
        List<byte[]> texts = texts(arguments);
        if (texts.isEmpty()) {
            return Optional.empty();
        }
        String first = text(texts.getFirst());
        return switch (call) {
            case "openat" ->
                arguments.contains("O_CREAT") ? Optional.of(new What.Create(text(texts.get(1)))) : Optional.empty();
            case "pwrite64" ->
                Optional.of(
                        new What.Write(first, last(arguments), java.util.Arrays.copyOf(texts.get(1), (int) result)));
            case "write" ->
                first.startsWith("pipe:") ? Optional.of(new What.Told(text(texts.get(1)))) : unexpected(call, first);
            case "fsync", "fdatasync" -> Optional.of(new What.Sync(first));
            case "ftruncate" -> Optional.of(new What.Truncate(first, last(arguments)));
            case "unlink" -> Optional.of(new What.Unlink(first));
            case "unlinkat" -> Optional.of(new What.Unlink(text(texts.getLast())));
            default -> unexpected(call, first);
        };
    }

    /** Calls this model does not know must not be used on the store's files. */
    private static Optional<What> unexpected(String call, String path) {
        if (path.contains("sallyport.db")) {
            throw new IllegalStateException(
                    "the store used " + call + " on " + path + ", which the replay does not know");
        }
        return Optional.empty();
    }

    private static long last(String arguments) {
        return Long.parseLong(arguments.substring(arguments.lastIndexOf(' ') + 1));
    }

    private static List<byte[]> texts(String arguments) {
        List<byte[]> texts = new ArrayList<>();
        Matcher matcher = TEXT.matcher(arguments);
        while (matcher.find()) {
            texts.add(unescape(matcher.group(1)));
        }
        return texts;
    }

    private static byte[] unescape(String escaped) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(escaped.length() / 4);
        for (int i = 0; i < escaped.length(); i += 4) {
            out.write(Integer.parseInt(escaped, i + 2, i + 4, 16));
        }
        return out.toByteArray();
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
