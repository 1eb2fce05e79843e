package dev.sallyport.server.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What was chosen while a file was read: every option that was asked for, with its value and where that came from. Confined to one thread. */
public final class ChosenOptions {
    private static final String NOT_SET = "not set";
    private static final String SET = "set";
    private static final int LONGEST = 300;
    private static final Pattern ADDRESS =
            Pattern.compile("(https?|tcp|tls|syslog)://(?:[^@/?#]*@)?([^/?#]+)([/?#].*)?");
    private static final Pattern GUARDED =
            Pattern.compile("token|secret|password|credential|authorization|header|environment|people|command");
    private static final Pattern HARMLESS = Pattern.compile("_file|token_lifetime|passes_credentials");

    private final Map<String, Chosen> all = new LinkedHashMap<>();

    /** Adds one, in the place of what was said of that option before. */
    void add(String option, String value, Optional<String> place) {
        String shown = value.isEmpty() ? NOT_SET : place.isPresent() ? shown(option, value) : value;
        all.put(option, new Chosen(option, shown, place.orElse(Chosen.DEFAULT), ""));
    }

    /** Adds one of which people read only that it is set. */
    void hide(String option, String place) {
        all.put(option, new Chosen(option, SET, place, ""));
    }

    private static String shown(String option, String value) {
        String low = option.toLowerCase(Locale.ROOT);
        String last = low.substring(low.lastIndexOf('.') + 1);
        if (GUARDED.matcher(low).find() && !HARMLESS.matcher(last).find()) {
            return SET;
        }
        Matcher address = ADDRESS.matcher(value);
        if (address.matches()) {
            String rest = address.group(3);
            return address.group(1) + "://" + address.group(2) + (rest == null || rest.equals("/") ? "" : "/...");
        }
        int query = value.indexOf('?');
        String cut = query < 0 ? value : value.substring(0, query) + "?...";
        return cut.length() <= LONGEST ? cut : cut.substring(0, LONGEST) + "...";
    }

    /** A time span as configurations write it. */
    static String span(long millis) {
        long[] units = {86_400_000L, 3_600_000L, 60_000L, 1_000L};
        String[] names = {"d", "h", "m", "s"};
        for (int i = 0; i < units.length; i++) {
            if (millis >= units[i] && millis % units[i] == 0) {
                return millis / units[i] + names[i];
            }
        }
        return millis + "ms";
    }

    private List<Chosen> list() {
        return List.copyOf(all.values());
    }

    /**
     * Every option of that file, or of none.
     *
     * @throws BadConfig if it says something unusable
     */
    public static List<Chosen> of(Optional<Path> file) {
        ChosenOptions chosen = new ChosenOptions();
        try {
            SettingsFile.parse(
                    file.map(Path::toString).orElse("defaults"),
                    file.isPresent() ? Files.readString(file.get()) : "",
                    chosen);
        } catch (IOException e) {
            throw new BadConfig(String.valueOf(file.orElse(null)), "can't be read");
        }
        return chosen.list();
    }

    /**
     * What the gateway goes by, beside what the file says by now.
     *
     * @param started what it began with
     */
    public static List<Chosen> now(List<Chosen> started, Optional<Path> file) {
        Map<String, Chosen> written = new LinkedHashMap<>();
        try {
            of(file).forEach(one -> written.put(one.option(), one));
        } catch (BadConfig broken) {
            return started.stream()
                    .map(one -> one.isSet() ? waiting(one, "the file can't be read as it is now") : one)
                    .toList();
        }
        List<Chosen> out = new ArrayList<>();
        for (Chosen one : started) {
            Chosen then = written.remove(one.option());
            if (one.from().equals(Chosen.COMMAND_LINE)) {
                out.add(one); // whatever the file says
                continue;
            }
            String value = then == null ? NOT_SET : then.value();
            out.add(value.equals(one.value()) ? one : waiting(one, value));
        }
        written.values().forEach(fresh -> out.add(new Chosen(fresh.option(), NOT_SET, fresh.from(), fresh.value())));
        return List.copyOf(out);
    }

    private static Chosen waiting(Chosen one, String value) {
        return new Chosen(one.option(), one.value(), one.from(), value);
    }
}
